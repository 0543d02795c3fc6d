"""Who may upload files for an order before they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .messages import can_message, shares_notes
from .orders import can_write

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer


def can_upload(viewer: Viewer, order: Order) -> bool:
    """Whoever has a place for a file there: a delivery, a correction, a message or a note."""
    return can_write(viewer, order) or can_message(viewer, order) or shares_notes(viewer, order)
