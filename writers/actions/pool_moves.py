"""What happens to an order's stay in the pool by itself: it ends with a writer, a hold or a cancellation, and
what only the preferred writer was asked becomes everybody's."""

from __future__ import annotations

import datetime as dt

from orders.actions.preferred_writer import release_preferred
from orders.models import Order, OrderEvent
from orders.states.orders import GIVABLE
from writers.models import PoolEntry
from writers.states.assignment import PoolEnd


class PoolFollower:
    """Registered in orders.hooks.moves."""

    def moved(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        """One query, only of an order that waited for a writer."""
        if event.from_state not in GIVABLE:
            return
        entry = order.pool_entries.filter(ended_at=None).first()
        if entry is None:
            return
        if order.state not in GIVABLE:
            end_entry(entry, PoolEnd.GIVEN if order.writer_id else PoolEnd.ENDED, now)
        elif event.verb == "decline_offer" and event.person_id == order.preferred_writer_id:
            open_to_everyone(order, entry, now)


def end_entry(entry: PoolEntry, end: PoolEnd, now: dt.datetime) -> None:
    """End a stay in the pool, with its order locked."""
    entry.ended_at, entry.end = now, end
    entry.save(update_fields=["ended_at", "end"])


def open_to_everyone(order: Order, entry: PoolEntry, now: dt.datetime) -> None:
    """The preferred writer does not take it: every writer whom it fits sees it from now on, and the client's
    surcharge is taken back. With the order locked; does nothing when it was open to everyone before."""
    if entry.preferred_until is None:
        return
    entry.preferred_until = None
    entry.save(update_fields=["preferred_until"])
    release_preferred(order, now)


def reopen_entry(order: Order, since: dt.datetime, now: dt.datetime, *, by: int) -> None:
    """The order waits for a writer again: put it back into the pool if it left it when it was given away at
    `since`; to everyone, if the preferred writer gave it back (`by`, a member). With the order locked."""
    entry = order.pool_entries.filter(ended_at=since, end=PoolEnd.GIVEN).last()
    if entry is None:
        return
    entry.ended_at, entry.end = None, ""
    entry.save(update_fields=["ended_at", "end"])
    if by == order.preferred_writer_id:
        open_to_everyone(order, entry, now)
