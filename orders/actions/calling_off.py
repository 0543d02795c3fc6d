"""Ending an order after its work has begun: the agency decides what is taken off
the price and what the writer is owed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Order
from orders.models.ledger import EntryKind
from orders.models.revisions import RevisionState
from orders.rules.ledger import can_call_off
from orders.rules.live_revision import active_revision
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.money import format_money
from project.base.viewer import Member

from .ledger import book, ledger_balance
from .moving import ORDERS, move_order
from .offers import end_open_offers
from .revision_moving import move_revision


def call_off_order(
    *, actor: Member, order: Order, reason: str, refund: Decimal, fee: Decimal, now: dt.datetime
) -> Order:
    """End an order whose work has begun. `refund` is taken off what it was
    charged, `fee` is booked for its writer.

    Both may be zero; neither may be more than was charged, or agreed with the writer. A fee that was booked
    when the order was complete before stays, and `fee` has to be zero then. Open offers and the live revision
    end with it. Raises Invalid.
    """
    require(can_call_off(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("call_off", actor, order)
        _check(order, reason, refund, fee)
        end_open_offers(actor, order, now)
        revision = active_revision(order)
        if revision:
            revision.uses_round = False
            move_revision(revision, RevisionState.CANCELLED, now)
        order.cancel_reason, order.closed_at = reason, now
        order.review_ends_at = order.review_left = None
        event = move_order(order, "call_off", actor=actor, now=now, amount=-refund, revision=revision)
        if refund:
            book(order, EntryKind.REFUND, -refund, event=event, now=now)
        if fee:
            book(order, EntryKind.WRITER_FEE, fee, event=event, now=now, writer_id=order.writer_id)
    return order


def fee_due(order: Order) -> Decimal:
    """What the writer of an order can be owed at most when it ends now: nothing when
    the fee was booked before. One query."""
    if order.writer_fee is None or order.ledger.filter(kind=EntryKind.WRITER_FEE).exists():
        return Decimal("0.00")
    return order.writer_fee


def _check(order: Order, reason: str, refund: Decimal, fee: Decimal) -> None:
    problems = {} if reason else {"reason": _("Enter a reason.")}
    words = _("Enter an amount between zero and %(most)s.")
    for name, amount, most in (
        ("refund", refund, ledger_balance(order).charged),
        ("fee", fee, fee_due(order)),
    ):
        if not 0 <= amount <= most:
            problems[name] = words % {"most": format_money(most, order.currency)}
    if problems:
        raise Invalid(problems)
