"""Who else reads a ticket, and merging tickets: further verbs of `/api/v1/support/tickets/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api.bodies import bound
from project.base.api.endpoint import MEMBERS, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.errors import require
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_moves import TICKETS
from support.actions.ticket_watchers import unwatch_ticket, watch_ticket
from support.forms.tickets import MergeForm, UnwatchForm, WatchForm
from support.models import Ticket, TicketWatcher
from support.pages.ticket_watchers import merge_targets, new_watchers
from support.rules.ticket_watchers import shown_watchers
from support.rules.tickets import works_on_tickets
from support.views.fetching import ticket_or_404, watcher_or_404

from .ticket_rows import TicketRows, person
from .ticket_shapes import TicketMerging, TicketOut, TicketUnwatching, TicketWatcherOut, TicketWatching

DESK = only(works_on_tickets)


class TicketCompany(TicketRows):
    """What a ticket's viewset has beside asking and answering."""

    def thing(self, key: str) -> Ticket:
        return ticket_or_404(self.viewer, key)

    @verb("watchers", MEMBERS, TicketWatcherOut, method="get", listed=True)
    def watchers(self, request: Any, number: str) -> Response:
        """List who watches a ticket; who of the desk does, the desk alone reads."""
        rows = shown_watchers(self.viewer, self.thing(number)).select_related("person")
        return page(self, rows, _watcher, order=["-id"], kinds=[int])

    @verb("watch", DESK, TicketOut, body=TicketWatching, moves=True)
    def watch(self, request: Any, number: str) -> Response:
        """Have someone else read a ticket and be told of it."""
        ticket = self.thing(number)
        require(TICKETS.may("watch", self.viewer, ticket))
        people = [*new_watchers(ticket), *(row.person for row in ticket.watchers.select_related("person"))]
        chosen = bound(WatchForm, self.body, people=people).cleaned_data["person"]
        watch_ticket(actor=self.viewer, ticket=ticket, person=chosen, now=self.now)
        return self.ok(self.thing(number))

    @verb("unwatch", MEMBERS, body=TicketUnwatching, status=204)
    def unwatch(self, request: Any, number: str) -> Response:
        """Take someone off a ticket, or yourself."""
        ticket, named = self.thing(number), bound(UnwatchForm, self.body).cleaned_data["person"]
        chosen = watcher_or_404(self.viewer, ticket, named)
        unwatch_ticket(actor=self.viewer, ticket=ticket, person=chosen, now=self.now)
        return Response(status=204)

    @verb("merge", DESK, TicketOut, body=TicketMerging, moves=True)
    def merge(self, request: Any, number: str) -> Response:
        """Merge a ticket into another one of the same person, for good. Answers with that one."""
        ticket = self.thing(number)
        require(TICKETS.may("merge", self.viewer, ticket))
        targets = merge_targets(ticket)
        if ticket.merged_into is not None:
            targets.append(ticket.merged_into)
        into = bound(MergeForm, self.body, tickets=targets).cleaned_data["into"]
        merge_ticket(actor=self.viewer, ticket=ticket, into=into, now=self.now)
        return self.ok(self.thing(into.number))


def _watcher(row: TicketWatcher) -> dict[str, Any]:
    return {"person": person(row.person), "since": moment_text(row.since)}
