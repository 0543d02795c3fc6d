"""Who may keep the writer of an order as a favourite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .orders import on_client_side

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer


def can_favour(viewer: Viewer, order: Order) -> bool:
    """Whoever knows the writer from an order of their own account may keep them as a favourite."""
    return on_client_side(viewer, order) and order.writer_id not in (None, viewer.member_id)
