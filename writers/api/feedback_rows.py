"""Feedback as the API shows it to one reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from project.base.api.fields import moment_text
from writers.models import Feedback, FeedbackLevel, FeedbackPoint
from writers.pages.feedback import known
from writers.rules.feedback import sees_order
from writers.rules.feedback_acts import contest_of, counts, gave
from writers.states.feedback import RATINGS

#: The name of a text in the API -> its column.
TEXTS = {"strengths": "strengths", "areas_for_improvement": "improvements", "specific_feedback": "notes"}


def points_of(viewer: Any, rows: Sequence[Feedback]) -> dict[int, list[FeedbackPoint]]:
    """The points that the viewer may read, by the feedback. One query."""
    found: dict[int, list[FeedbackPoint]] = {}
    points = FeedbackPoint.objects.visible_to(viewer).filter(feedback__in=[row.pk for row in rows])
    for point in points.select_related("tag").order_by("position", "id"):
        found.setdefault(point.feedback_id, []).append(point)
    return found


def feedback_row(
    viewer: Any,
    row: Feedback,
    points: Mapping[int, Sequence[FeedbackPoint]],
    levels: Mapping[int, Sequence[FeedbackLevel]],
) -> dict[str, Any]:
    """Feedback as the API shows it to this reader."""
    shown, open_ = known(viewer, row), sees_order(viewer, row)
    contest = contest_of(row)
    return {
        "id": row.public_id,
        "feedback_type": row.direction,
        "order": shown.order or None,
        "from_user": shown.giver if open_ else None,
        "to_user": shown.receiver,
        "mine": gave(viewer, row),
        **{f"{name}_rating": getattr(row, name) for name in RATINGS},
        **{name: getattr(row, column) for name, column in TEXTS.items()},
        "is_anonymous": row.anonymous,
        "is_public": row.allow_public,
        "is_published": row.published_at is not None and counts(row),
        "is_released": row.released_at is not None,
        "created_at": moment_text(shown.given_at),
        "reply": row.reply,
        "contest": {
            "reason": contest.reason,
            "outcome": contest.outcome or None,
            "explanation": contest.explanation,
        }
        if contest
        else None,
        "points": [_point(point) for point in points.get(row.pk, [])],
        "rubric": row.rubric.public_id if row.rubric else None,
        "levels": [
            {"criterion": each.criterion.name, "level": each.level.name, "points": each.points}
            for each in levels.get(row.pk, [])
        ],
        "version": row.version,
    }


def _point(point: FeedbackPoint) -> dict[str, Any]:
    return {
        "id": point.public_id,
        "section": point.section,
        "issue": point.issue,
        "suggestion": point.suggestion,
        "tag": point.tag.name if point.tag else None,
        "done": point.done_at is not None,
    }
