"""Points that came with an editor's verdicts, on the order page: for writer, editor and desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from project.base.compiled import Slot, compiled
from project.base.viewer import Member, Viewer
from writers.models import FeedbackPoint
from writers.models.feedback_parts import MOST_POINTS
from writers.rules.feedback_points import can_mark_point

from .order_panels import is_missing


def points_flag() -> Exists:
    """Whether points about the order of the outer query were shown."""
    rows = FeedbackPoint.objects.filter(agency_id=OuterRef("agency_id"), feedback__order_id=OuterRef("pk"))
    return Exists(rows.filter(shown_at__isnull=False))


class PointsPanel:
    """Registered in orders.hooks.panels."""

    place = Place.MAIN

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """One query where points were shown, none otherwise; never for the client's side."""
        if not sides.inside or is_missing(order, "feedback_points"):
            return None
        lines = [_line(viewer, point) for point in _shown(viewer, order_id=order.pk)]
        done = sum(line["point"].done_at is not None for line in lines)
        return Panel("writers/review_parts/_panel.html", {"lines": lines, "done": done}) if lines else None


@compiled
def _shown(viewer: Member, order_id: Slot) -> Any:
    rows = FeedbackPoint.objects.visible_to(viewer).filter(
        feedback__order_id=order_id, shown_at__isnull=False
    )
    rows = rows.select_related("tag", "delivery", "feedback").order_by("feedback_id", "position")
    return rows.distinct()[:MOST_POINTS]


def _line(viewer: Viewer, point: FeedbackPoint) -> dict[str, Any]:
    mark_url = reverse("writers:feedback_point_mark", args=[point.public_id])
    return {"point": point, "mark_url": mark_url if can_mark_point(viewer, point) else ""}
