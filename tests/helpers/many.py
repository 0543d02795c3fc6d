"""Lists need many orders; playing each through the actions would take minutes.
These are copies of one that was played."""

from __future__ import annotations

import datetime as dt

from orders.models import Delivery, Order, OrderLine

STEP = dt.timedelta(minutes=7)


def copies(order: Order, count: int, *, groups: int = 1_000) -> list[Order]:
    """`count` more orders like `order`, with its lines and deliveries, each
    STEP apart; times repeat after `groups`."""
    last = Order.objects.filter(agency=order.agency).order_by("-number").values_list("number", flat=True)[0]
    stem, number = last.rsplit("-", 1)
    return [
        _copy(order, f"{stem}-{int(number) + step:05}", STEP * (step % groups))
        for step in range(1, count + 1)
    ]


def _copy(order: Order, number: str, later: dt.timedelta) -> Order:
    lines, deliveries = list(order.lines.all()), list(order.deliveries.all())
    twin = Order.objects.get(pk=order.pk)
    twin.pk, twin.draft, twin.number, twin._state.adding = None, None, number, True
    for name in ("placed_at", "client_deadline", "writer_deadline", "review_ends_at"):
        moment = getattr(order, name)
        setattr(twin, name, moment and moment + later)
    twin.save()
    for line in lines:
        line.pk, line.order, line._state.adding = None, twin, True
    OrderLine.objects.bulk_create(lines)
    for delivery in deliveries:
        delivery.pk, delivery.order, delivery._state.adding = None, twin, True
        delivery.delivered_at += later
    Delivery.objects.bulk_create(deliveries)
    return twin
