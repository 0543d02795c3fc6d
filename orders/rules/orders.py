"""Who may do what with an order: small predicates of (viewer, order), asked by actions, pages and API alike.

They look at sides and roles only; whether the order's state allows a verb is the transition table's part.
What belongs to one feature (offers, reviews, messages …) is decided in the module of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.rules.agencies import is_editor, is_writer
from agencies.states.roles import is_staff
from clients.rules.accounts import account_role, can_order, is_client
from project.base.viewer import System, Viewer

from .live_revision import reviser_id

if TYPE_CHECKING:
    from orders.models import Order


def on_client_side(viewer: Viewer, order: Order) -> bool:
    """Whether the viewer belongs to the client account of this order."""
    return is_client(viewer) and bool(account_role(viewer, order.account_id))


def writes(viewer: Viewer, order: Order) -> bool:
    """Whoever makes the text: the order's writer, and who has been given its live revision instead."""
    if not (is_writer(viewer) or is_editor(viewer)):
        return False
    mine = is_writer(viewer) and order.writer_id == viewer.member_id
    return mine or reviser_id(order) == viewer.member_id


def can_write(viewer: Viewer, order: Order) -> bool:
    """Whoever works on it now: its writer, unless somebody else has been given its live revision."""
    if not (is_writer(viewer) or is_editor(viewer)):
        return False
    reviser = reviser_id(order)
    return (
        reviser == viewer.member_id if reviser else is_writer(viewer) and order.writer_id == viewer.member_id
    )


def can_accept(viewer: Viewer, order: Order) -> bool:
    return can_order(viewer, order.account_id)


def is_clock(viewer: Viewer, order: Order) -> bool:
    return isinstance(viewer, System)


def sees_price(viewer: Viewer, order: Order) -> bool:
    """The client's side and staff; never writer or editor."""
    return is_staff(viewer) or on_client_side(viewer, order)


def sees_fee(viewer: Viewer, order: Order) -> bool:
    """Staff, and the writer of the order their own fee. An open offer
    shows its own fee to whom it is made."""
    return is_staff(viewer) or (is_writer(viewer) and order.writer_id == viewer.member_id)


def sees_client_name(viewer: Viewer, order: Order) -> bool:
    return is_staff(viewer) or on_client_side(viewer, order)
