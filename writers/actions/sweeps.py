"""What the clock does in the writers' app. As orders' sweeps: each may run twice and beside itself, and skips
orders that somebody else holds locked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Agency
from orders.models import Order
from writers.models import PoolEntry

from .pool_moves import open_to_everyone

#: Orders that one call deals with at most.
MOST = 100


def open_pool_to_all(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """End the time in which only the preferred writer sees an order of the pool; returns of how many."""
    due = PoolEntry.objects.filter(agency=agency, ended_at=None, preferred_until__lte=now)
    done = 0
    for pk, order_id in list(due.order_by("preferred_until").values_list("pk", "order_id")[:most]):
        with transaction.atomic():
            rows = Order.objects.filter(agency=agency, pk=order_id)
            order = rows.select_for_update(of=("self",), skip_locked=True).first()
            entry = due.filter(pk=pk).first() if order else None
            if order and entry:
                open_to_everyone(order, entry, now)
                done += 1
    return done
