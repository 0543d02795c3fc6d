"""The preference for a writer that a client paid for, and what becomes of it when somebody else writes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from orders.actions.ledger import book, ledger_balance
from orders.actions.moving import record
from orders.models import Order
from orders.models.ledger import EntryKind
from orders.pricing.preferred_surcharge import surcharge_of
from project.base.viewer import System

RELEASED = "release_preferred"


def release_preferred(order: Order, now: dt.datetime, *, to: int = 0) -> Decimal:
    """Take the surcharge for the preferred writer back by a change of the price, and have the client told.

    Within the transaction that holds the order's lock. Does nothing, and returns 0, when there was no
    surcharge, when it has been taken back already, when the order goes `to` (a member's id) the very writer
    whom the client prefers, or once the client has had a version: then the preferred one wrote it, as with
    anybody else it would have been taken back. Never takes back more than is charged.
    """
    if order.preferred_writer_id is None or order.preferred_writer_id == to:
        return Decimal(0)
    if order.delivered_at is not None or was_released(order):
        return Decimal(0)
    due = surcharge_of(order.lines.all(), order.price_book.minimum_charge)
    amount = min(due, ledger_balance(order).charged)
    if amount <= 0:
        return Decimal(0)
    event = record(order, RELEASED, actor=System(order.agency), now=now, amount=amount)
    note = _("Another writer gets the order: the surcharge for the preferred writer is refunded.")
    book(order, EntryKind.CHANGE, -amount, event=event, now=now, note=note)
    return amount


def was_released(order: Order) -> bool:
    """Whether the surcharge of this order was taken back. One query."""
    return order.events.filter(verb=RELEASED).exists()
