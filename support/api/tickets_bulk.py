"""Several tickets at once: a verb of `/api/v1/support/tickets/`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.states.sla import Priority
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import verb
from project.base.errors import Invalid
from support.actions.tickets_bulk import MOST, act_on_tickets
from support.forms.tickets_bulk import SeveralForm
from support.models.ticket_sorting import TAG_LIMIT
from support.pages.ticket import desk_people
from support.states.tickets_bulk import TAKES, BulkAct
from support.views.tickets_bulk import chosen_tickets

from .ticket_company import DESK
from .ticket_shapes import NUMBER
from .ticket_sorting import TicketSorting


class SeveralBody(Body):
    """What to do with which tickets, and what that takes: "assign" an `assignee` (null for no one),
    "prioritise" a `priority`, "tag" `tags` to add, "snooze" a moment (`until`); the others nothing."""

    tickets = fields.Items(child=fields.TicketNo(), max_length=MOST, min_length=1)
    act = fields.Choice(choices=BulkAct.values)
    assignee = fields.Id(required=False, allow_null=True)
    priority = fields.Choice(choices=Priority.values, required=False)
    tags = fields.Items(child=fields.Text(max_length=TAG_LIMIT), max_length=10, required=False)
    until = fields.Moment(required=False)

    example = {"tickets": [NUMBER], "act": "prioritise", "priority": "high"}


class TicketOutcomeOut(Out):
    """What became of one ticket."""

    number = fields.TicketNo()
    done = fields.Flag()
    reasons = fields.Items(child=fields.Text(), help_text="Why it was refused.")


class TicketOutcomesOut(Out):
    """What became of each ticket, what was due next first."""

    results = TicketOutcomeOut(many=True)

    example = {"results": [{"number": NUMBER, "done": True, "reasons": []}]}


class TicketBulk(TicketSorting):
    """What the desk does with several."""

    @verb("several", DESK, TicketOutcomesOut, detail=False, body=SeveralBody, moves=True)
    def several(self, request: Any) -> Response:
        """Do the same with several tickets. Each for itself: what one refuses keeps no other back."""
        act, numbers = BulkAct(self.body["act"]), self.body["tickets"]
        tickets = chosen_tickets(self.viewer, numbers)
        if missing := sorted(set(numbers) - {ticket.number for ticket in tickets}):
            words = _("There is no ticket %(number)s.")
            raise Invalid({"tickets": [words % {"number": each} for each in missing]})
        form = bound(SeveralForm, self._given(act), act=act, people=desk_people(self.viewer))
        found = act_on_tickets(actor=self.viewer, tickets=tickets, act=act, given=form.given, now=self.now)
        rows = [
            {"number": each.ticket.number, "done": each.done, "reasons": list(each.reasons)} for each in found
        ]
        return Response({"results": rows})

    def _given(self, act: BulkAct) -> dict[str, Any]:
        """What the act takes, as the form reads it, and nothing that another takes."""
        taken = TAKES.get(act, "")
        for name in set(self.body) & (set(TAKES.values()) - {taken}):
            raise Invalid({name: _("This act doesn’t take this.")})
        if taken == "assignee" and "assignee" not in self.body:
            raise Invalid({"assignee": _("Name someone, or null for no one.")})
        given = {name: value for name, value in self.body.items() if name == taken and value is not None}
        return {**given, "tags": ", ".join(given["tags"])} if "tags" in given else given
