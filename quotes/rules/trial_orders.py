"""Which order of an agency is for trying out."""

from __future__ import annotations

from agencies.models import Agency, Mark, MarkKind
from orders.models import Order
from project.base.viewer import Viewer


def standing_trial(viewer: Viewer) -> Order | None:
    """The trial order of the viewer's agency that was not deleted, if the viewer may see it."""
    rows = Order.objects.visible_to(viewer).filter(marked__mark__kind=MarkKind.TRIAL)
    return rows.select_related("marked__mark").order_by("-pk").first()


def was_tried(agency: Agency) -> bool:
    """Whether somebody has ever placed a trial order, deleted or not."""
    return Mark.objects.filter(agency=agency, kind=MarkKind.TRIAL).exists()
