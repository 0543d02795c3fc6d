"""Fetching a ticket in the viewer's scope: what is not visible does not exist."""

from __future__ import annotations

from django.db.models import QuerySet

from agencies.models import Membership
from project.base import clock
from project.base.compiled import Slot, compiled_key
from project.base.errors import NotVisible
from project.base.viewer import Member, Viewer
from support.models import Ticket, TicketWatcher
from support.rules.ticket_times import judged


@compiled_key
def _tickets(viewer: Viewer, number: Slot) -> QuerySet[Ticket]:
    rows = Ticket.objects.visible_to(viewer).select_related(
        "requester", "sender", "assignee", "follows", "order", "merged_into", "snooze", "rating"
    )
    return rows.filter(number=number)


def ticket_or_404(viewer: Member, number: str) -> Ticket:
    """The ticket of that number as it is now, if the viewer may see it. One query."""
    ticket = _tickets.first(viewer, number=number)
    if ticket is None:
        raise NotVisible()
    ticket.agency = viewer.agency
    return judged(ticket, clock.now())


def watcher_or_404(viewer: Member, ticket: Ticket, public_id: str) -> Membership:
    """Who of those that watch a ticket is named; without a name, the viewer."""
    if not public_id or public_id == viewer.membership.public_id:
        own: Membership = viewer.membership
        return own
    rows = TicketWatcher.objects.visible_to(viewer).filter(ticket=ticket, person__public_id=public_id)
    row = rows.select_related("person").first()
    if row is None:
        raise NotVisible()
    return row.person
