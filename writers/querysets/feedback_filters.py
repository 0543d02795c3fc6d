"""What lists of feedback are narrowed by, so that each figure of a history leads to the rows behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, When

from agencies.models import Agency
from writers.models import FeedbackPoint
from writers.models.feedback import FeedbackQuerySet


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed by; what is empty narrows nothing. `since`: days, today among them. `rating`:
    of the whole, or of `category` where that is chosen. `tag`: the public id of a point's tag. `counted`:
    only what averages are made of."""

    direction: str = ""
    since: int = 0
    rating: int = 0
    category: str = ""
    tag: str = ""
    counted: bool = False


def first_moment(agency: Agency, days: int, now: dt.datetime) -> dt.datetime:
    """When the last `days` days began at the agency; today is one of them."""
    first = now.astimezone(agency.zone).date() - dt.timedelta(days=days - 1)
    return dt.datetime.combine(first, dt.time(), agency.zone).astimezone(dt.UTC)


def with_moment(rows: FeedbackQuerySet) -> Any:
    """With the `moment` at which it counts: when it was given; of an anonymous one when it was released with
    others, since when it was given would tell whose it is."""
    return rows.annotate(moment=Case(When(anonymous=True, then=F("released_at")), default=F("given_at")))


def narrowed(rows: FeedbackQuerySet, by: Narrowed, agency: Agency, now: dt.datetime) -> Any:
    """Of these rows, those that are asked for."""
    found: Any = rows
    if by.counted:
        found = found.counted()
    if by.direction:
        found = found.filter(direction=by.direction)
    if by.category:
        found = found.filter(**{f"{by.category}__isnull": False})
    if by.rating:
        found = found.filter(**{by.category or "overall": by.rating})
    if by.since:
        found = with_moment(found).filter(moment__gte=first_moment(agency, by.since, now))
    if by.tag:
        points = FeedbackPoint.objects.filter(feedback_id=OuterRef("pk"), shown_at__isnull=False)
        found = found.filter(Exists(points.filter(tag__public_id=by.tag)))
    return found
