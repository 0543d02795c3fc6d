"""Tags and snoozes: further verbs of `/api/v1/support/tickets/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api.bodies import bound
from project.base.api.endpoint import verb
from project.base.errors import require
from support.actions.ticket_moves import TICKETS
from support.actions.ticket_snoozing import snooze_ticket, wake_ticket
from support.actions.ticket_tags import tag_ticket
from support.forms.ticket_sorting import TagsForm

from .ticket_company import DESK, TicketCompany
from .ticket_shapes import TicketOut
from .ticket_sorting_shapes import TicketSnoozing, TicketTags


class TicketSorting(TicketCompany):
    """How the desk sorts tickets."""

    @verb("tags", DESK, TicketOut, body=TicketTags, moves=True)
    def tags(self, request: Any, number: str) -> Response:
        """Give a ticket these tags and no others."""
        ticket = self.thing(number)
        require(TICKETS.may("tag", self.viewer, ticket))
        typed = bound(TagsForm, {"tags": ", ".join(self.body["tags"])}).cleaned_data["tags"]
        tag_ticket(actor=self.viewer, ticket=ticket, tags=typed, now=self.now)
        return self.ok(self.thing(number))

    @verb("snooze", DESK, TicketOut, body=TicketSnoozing, moves=True)
    def snooze(self, request: Any, number: str) -> Response:
        """Take a ticket out of the queue until a moment, or until a new message. Its clocks go on."""
        snooze_ticket(actor=self.viewer, ticket=self.thing(number), until=self.body["until"], now=self.now)
        return self.ok(self.thing(number))

    @verb("wake", DESK, TicketOut, moves=True)
    def wake(self, request: Any, number: str) -> Response:
        """Put a snoozed ticket back into the queue."""
        wake_ticket(actor=self.viewer, ticket=self.thing(number), now=self.now)
        return self.ok(self.thing(number))
