"""Who was offered how much in a period, what they answered, and how many orders they held week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from agencies.models import Agency, Membership
from orders.models import Offer, OrderEvent
from orders.querysets.orders import GIVING
from orders.states.offers import OfferState
from project.base.viewer import Viewer
from writers.states.assignment import UNDO

ORDER = ("public_name", "id")
COUNTS = {
    "offers": Q(),
    "accepted": Q(state=OfferState.ACCEPTED),
    "declined": Q(state=OfferState.DECLINED),
    "expired": Q(state=OfferState.EXPIRED),
    "withdrawn": Q(state=OfferState.WITHDRAWN),
}


@dataclass(frozen=True)
class Period:
    """From the beginning of one moment to that of another, in the agency's days."""

    start: dt.datetime
    end: dt.datetime

    @property
    def weeks(self) -> list[dt.datetime]:
        """The beginning of each week of it."""
        span = dt.timedelta(days=7)
        return [self.start + number * span for number in range(-(-(self.end - self.start) // span))]


@dataclass
class Share:
    """The figures of one writer."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    declined: dict[str, int] = field(default_factory=dict)
    held: list[int] = field(default_factory=list)


def writers_of(viewer: Viewer) -> QuerySet[Membership]:
    """The agency's writers by name."""
    return Membership.objects.visible_to(viewer).writers().order_by(*ORDER)


def offers_in(agency: Agency, period: Period) -> QuerySet[Offer]:
    return Offer.objects.filter(agency=agency, offered_at__gte=period.start, offered_at__lt=period.end)


def shares(agency: Agency, ids: Collection[int], period: Period) -> dict[int, Share]:
    """The figures of these members, by id. Three queries, however many they are."""
    found = {pk: Share(held=[0] * len(period.weeks)) for pk in ids}
    rows = offers_in(agency, period).filter(writer__in=ids).order_by()
    counted: Any = rows.values("writer").annotate(**_counts())
    for row in counted:
        found[row["writer"]].counts = {name: row[name] for name in COUNTS}
    declined = rows.filter(state=OfferState.DECLINED).values_list("writer", "decline_code")
    for pk, code, n in declined.annotate(n=Count("pk")):
        found[pk].declined[code] = n
    for pk, start, end in _holdings(agency, ids, period):
        for number, week in enumerate(period.weeks):
            if start < week + dt.timedelta(days=7) and (end is None or end > week):
                found[pk].held[number] += 1
    return found


def _counts() -> dict[str, Any]:
    return {name: Count("pk", filter=condition) for name, condition in COUNTS.items()}


def _holdings(
    agency: Agency, ids: Collection[int], period: Period
) -> Iterator[tuple[int, dt.datetime, dt.datetime | None]]:
    """Who held an order from when to when: until the next had it, they gave it back, it was
    delivered, or it ended."""
    own = OrderEvent.objects.filter(
        agency=agency, person__in=ids, verb__in=GIVING, at__gte=period.start - dt.timedelta(days=366)
    )
    events = OrderEvent.objects.filter(
        agency=agency, verb__in=(*GIVING, UNDO), order__in=own.values("order"), at__lt=period.end
    )
    rows = events.order_by("-order_id", "-id").values_list(
        "order_id", "person_id", "at", "order__delivered_at", "order__closed_at", "verb"
    )
    after: tuple[int, dt.datetime] | None = None
    for order, person, at, delivered, closed, verb in rows:
        ends = [moment for moment in (delivered, closed) if moment is not None and moment > at]
        if after and after[0] == order:
            ends.append(after[1])
        after = (order, at)
        if person in ids and verb != UNDO:
            yield person, at, min(ends, default=None)
