"""Lists need many orders; playing each through the actions would take minutes.
These are copies of one that was played."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import Any, TypeVar

from django.db.models import Model

from orders.models import Delivery, Order, OrderLine

Row = TypeVar("Row", bound=Model)
STEP = dt.timedelta(minutes=7)


def copies(order: Order, count: int, *, groups: int = 1_000) -> list[Order]:
    """`count` more orders like `order`, with its lines and deliveries, each
    STEP apart; times repeat after `groups`."""
    last = Order.objects.filter(agency=order.agency).order_by("-number").values_list("number", flat=True)[0]
    stem, number = last.rsplit("-", 1)
    lines, deliveries = list(order.lines.all()), list(order.deliveries.all())
    first = Order.objects.get(pk=order.pk)
    twins = [
        _twin(first, f"{stem}-{int(number) + step:05}", STEP * (step % groups))
        for step in range(1, count + 1)
    ]
    Order.objects.bulk_create(twins)
    OrderLine.objects.bulk_create(_again(line, order=twin) for twin in twins for line in lines)
    Delivery.objects.bulk_create(
        _again(row, order=twin, delivered_at=row.delivered_at + STEP * (step % groups))
        for step, twin in enumerate(twins, 1)
        for row in deliveries
    )
    return twins


def _twin(order: Order, number: str, later: dt.timedelta) -> Order:
    twin = _again(order, draft=None, number=number)
    for name in ("placed_at", "client_deadline", "writer_deadline", "review_ends_at"):
        moment = getattr(order, name)
        setattr(twin, name, moment and moment + later)
    return twin


def _again(row: Row, **changes: Any) -> Row:
    """A new row like this one but for the changes."""
    twin = copy(row)
    twin.pk, twin._state.adding = None, True
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin
