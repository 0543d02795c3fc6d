"""Telling those for whom orders are made and who are no members, so that no mail of ours goes to them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Registry

if TYPE_CHECKING:
    from orders.models import Message, Order, OrderEvent


class ReceiverMail(Protocol):
    """An app that knows the receivers of orders (Order.receiver), and how to write to them."""

    def of_event(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        """This has happened to an order with a receiver. Within the transaction that writes the other mails
        about it; asked more than once, it writes once."""
        ...

    def of_message(self, *, order: Order, message: Message, now: dt.datetime) -> None:
        """This was written in the conversation of such an order, likewise."""
        ...


receiver_mail: Registry[ReceiverMail] = Registry("orders.hooks.receivers.receiver_mail")
