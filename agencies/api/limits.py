"""`/api/v1/agencies/limits/`: what an agency uses of what the operator lets it have, for its owners."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.pages.limits import LimitRow, limits_of
from agencies.rules.agencies import sets_agency
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only
from project.base.api.resource import Resource


class LimitOut(Out):
    """A limit and what is used of it, in bytes for storage. `most` is null where there is none; `state` is
    `near` from 80 per cent on, and `reached`."""

    key = fields.Choice(choices=["people", "storage", "orders"])
    used = fields.Whole(most=fields.MOST)
    most = fields.Whole(most=fields.MOST, allow_null=True)
    state = fields.Text()
    advice = fields.Text(help_text="What to do when it is reached.")

    example = {
        "key": "people",
        "used": 41,
        "most": 50,
        "state": "near",
        "advice": "Remove people who have left, or ask the operator of this installation for more places.",
    }


class LimitsOut(Out):
    """The limits of the agency. Orders are those of this month, by the agency's clock."""

    limits = LimitOut(many=True)

    example = {"limits": [LimitOut.example]}


class LimitsViewSet(Resource):
    """The limits of the agency."""

    single = True

    def shown(self, thing: list[LimitRow]) -> dict[str, Any]:
        return {
            "limits": [
                {
                    "key": row.key,
                    "used": row.limit.used,
                    "most": row.limit.most,
                    "state": row.state,
                    "advice": row.limit.advice,
                }
                for row in thing
            ]
        }

    @endpoint(only(sets_agency), LimitsOut)
    def retrieve(self, request: Any) -> Response:
        """Read what the agency uses of its limits: people, storage, orders of this month."""
        return self.ok(limits_of(self.viewer, self.now))
