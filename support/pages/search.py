"""Tickets and disputes among what the search box finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.hooks.search import Found, each
from project.base import clock
from project.base.compiled import Among, Slot, compiled
from project.base.search import holds
from project.base.viewer import Viewer
from support.models import Dispute, Ticket
from support.rules.ticket_times import judged
from support.states.tickets import TicketState

from .tickets import ORDER

#: Words are sought in so many tickets of what the viewer sees, those that were touched last.
NEWEST = 500
#: Orders whose tickets and disputes are read at most.
MOST_ORDERS = 200


class TicketSearch:
    """By number, which comes first, by the orders that the words find, and of the newest by subject: for the
    desk all, for others those that they opened or watch."""

    title = _("Tickets")
    icon = "help"

    def find(self, viewer: Viewer, words: Sequence[str], most: int, orders: Sequence[int]) -> Sequence[Found]:
        number, now = "-".join(words).upper(), clock.now()
        about = list(orders[:MOST_ORDERS]) or None
        rows = _tickets(viewer, most=most, number=number, orders=about, **each(words))
        return [self._found(judged(row, now)) for row in rows]

    def _found(self, ticket: Ticket) -> Found:
        facts = f"{ticket.number} · {TicketState(ticket.state).label}"
        return Found(ticket.subject, reverse("support:ticket", args=[ticket.number]), facts, id=ticket.number)


class DisputeSearch:
    """By the orders that the words find, of those that the viewer sees."""

    title = _("Disputes")
    icon = "scale"

    def find(self, viewer: Viewer, words: Sequence[str], most: int, orders: Sequence[int]) -> Sequence[Found]:
        if not orders:
            return []
        return [self._found(row) for row in _disputes(viewer, most=most, orders=list(orders[:MOST_ORDERS]))]

    def _found(self, dispute: Any) -> Found:
        order, url = dispute.order, reverse("support:dispute", args=[dispute.public_id])
        facts = f"{order.number} · {dispute.get_state_display()}"
        return Found(order.title, url, facts, id=dispute.public_id, order=order.number)


@compiled
def _tickets(
    viewer: Viewer, most: int, number: Slot, orders: Slot | None, **words: Slot
) -> QuerySet[Ticket, Ticket]:
    rows = Ticket.objects.visible_to(viewer)
    held = rows.filter(pk__in=rows.order_by(*ORDER).values("pk")[:NEWEST])
    for word in words.values():
        held = held.filter(holds(word, "subject", "number"))
    named = Q(number=number)
    wanted = Q(pk__in=held.values("pk")) | named
    if orders is not None:
        wanted |= Q(Among("order_id", orders))
    return rows.filter(wanted).order_by(Case(When(named, then=0), default=1), *ORDER)[:most]


@compiled
def _disputes(viewer: Viewer, most: int, orders: Slot) -> QuerySet[Dispute, Dispute]:
    rows = Dispute.objects.visible_to(viewer).filter(Among("order_id", orders))
    return rows.select_related("order").order_by("-opened_at", "-id")[:most]
