"""Levels of rubrics that editors chose, of many feedback at once."""

from __future__ import annotations

from collections.abc import Sequence

from writers.models import Feedback, FeedbackLevel


def levels_of(rows: Sequence[Feedback]) -> dict[int, list[FeedbackLevel]]:
    """The chosen levels of feedback that the reader may see, by its id, in the order of the rubric. One query
    where a rubric was used, none otherwise."""
    found: dict[int, list[FeedbackLevel]] = {}
    keys = [row.pk for row in rows if row.rubric_id]
    if keys:
        levels = FeedbackLevel.objects.filter(feedback_id__in=keys).select_related("criterion", "level")
        for each in levels.order_by("criterion__position", "id"):
            found.setdefault(each.feedback_id, []).append(each)
    return found
