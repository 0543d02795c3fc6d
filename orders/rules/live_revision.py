"""The one revision request of an order that is under way: what it is, who
has been given it, by when it is owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from orders.models import RevisionRequest
from project.base.compiled import Slot, compiled

if TYPE_CHECKING:
    from orders.models import Order


def active_revision(order: Order) -> RevisionRequest | None:
    """The order's live revision request. Reads prefetched rows when there are some, and nothing before the
    first delivery: nobody asks for changes to what they have not got. None has an order that its review
    window has ended."""
    if order.delivered_at is None or order.lapsed:
        return None
    if "revisions" in getattr(order, "_prefetched_objects_cache", ()):
        return next((revision for revision in order.revisions.all() if revision.active), None)
    for revision in _live(agency_id=order.agency_id, order_id=order.pk):
        revision.order = order
        return revision
    return None


@compiled
def _live(agency_id: Slot, order_id: Slot) -> Any:
    rows = RevisionRequest.objects.live().filter(agency_id=agency_id, order_id=order_id)
    return rows.order_by()


def reviser_id(order: Order) -> int:
    """Who has been given the live revision instead of the order's writer; 0 for
    nobody. A query may have brought it along."""
    if order.facts:
        return order.facts.reviser_id
    revision = active_revision(order)
    return (revision.assignee_id or 0) if revision else 0


def live_revisions(orders: Iterable[Order]) -> dict[int, RevisionRequest]:
    """The same of many orders of one agency, by their ids. One query; none before any was delivered."""
    delivered = [order for order in orders if order.delivered_at is not None]
    if not delivered:
        return {}
    rows = RevisionRequest.objects.live().filter(agency_id=delivered[0].agency_id, order__in=delivered)
    return {row.order_id: row for row in rows}


def due(revision: RevisionRequest, now: dt.datetime) -> dt.datetime:
    """By when a live revision is owed, were its clock to go on at `now` if it rests."""
    return revision.due_at + (now - revision.paused_at if revision.paused_at else dt.timedelta(0))


def owed_by(order: Order) -> dt.datetime:
    """By when the writer owes the next text: the live revision's time once there was a
    delivery, else the writer's deadline."""
    revision = active_revision(order)
    return revision.due_at if revision else order.writer_deadline
