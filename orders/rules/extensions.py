"""The writer's ask for more time: who answers it, and what stands in the way of asking or answering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.states.roles import is_staff
from clients.rules.accounts import account_role

if TYPE_CHECKING:
    from orders.models import ExtensionAsk, Order
    from project.base.viewer import Viewer


def can_answer_extension(viewer: Viewer, order: Order) -> bool:
    """The desk, but nobody about time for an order that they write or that is their own account's."""
    return is_staff(viewer) and order.writer_id != viewer.member_id and not account_role(viewer, order.account_id)


def know_open_ask(order: Order, ask: ExtensionAsk | None) -> None:
    """Tell open_ask what a query has brought along, so that it need not ask again of this object."""
    order._open_ask = ask  # type: ignore[attr-defined]


def open_ask(order: Order) -> ExtensionAsk | None:
    """The writer's ask for more time that nobody has answered yet."""
    if hasattr(order, "_open_ask"):
        known: ExtensionAsk | None = order._open_ask
        return known
    return order.extension_asks.waiting().first()


def nothing_is_asked(order: Order) -> str:
    """A writer asks for more time once, and waits for the answer."""
    return _("You have asked already; the agency has not answered yet.") if open_ask(order) else ""


def time_is_asked(order: Order) -> str:
    """Only an ask that is open can be answered or withdrawn."""
    return "" if open_ask(order) else _("Nobody is asking for more time now.")
