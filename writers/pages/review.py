"""What stands beside a text in review: the editor's points, what was said before, the comment bank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from orders.models import Order
from orders.pages.order.comments import Comment, with_marks
from orders.pages.order.deliveries import Version
from project.base.viewer import Viewer
from writers.models import Feedback, FeedbackLevel, FeedbackPoint, FeedbackTag, SavedComment
from writers.models.feedback_parts import MOST_SAVED
from writers.states.feedback import Direction

#: Tags that the field suggests.
MOST_TAGS = 200


@dataclass(frozen=True)
class ReviewSide:
    """`points` are unread yet, `earlier` came with an earlier verdict on this order. `feedback`: the viewer's
    own on its present writer, if begun."""

    feedback: Feedback | None
    points: list[FeedbackPoint]
    earlier: list[FeedbackPoint]
    saved: list[SavedComment]
    tags: list[str]


def side_of(viewer: Viewer, order: Order, receiver_id: int) -> ReviewSide:
    """For the editor of the order, about the version that `receiver_id` delivered. Five queries, or four."""
    mine = Feedback.objects.visible_to(viewer).filter(
        order=order, direction=Direction.EDITOR_TO_WRITER, giver_id=viewer.member_id, receiver_id=receiver_id
    )
    chosen = FeedbackLevel.objects.select_related("criterion", "level")
    points = _points(viewer, order)
    return ReviewSide(
        feedback=mine.select_related("rubric", "contest")
        .prefetch_related(Prefetch("levels", chosen))
        .first(),
        points=[point for point in points if point.shown_at is None],
        earlier=[point for point in points if point.shown_at is not None],
        saved=saved_comments(viewer),
        tags=tag_names(viewer),
    )


def _points(viewer: Viewer, order: Order) -> list[FeedbackPoint]:
    rows = FeedbackPoint.objects.visible_to(viewer).filter(feedback__order=order)
    rows = rows.select_related("tag", "delivery", "feedback__giver")
    return list(rows.order_by("feedback_id", "position").distinct())


def saved_comments(viewer: Viewer) -> list[SavedComment]:
    """One's own first, then those that colleagues share, each the newest first. One query."""
    rows = SavedComment.objects.visible_to(viewer).select_related("tag", "member")
    found = list(rows.order_by("-saved_at", "-id")[: 2 * MOST_SAVED])
    return sorted(found, key=lambda row: row.member_id != viewer.member_id)


def tag_names(viewer: Viewer) -> list[str]:
    """The agency's tags by name. One query."""
    return list(FeedbackTag.objects.visible_to(viewer).values_list("name", flat=True)[:MOST_TAGS])


def marked_text(version: Version, points: Sequence[FeedbackPoint]) -> SafeString | None:
    """The text of the version with a mark at the passage of each point, numbered after its comments."""
    if version.html is None:
        return None
    first = len(version.comments) + 1
    marks = [
        Comment(number, point.passage, point.issue, "", point.made_at)
        for number, point in enumerate(points, start=first)
        if point.passage
    ]
    return with_marks(version.html, marks)


def criteria_of(form: Any) -> list[dict[str, Any]]:
    """The criteria of the form's rubric with the radios of their levels, prepared for printing."""
    if form.tree is None:
        return []
    return [
        {
            "field": form[f"level-{criterion.position}"],
            "about": criterion.about,
            "levels": [level for level in levels if level.about],
        }
        for criterion, levels in form.tree.criteria
    ]
