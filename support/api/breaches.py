"""Missed targets: `/api/v1/support/breaches/`, and verbs of `/api/v1/support/tickets/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.states.sla import Target
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, bound, renamed
from project.base.api.endpoint import endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import require
from support.actions.breaches import explain_breach
from support.actions.ticket_moves import TICKETS
from support.forms.breaches import CauseForm, key_of
from support.models import Breach
from support.models.breaches import NOTE_LIMIT
from support.pages.breaches import (
    KINDS,
    ORDER,
    UNSAID,
    breach_choices,
    found_breaches,
    read_ticket,
    said_of,
    with_causes,
)
from support.pages.reports import since_when
from support.states.breaches import Cause

from .ticket_company import DESK, TicketCompany
from .ticket_rows import person
from .ticket_shapes import NUMBER, PERSON, TicketPersonOut


class BreachFilters(Paged):
    cause = fields.Choice(
        choices=[UNSAID, *Cause.values], required=False, help_text="“unsaid”: those without a cause yet."
    )
    target = fields.Choice(choices=Target.values, required=False)


class CauseOut(Out):
    """Why a target was missed, as somebody of the desk said."""

    cause = fields.Choice(choices=Cause.values)
    note = fields.Text()
    by = TicketPersonOut()
    at = fields.Moment()


class BreachOut(Out):
    """A target of a ticket that was missed. `run` counts how often it was owed. `ended_at` is null while
    nobody has done it. `causes`: all that were named, the last first, which holds."""

    ticket = fields.TicketNo()
    target = fields.Choice(choices=Target.values)
    run = fields.Whole()
    due_at = fields.Moment()
    ended_at = fields.Moment(allow_null=True)
    cause = fields.Choice(choices=Cause.values, allow_null=True)
    causes = CauseOut(many=True)

    example = {
        "ticket": NUMBER,
        "target": "first_reply",
        "run": 1,
        "due_at": "2026-03-02T17:00:00Z",
        "ended_at": "2026-03-03T09:10:00Z",
        "cause": "staffing",
        "causes": [
            {
                "cause": "staffing",
                "note": "Two of us were ill.",
                "by": {"id": PERSON, "name": "Sam S."},
                "at": "2026-03-03T09:30:00Z",
            }
        ],
    }


class BreachesOut(Out):
    """What was missed on a ticket."""

    results = BreachOut(many=True)

    example = {"results": [BreachOut.example]}


class CauseBody(Body):
    """Why which target was missed; `run` is the last one, if it is left out."""

    target = fields.Choice(choices=Target.values)
    run = fields.Whole(least=1, most=100_000, required=False)
    cause = fields.Choice(choices=Cause.values)
    note = fields.Text(lines=True, max_length=NOTE_LIMIT, required=False, help_text="“other” needs it.")

    example = {"target": "first_reply", "cause": "staffing", "note": "Two of us were ill."}


class BreachViewSet(Resource):
    """Missed targets."""

    @endpoint(DESK, BreachOut, listed=True, query=BreachFilters)
    def list(self, request: Any) -> Response:
        """List what was missed in the weeks of the reports, what was due last first."""
        rows = found_breaches(self.viewer, self.asked, since_when(self.viewer, self.now))
        return page(self, with_causes(rows), breach_out, order=ORDER, kinds=KINDS)


class TicketBreaches(TicketCompany):
    """What was missed on a ticket, and why."""

    @verb("breaches", DESK, BreachesOut, method="get")
    def breaches(self, request: Any, number: str) -> Response:
        """List what was missed on a ticket, in the order in which it was due."""
        rows = read_ticket(self.thing(number), self.now)
        return Response({"results": [breach_out(row) for row in rows]})

    @verb("explain", DESK, BreachOut, body=CauseBody, moves=True)
    def explain(self, request: Any, number: str) -> Response:
        """Say why a target of a ticket was missed. What was said before stays to be read."""
        ticket = self.thing(number)
        require(TICKETS.may("explain", self.viewer, ticket))
        found = read_ticket(ticket, self.now)
        of, said = self._breach(found), {name: self.body.get(name, "") for name in ("cause", "note")}
        with renamed({"breach": "target"}):
            form = bound(CauseForm, {"breach": of, **said}, breaches=breach_choices(found))
            typed = form.cleaned_data
            chosen = typed.pop("breach")
            facts = {"target": chosen.target, "run": chosen.run, **typed}
            explain_breach(actor=self.viewer, ticket=ticket, now=self.now, **facts)
        kept = with_causes(Breach.objects.visible_to(self.viewer)).filter(ticket=ticket)
        return Response(breach_out(kept.get(target=chosen.target, run=chosen.run)))

    def _breach(self, found: list[Breach]) -> str:
        """The key of the breach that the body names; "" for none of the ticket's."""
        rows = [one for one in found if one.target == self.body["target"]]
        run = self.body.get("run") or max((one.run for one in rows), default=0)
        return next((key_of(one) for one in rows if one.run == run), "")


def breach_out(row: Breach) -> dict[str, Any]:
    """A breach, of `with_causes`, or one of this minute that no row says yet."""
    return {
        "ticket": row.ticket.number,
        "target": row.target,
        "run": row.run,
        "due_at": moment_text(row.due_at),
        "ended_at": moment_text(row.ended_at),
        "cause": row.cause or None,
        "causes": [
            {"cause": one.cause, "note": one.note, "by": person(one.by), "at": moment_text(one.at)}
            for one in said_of(row)
        ],
    }
