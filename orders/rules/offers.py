"""Who gives work out, and who answers an offer of it: predicates of (viewer, order)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.rules.agencies import is_writer
from agencies.states.roles import is_management

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer


def gives_out(viewer: Viewer) -> bool:
    """Whether giving work out is the viewer's business at all."""
    return is_management(viewer)


def can_assign(viewer: Viewer, order: Order) -> bool:
    """Managers and owners give work out, except for orders of their own."""
    return gives_out(viewer) and order.requested_by_id != viewer.member_id


def can_answer_offer(viewer: Viewer, order: Order) -> bool:
    """A writer answers offers; whether there is an open one for them is checked under the lock."""
    return is_writer(viewer) and any(
        offer.writer_id == viewer.member_id and offer.state == "open" for offer in order.offers.all()
    )
