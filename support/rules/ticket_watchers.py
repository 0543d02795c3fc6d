"""Who may watch a ticket, and who says so."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from agencies.models import Membership
from agencies.states.roles import STAFF, Role
from clients.models import AccountPerson
from project.base.viewer import Viewer
from support.models import Ticket, TicketWatcher

from .tickets import can_handle, is_clock


def can_add_watchers(viewer: Viewer, ticket: Ticket) -> bool:
    """Whoever handles it, and the agency's clock when a ticket gets late."""
    return can_handle(viewer, ticket) or is_clock(viewer, ticket)


def can_remove_watcher(viewer: Viewer, ticket: Ticket, person: Membership) -> bool:
    """Whoever handles it; each watcher takes themself off."""
    return can_handle(viewer, ticket) or viewer.member_id == person.pk


def possible_watchers(ticket: Ticket) -> QuerySet[Membership]:
    """Whom a ticket may show itself to: the desk; and where whoever asked belongs to the client account of
    the order that it is about, the other people of that account. Nobody else: a writer's question about an
    order is not the client's to read."""
    desk = Q(roles__overlap=list(STAFF))
    rows = Membership.objects.live().filter(agency_id=ticket.agency_id).exclude(pk=ticket.requester_id or 0)
    if ticket.order is None:
        return rows.filter(desk)
    people = AccountPerson.objects.filter(agency_id=ticket.agency_id, account_id=ticket.order.account_id)
    if not people.filter(membership_id=ticket.requester_id or 0).exists():
        return rows.filter(desk)
    clients = Q(roles__contains=[Role.CLIENT], pk__in=people.values("membership_id"))
    return rows.filter(desk | clients)


def present_watchers(ticket: Ticket) -> QuerySet[TicketWatcher]:
    """Those who watch a ticket and may read it still."""
    rows = TicketWatcher.objects.filter(agency_id=ticket.agency_id, ticket=ticket)
    return rows.filter(person_id__in=possible_watchers(ticket).values("pk"))


def shown_watchers(viewer: Viewer, ticket: Ticket) -> QuerySet[TicketWatcher]:
    """Of whom the viewer is told: whoever handles it of all, everyone else of those who are not of the desk,
    and of themself."""
    rows = present_watchers(ticket)
    if can_handle(viewer, ticket):
        return rows
    return rows.filter(~Q(person__roles__overlap=list(STAFF)) | Q(person_id=viewer.member_id))
