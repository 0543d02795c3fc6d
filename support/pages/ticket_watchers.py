"""Who watches a ticket, and who could."""

from __future__ import annotations

from typing import Any

from agencies.models import Membership
from project.base.viewer import Viewer
from support.models import Ticket, TicketWatcher
from support.rules.ticket_watchers import possible_watchers, shown_watchers

#: People that the list offers, at most.
MOST_PEOPLE = 200


def watchers_context(viewer: Viewer, ticket: Ticket) -> dict[str, Any]:
    """Who watches it, as far as the viewer is told; whether the viewer does."""
    people = [row.person for row in shown_watchers(viewer, ticket).select_related("person")]
    return {
        "watchers": [{"id": one.public_id, "name": one.public_name} for one in people],
        "watches": any(one.pk == viewer.member_id for one in people),
    }


def new_watchers(ticket: Ticket) -> list[Membership]:
    """Whom one can add: who may, and does not yet."""
    watching = TicketWatcher.objects.filter(agency_id=ticket.agency_id, ticket=ticket)
    rows = possible_watchers(ticket).exclude(pk__in=watching.values("person_id"))
    return list(rows.order_by("public_name", "pk")[:MOST_PEOPLE])


def merge_targets(ticket: Ticket) -> list[Ticket]:
    """Into which tickets it can be merged: the live ones of whoever asked."""
    rows = Ticket.objects.live().filter(agency_id=ticket.agency_id)
    rows = rows.filter(requester_id=ticket.requester_id, sender_id=ticket.sender_id)
    return list(rows.exclude(pk=ticket.pk).order_by("-touched_at", "-id")[:MOST_PEOPLE])
