"""What is known of writers’ work so far, for many at once: punctuality, offers, for whom they wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Q

from agencies.models import Agency
from orders.models import Delivery, Offer, Order
from orders.states.orders import State

#: How far back punctuality is looked at, and offers.
JUDGED = dt.timedelta(days=180)
LATELY = dt.timedelta(days=30)


@dataclass
class Record:
    """Of one writer: first deliveries of the last half year, how many of them in time; offers of the last
    thirty days; when they last delivered for which client account."""

    judged: int = 0
    in_time: int = 0
    offers: int = 0
    last_worked: dict[int, dt.datetime] = field(default_factory=dict)


def records(
    agency: Agency, ids: Collection[int], accounts: Collection[int], now: dt.datetime
) -> dict[int, Record]:
    """The records of these members, by id. Three queries, however many they are."""
    found = {pk: Record() for pk in ids}
    for pk, judged, in_time in _punctuality(agency, ids, now):
        found[pk].judged, found[pk].in_time = judged, in_time
    for pk, offers in _offers(agency, ids, now):
        found[pk].offers = offers
    for pk, account, last in _worked_for(agency, ids, accounts):
        found[pk].last_worked[account] = last
    return found


def _punctuality(agency: Agency, ids: Collection[int], now: dt.datetime) -> list[tuple[int, int, int]]:
    """By whom an order's first version was handed in, and whether by its writer's deadline."""
    first = Delivery.objects.filter(
        agency=agency, delivered_by__in=ids, number=1, delivered_at__gt=now - JUDGED, delivered_at__lte=now
    )
    rows = first.order_by().values_list("delivered_by").annotate(n=Count("pk"))
    return list(rows.annotate(good=Count("pk", filter=Q(delivered_at__lte=F("order__writer_deadline")))))


def _offers(agency: Agency, ids: Collection[int], now: dt.datetime) -> list[tuple[int, int]]:
    lately = Offer.objects.filter(
        agency=agency, writer__in=ids, offered_at__gt=now - LATELY, offered_at__lte=now
    )
    return list(lately.order_by().values_list("writer").annotate(n=Count("pk")))


def _worked_for(
    agency: Agency, ids: Collection[int], accounts: Collection[int]
) -> list[tuple[int, int, dt.datetime]]:
    written = Order.objects.filter(agency=agency, writer__in=ids, account__in=accounts)
    delivered = written.exclude(state=State.CANCELLED).filter(delivered_at__isnull=False)
    return list(delivered.order_by().values_list("writer", "account").annotate(last=Max("delivered_at")))
