"""Who reads what is written in an order that one pays for and another receives: its brief, files, deliveries,
messages and revision points.

`Order.visible_to` asks the same of rows. Who only pays finds the order by `paid_unread` alone: a page, a
search or an export that knows nothing of this is closed to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.rules.agencies import is_editor
from agencies.states.roles import is_staff

from .orders import is_on_account, on_client_side, writes
from .reviews import can_claim_review, can_review

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer


def can_read_texts(viewer: Viewer, order: Order) -> bool:
    """For whom the order is made, who writes and who edits it, and the desk."""
    if is_staff(viewer) or on_client_side(viewer, order) or writes(viewer, order):
        return True
    return can_review(viewer, order) or (is_editor(viewer) and can_claim_review(viewer, order))


def pays_unread(viewer: Viewer, order: Order) -> bool:
    """Whoever pays for it and reads its state, dates and price alone."""
    return is_on_account(viewer, order) and not can_read_texts(viewer, order)
