"""The figures of portfolios, worked out from orders, deliveries and feedback. Nobody types one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q

from agencies.models import Agency, Membership
from orders.models import Delivery, Order
from orders.states.orders import State
from writers.states.feedback import Direction

from .feedback_history import histories


@dataclass(frozen=True)
class Figures:
    """Of one writer, all time: completed orders; first versions that were judged, and how many of them came
    by their writer's deadline; ratings by clients, and their mean drawn toward the agency's; the day on which
    the membership began."""

    orders: int
    judged: int
    on_time: int
    rated: int
    rating: Decimal | None
    since: dt.date


def figures_of(agency: Agency, members: Collection[Membership], now: dt.datetime) -> dict[int, Figures]:
    """The figures of these members, by id. Four queries, however many they are."""
    ids = [member.pk for member in members]
    completed = _completed(agency, ids)
    judged = _judged(agency, ids)
    said = histories(agency, ids, now, directions=(Direction.CLIENT_TO_WRITER,))
    return {
        member.pk: Figures(
            orders=completed.get(member.pk, 0),
            judged=judged.get(member.pk, (0, 0))[0],
            on_time=judged.get(member.pk, (0, 0))[1],
            rated=said[member.pk].overall.n,
            rating=said[member.pk].overall.shrunk,
            since=member.created_at.astimezone(agency.zone).date(),
        )
        for member in members
    }


def _completed(agency: Agency, ids: Collection[int]) -> dict[int, int]:
    rows = Order.objects.filter(agency=agency, writer__in=ids, state=State.COMPLETED)
    return dict(rows.order_by().values_list("writer").annotate(n=Count("pk")))


def _judged(agency: Agency, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """By whom an order's first version was handed in, and whether by its writer's deadline."""
    first = Delivery.objects.filter(
        agency=agency, delivered_by__in=ids, number=1, order__writer_deadline__isnull=False
    )
    good = Count("pk", filter=Q(delivered_at__lte=F("order__writer_deadline")))
    rows = first.order_by().values_list("delivered_by").annotate(n=Count("pk"), good=good)
    return {pk: (judged, on_time) for pk, judged, on_time in rows}
