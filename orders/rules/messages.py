"""Who reads and writes the conversation of an order and its internal notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.states.roles import is_staff
from clients.rules.accounts import account_role

from .orders import on_client_side, receives, writes
from .reviews import can_review

if TYPE_CHECKING:
    from orders.models import Message, Order
    from project.base.viewer import Viewer


def reads_conversation(viewer: Viewer, order: Order) -> bool:
    """The client's side, the order's writer and the desk; not whoever is
    only offered the order, nor its editor."""
    return is_staff(viewer) or on_client_side(viewer, order) or writes(viewer, order)


def can_message(viewer: Viewer, order: Order) -> bool:
    """Whoever reads the conversation writes in it, except readers of the client account."""
    return is_staff(viewer) or receives(viewer, order) or writes(viewer, order)


def shares_notes(viewer: Viewer, order: Order) -> bool:
    """Internal notes are for the desk and the order's editor, never for a
    person who stands on another side of it. `readable_messages` (orders/querysets) asks the same of rows."""
    if viewer.member_id in (order.writer_id, order.requested_by_id) or account_role(viewer, order.account_id):
        return False
    return is_staff(viewer) or can_review(viewer, order)


def can_edit_message(viewer: Viewer, message: Message) -> bool:
    """The author alone, as long as they may still write there; for how long is the action's to check."""
    may = shares_notes if message.internal else can_message
    return message.author_id == viewer.member_id and may(viewer, message.order)
