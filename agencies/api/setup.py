"""`/api/v1/agencies/setup/`: the checklist of a new agency, for its management."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.pages.setup import Checklist, checklist_of
from agencies.rules.agencies import sees_agency
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only
from project.base.api.resource import Resource


class SetupStepOut(Out):
    """A step: what is so now, whether it is done, and the page where it is done."""

    key = fields.Text()
    label = fields.Text()
    text = fields.Text()
    done = fields.Flag()
    page = fields.Text(help_text="The path of the page.")
    optional = fields.Flag(help_text="Whether an agency can do without; those are not counted.")

    example = {
        "key": "tax",
        "label": "Enter your tax, if any",
        "text": "VAT 20%",
        "done": True,
        "page": "/desk/catalog/general/",
        "optional": False,
    }


class SetupOut(Out):
    """The checklist, computed from what exists. `next` is the key of the first step that is not done.
    The optional ones come last."""

    done = fields.Whole()
    total = fields.Whole()
    next = fields.Text(allow_null=True)
    steps = SetupStepOut(many=True)

    example = {"done": 1, "total": 1, "next": None, "steps": [SetupStepOut.example]}


class SetupViewSet(Resource):
    """The checklist of the agency."""

    single = True

    def shown(self, thing: Checklist) -> dict[str, Any]:
        names = ("key", "label", "text", "done")
        return {
            "done": thing.done,
            "total": thing.total,
            "next": thing.next["key"] if thing.next else None,
            "steps": [
                {**{name: step[name] for name in names}, "page": step["url"], "optional": step in thing.later}
                for step in (*thing.steps, *thing.later)
            ],
        }

    @endpoint(only(sees_agency), SetupOut)
    def retrieve(self, request: Any) -> Response:
        """Read the checklist of the agency. Nothing in it has to be done before anything else."""
        return self.ok(checklist_of(self.viewer))
