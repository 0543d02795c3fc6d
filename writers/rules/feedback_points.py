"""Who adds points to feedback, changes them, and ticks them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.rules.agencies import is_editor
from orders.rules.reviews import can_review

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer
    from writers.models import FeedbackPoint


def can_add_points(viewer: Viewer, order: Order) -> bool:
    """The editor of the order."""
    return can_review(viewer, order)


def can_edit_point(viewer: Viewer, point: FeedbackPoint) -> bool:
    """The editor who wrote it, as long as nobody else has read it."""
    return is_editor(viewer) and point.feedback.giver_id == viewer.member_id


def can_mark_point(viewer: Viewer, point: FeedbackPoint) -> bool:
    """The writer whom it was written to."""
    return point.feedback.receiver_id == viewer.member_id and point.shown_at is not None
