"""Who keeps rubrics, and which one a text is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.states.roles import is_management

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer
    from writers.models import Rubric


def keeps_rubrics(viewer: Viewer) -> bool:
    """Managers and owners publish what their editors judge by."""
    return is_management(viewer)


def fits_order(rubric: Rubric, order: Order) -> bool:
    """Whether a text of this order may be judged by this version: one of its service, or one for services
    without their own. A version that was retired while an editor read the text still fits."""
    return rubric.agency_id == order.agency_id and rubric.service_id in (None, order.service_id)
