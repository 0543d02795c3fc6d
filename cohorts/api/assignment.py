"""`/api/v1/orders/classes/{id}/assignment/`: who writes and who reviews the orders of a class."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.models import Membership
from cohorts.actions.assignment import share_out
from cohorts.models import Cohort
from cohorts.pages.assignment import hands_of, people_of
from cohorts.rules.cohorts import can_share_out
from orders.rules.offers import gives_out
from project.base.api.endpoint import endpoint, only, verb
from project.base.errors import Invalid, require

from .assignment_shapes import ClassAssignmentBody, ClassAssignmentOut
from .sessions import ClassSessionViewSet

GIVERS = only(gives_out)


class ClassAssignmentViewSet(ClassSessionViewSet):
    """Classes with their members, their sessions, and who writes for them."""

    @verb("assignment", GIVERS, ClassAssignmentOut, method="get")
    def assignment(self, request: Any, public_id: str) -> Response:
        """Read which writers take the orders of a class, and who reviews them."""
        cohort = self.thing(public_id)
        require(can_share_out(self.viewer, cohort))
        return Response(assignment_shown(cohort))

    @assignment.mapping.put
    @endpoint(GIVERS, ClassAssignmentOut, body=ClassAssignmentBody, moves=True)
    def share_out(self, request: Any, public_id: str) -> Response:
        """Say which writers take the orders of a class, the most of each, and who reviews them all."""
        cohort = self.thing(public_id)
        require(can_share_out(self.viewer, cohort))
        writers, editors = ({person.public_id: person for person in found} for found in people_of(cohort))
        shares = [(_named(writers, "writers", row["writer"]), row["share"]) for row in self.body["writers"]]
        wanted = self.body["editor"]
        editor = _named(editors, "editor", wanted) if wanted else None
        try:
            share_out(actor=self.viewer, cohort=cohort, shares=shares, editor=editor, now=self.now)
        except Invalid as refusal:
            renamed = {"writers" if key == "shares" else key: texts for key, texts in refusal.errors.items()}
            raise Invalid(renamed) from refusal
        return Response(assignment_shown(cohort))


def _named(people: dict[str, Membership], field: str, key: str) -> Membership:
    if key not in people:
        raise Invalid({field: _("Choose someone who works here in that role.")})
    return people[key]


def assignment_shown(cohort: Cohort) -> dict[str, Any]:
    """Writers and editor as the API shows them."""
    hands = hands_of(cohort)
    rows = [
        {
            "writer": one.person.public_id,
            "name": one.person.public_name,
            "share": one.share,
            "most": one.most,
            "taken": one.taken,
        }
        for one in hands.writers
    ]
    return {
        "writers": rows,
        "editor": hands.editor.public_id if hands.editor else None,
        "orders": hands.size,
    }
