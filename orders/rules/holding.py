"""Who puts an order on hold and resumes it, and who cancels it before its work has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.states.roles import is_staff
from clients.rules.accounts import can_order
from project.base.viewer import Viewer

if TYPE_CHECKING:
    from orders.models import Order


def can_hold(viewer: Viewer, order: Order) -> bool:
    return is_staff(viewer)


def can_cancel(viewer: Viewer, order: Order) -> bool:
    """The client while work has not begun, and the desk."""
    return is_staff(viewer) or can_order(viewer, order.account_id)
