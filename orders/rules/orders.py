"""Who may do what with an order: small predicates of (viewer, order), asked by actions, pages and API alike.

They look at sides and roles only; whether the order's state allows a verb is the transition table's part.
What belongs to one feature (offers, reviews, messages …) is decided in the module of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.rules.agencies import is_editor, is_writer
from agencies.states.roles import is_receiver, is_staff
from clients.rules.accounts import account_role, can_order, is_client
from project.base.viewer import System, Viewer

from .live_revision import reviser_id

if TYPE_CHECKING:
    from orders.models import Order


def on_client_side(viewer: Viewer, order: Order) -> bool:
    """Whether the viewer stands to this order as its client: for whom it is made, which is who belongs to its
    client account, unless it is made for somebody else."""
    if order.receiver_id is not None:
        return is_receiver(viewer) and order.receiver_id == viewer.member_id
    return is_on_account(viewer, order)


def is_on_account(viewer: Viewer, order: Order) -> bool:
    """Whether the viewer belongs to the client account that pays for this order, whoever it is made for."""
    return is_client(viewer) and bool(account_role(viewer, order.account_id))


def receives(viewer: Viewer, order: Order) -> bool:
    """Whoever says for the client's side what becomes of the text: who may order for the account, or for whom
    alone it is made."""
    if order.receiver_id is not None:
        return on_client_side(viewer, order)
    return can_order(viewer, order.account_id)


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
    return receives(viewer, order)


def is_clock(viewer: Viewer, order: Order) -> bool:
    return isinstance(viewer, System)


def sees_price(viewer: Viewer, order: Order) -> bool:
    """The account that pays and staff; never writer or editor, nor for whom it is made."""
    return is_staff(viewer) or is_on_account(viewer, order)


def sees_fee(viewer: Viewer, order: Order) -> bool:
    """Staff, and the writer of the order their own fee. An open offer
    shows its own fee to whom it is made."""
    return is_staff(viewer) or (is_writer(viewer) and order.writer_id == viewer.member_id)


def sees_client_name(viewer: Viewer, order: Order) -> bool:
    return is_staff(viewer) or on_client_side(viewer, order) or is_on_account(viewer, order)
