"""What lists of feedback are narrowed by, the same for pages and API: every figure of a history links to the
rows behind it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q

from writers.models import FeedbackLevel, FeedbackPoint
from writers.models.feedback import FeedbackQuerySet
from writers.states.feedback import ContestOutcome, Direction

from .feedback_days import COUNTS_FROM

STATES = ("released", "waiting", "contested", "publication", "published")


def narrowed(
    rows: FeedbackQuerySet,
    *,
    direction: str = "",
    rating: int | None = None,
    min_rating: int | None = None,
    category: str = "overall",
    since: dt.datetime | None = None,
    tag: str = "",
    receiver: str = "",
    rubric: str = "",
    criterion: int | None = None,
    counted: bool = False,
) -> FeedbackQuerySet:
    """Those in this direction, rated in this category, exactly or at least so, that count from a moment on,
    with a point of this tag, to this member (public id), with a level of the criterion at this place of this
    rubric (public id); `counted`: that averages are made of. What is not given narrows nothing."""
    rows = rows.counted() if counted else rows
    found = Q(receiver__public_id=receiver) if receiver else Q()
    if category != "overall":
        found &= Q(**{f"{category}__isnull": False})
    if direction:
        found &= Q(direction=direction)
    if rating is not None:
        found &= Q(**{category: rating})
    if min_rating is not None:
        found &= Q(**{f"{category}__gte": min_rating})
    rows = rows.filter(found)
    if rubric and criterion:
        levels = FeedbackLevel.objects.filter(feedback=OuterRef("pk"), criterion__position=criterion)
        rows = rows.filter(Exists(levels.filter(criterion__rubric__public_id=rubric)))
    if since is not None:
        rows = rows.alias(counts_from=COUNTS_FROM).filter(counts_from__gte=since)
    if tag:
        points = FeedbackPoint.objects.filter(feedback=OuterRef("pk"), shown_at__isnull=False)
        rows = rows.filter(Exists(points.filter(tag__name__iexact=tag)))
    return rows


def in_state(rows: FeedbackQuerySet, state: str) -> Any:
    """One tab of the desk's list: what its receivers read; what waits for the other side; what is contested;
    what its givers let be published and nobody has published; what stands beside portfolios."""
    if state == "waiting":
        return rows.unreleased().filter(given_at__isnull=False, anonymous=False)
    rows = rows.released()
    if state == "contested":
        return rows.filter(contest__isnull=False, contest__decided_at=None)
    if state == "publication":
        leave = rows.filter(allow_public=True, published_at=None, direction=Direction.CLIENT_TO_WRITER)
        against = Q(contest__outcome="") | Q(contest__outcome=ContestOutcome.UPHELD)
        return leave.exclude(Q(contest__isnull=False) & against)
    return rows.filter(published_at__isnull=False) if state == "published" else rows
