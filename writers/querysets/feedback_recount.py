"""The history of feedback once more, added up in Python from rows that are read one by one: what the database
adds up is held against it (manage.py check_feedback)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from agencies.models import Agency
from writers.models import Feedback, FeedbackLevel, FeedbackPoint
from writers.states.feedback import LEAST, MOST, RATINGS, ContestOutcome, Direction
from writers.states.feedback_history import LAST_ORDERS, LONG, RECEIVED, SHORT

#: How many rows are held at once.
CHUNK = 2_000
Figures = dict[str, Any]


def recounted(agency: Agency, now: dt.datetime) -> dict[int, Figures]:
    """By member who received anything: (n, total) of each figure, the number of ratings of 1 to 5, and of
    each recurring tag (orders, orders that were looked at)."""
    rows = Feedback.objects.filter(agency=agency, receiver__isnull=False).select_related("contest")
    received: dict[int, list[Feedback]] = defaultdict(list)
    standing: dict[int, Feedback] = {}
    for row in rows.iterator(CHUNK):
        received[row.receiver_id or 0] += [row] if _counts(row, now) else []
        if row.deleted_at is None and not _against(row):
            standing[row.pk] = row
    found = {pk: _figures(agency, counted, now) for pk, counted in received.items()}
    _add_tags(agency, standing, found)
    _add_criteria(agency, {row.pk: row for each in received.values() for row in each}, found)
    return found


def broken_rows(agency: Agency) -> Iterator[str]:
    """What no row of feedback may be, whatever the database was told."""
    rows = Feedback.objects.filter(agency=agency).select_related("contest")
    for row in rows.iterator(CHUNK):
        words = (row.strengths, row.improvements, row.notes, row.reply)
        if row.deleted_at and (any(words) or any(getattr(row, name) is not None for name in RATINGS)):
            yield f"feedback {row.public_id} of {agency.code} is deleted and holds words or ratings"
        if row.released_at and not row.given_at:
            yield f"feedback {row.public_id} of {agency.code} is released and was never given"
        if row.published_at and not (row.allow_public and row.released_at and row.deleted_at is None):
            yield f"feedback {row.public_id} of {agency.code} is published and may not be"


def _counts(row: Feedback, now: dt.datetime) -> bool:
    """Released, be it that nothing has noted the end of its window yet."""
    opened = row.released_at or row.releases_at
    return opened is not None and opened <= now and row.deleted_at is None and not _against(row)


def _against(row: Feedback) -> bool:
    contest = getattr(row, "contest", None)
    return contest is not None and (contest.decided_at is None or contest.outcome == ContestOutcome.UPHELD)


def _figures(agency: Agency, rows: list[Feedback], now: dt.datetime) -> Figures:
    ages = {row.pk: _age(agency, row, now) for row in rows}
    groups: dict[str, list[Feedback]] = {
        "overall": rows,
        "last 30 days": [row for row in rows if ages[row.pk] < SHORT],
        "last 90 days": [row for row in rows if ages[row.pk] < LONG],
        "60 days before": [row for row in rows if SHORT <= ages[row.pk] < LONG],
        **{name: [row for row in rows if row.direction == name] for name in RECEIVED},
    }
    found: Figures = {name: _sum(group, "overall") for name, group in groups.items()}
    found.update({name: _sum(rows, name) for name in RATINGS})
    found["ratings"] = tuple(sum(row.overall == step for row in rows) for step in range(LEAST, MOST + 1))
    return found


def _age(agency: Agency, row: Feedback, now: dt.datetime) -> int:
    """How many days of the agency ago it counts from."""
    moment = row.released_at if row.anonymous else row.given_at
    assert moment is not None, "released feedback was given"
    return (now.astimezone(agency.zone).date() - moment.astimezone(agency.zone).date()).days


def _sum(rows: list[Feedback], name: str) -> tuple[int, int]:
    ratings = [getattr(row, name) for row in rows if getattr(row, name) is not None]
    return len(ratings), sum(ratings)


def _add_tags(agency: Agency, standing: dict[int, Feedback], found: dict[int, Figures]) -> None:
    shown: dict[int, dict[int, list[FeedbackPoint]]] = defaultdict(lambda: defaultdict(list))
    points = FeedbackPoint.objects.filter(agency=agency).exclude(shown_at=None).select_related("tag")
    for point in points.iterator(CHUNK):
        row = standing.get(point.feedback_id)
        if row and row.direction == Direction.EDITOR_TO_WRITER:
            shown[row.receiver_id or 0][row.order_id].append(point)
    for member, figures in found.items():
        orders = shown[member]
        moments = {pk: max(each.shown_at for each in orders[pk] if each.shown_at) for pk in orders}
        last = sorted(orders, key=lambda pk: (moments[pk], pk), reverse=True)[:LAST_ORDERS]
        tags: dict[str, set[int]] = defaultdict(set)
        for pk in last:
            for name in {point.tag.name for point in orders[pk] if point.tag}:
                tags[name].add(pk)
        often = {name: len(of) for name, of in tags.items() if len(of) > 1}
        figures["tags"] = len(often)
        figures |= {f"tag {name}": (n, len(last)) for name, n in often.items()}


def _add_criteria(agency: Agency, counted: dict[int, Feedback], found: dict[int, Figures]) -> None:
    levels = FeedbackLevel.objects.filter(agency=agency).select_related("criterion__rubric__service")
    for level in levels.iterator(CHUNK):
        row, rubric = counted.get(level.feedback_id), level.criterion.rubric
        if row is None or rubric.retired_at is not None:
            continue
        service = rubric.service.name if rubric.service else ""
        name = f"criterion {service}/{level.criterion.name}"
        n, total = found[row.receiver_id or 0].get(name, (0, 0))
        found[row.receiver_id or 0][name] = (n + 1, total + level.points)
