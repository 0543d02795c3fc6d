"""Steps of a ladder that were taken on a ticket, and that somebody has seen them."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.states.sla import Priority, Target
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from support.actions.escalation import acknowledge_escalation
from support.models import Escalation
from support.states.sla_policies import StepAct, StepResult, Whom

from .ticket_company import DESK, TicketCompany
from .ticket_rows import person
from .ticket_shapes import PERSON, TicketOut, TicketPersonOut


class EscalationOut(Out):
    """A step that was taken when `percent` of a target's time was used up. `result`: whether it was done, was
    so already, or could not be, which the management was told."""

    target = fields.Choice(choices=Target.values)
    percent = fields.Whole()
    act = fields.Choice(choices=StepAct.values)
    whom = fields.Choice(choices=Whom.values, allow_null=True)
    person = TicketPersonOut(allow_null=True)
    priority = fields.Choice(choices=Priority.values, allow_null=True)
    result = fields.Choice(choices=StepResult.values)
    at = fields.Moment()
    acknowledged_by = TicketPersonOut(allow_null=True)
    acknowledged_at = fields.Moment(allow_null=True)

    example = {
        "target": "resolution",
        "percent": 80,
        "act": "notify",
        "whom": "managers",
        "person": None,
        "priority": None,
        "result": "done",
        "at": "2026-03-04T15:00:00Z",
        "acknowledged_by": {"id": PERSON, "name": "Sam S."},
        "acknowledged_at": "2026-03-04T15:10:00Z",
    }


def escalation_out(row: Escalation) -> dict[str, Any]:
    """A step that was taken."""
    return {
        "target": row.target,
        "percent": row.percent,
        "act": row.act,
        "whom": row.whom or None,
        "person": person(row.person),
        "priority": row.priority or None,
        "result": row.result,
        "at": moment_text(row.at),
        "acknowledged_by": person(row.acknowledged_by),
        "acknowledged_at": moment_text(row.acknowledged_at),
    }


class TicketEscalations(TicketCompany):
    """The ladder: verbs of `/api/v1/support/tickets/`."""

    @verb("escalations", DESK, EscalationOut, method="get", listed=True)
    def escalations(self, request: Any, number: str) -> Response:
        """List the steps of its ladder that were taken, the newest first."""
        rows = Escalation.objects.visible_to(self.viewer).filter(ticket=self.thing(number))
        rows = rows.select_related("person", "acknowledged_by")
        return page(self, rows, escalation_out, order=["-id"], kinds=[int])

    @verb("acknowledge", DESK, TicketOut, moves=True)
    def acknowledge(self, request: Any, number: str) -> Response:
        """Say that you have seen that a ticket was escalated."""
        acknowledge_escalation(actor=self.viewer, ticket=self.thing(number), now=self.now)
        return self.ok(self.thing(number))
