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
    return (
        is_staff(viewer)
        and order.writer_id != viewer.member_id
        and not account_role(viewer, order.account_id)
    )


def open_ask(order: Order) -> ExtensionAsk | None:
    """The writer's ask for more time that nobody has answered yet."""
    return order.facts.open_ask if order.facts else order.extension_asks.waiting().first()


def nothing_is_asked(order: Order) -> str:
    """A writer asks for more time once, and waits for the answer."""
    return (
        _("You have already requested an extension. The agency has not answered yet.")
        if open_ask(order)
        else ""
    )


def time_is_asked(order: Order) -> str:
    """Only an ask that is open can be answered or withdrawn."""
    return "" if open_ask(order) else _("There is no open extension request.")
