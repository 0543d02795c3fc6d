"""Booking fees: each once, to whoever earned it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from orders.models import Order, OrderEvent, RevisionRequest
from orders.models.ledger import EntryKind, LedgerEntry
from orders.rules.fees import FeeDue, fees_due

from .ledger import book

ZERO = Decimal(0)


def book_fees(order: Order, event: OrderEvent, now: dt.datetime) -> None:
    """Book every fee that a locked order owes: for writing it, for its revisions, for its change orders. A
    fee that was booked when the order was complete before is not booked again."""
    for due in fees_due(order):
        _book(order, due, due.amount, event, now)


def book_revision_fees(
    order: Order, revisions: Iterable[RevisionRequest], event: OrderEvent, now: dt.datetime
) -> None:
    """Book the fees of revisions of a locked order that were accepted one by one, before the order is
    complete, and of their change orders: whoever writes the order later has not done these."""
    accepted = {revision.pk for revision in revisions}
    for due in fees_due(order) if accepted else ():
        revision_id = due.revision.pk if due.revision else due.change and due.change.revision_id
        if revision_id in accepted:
            _book(order, due, due.amount, event, now)


def book_decided(
    order: Order,
    dues: Iterable[FeeDue],
    decided: Mapping[int, Decimal],
    event: OrderEvent,
    now: dt.datetime,
) -> None:
    """Book what was decided for each person (by id), which is no more than they are due: each of their fees
    in turn, as far as it goes."""
    left = dict(decided)
    for due in dues:
        amount = min(due.amount, left.get(due.person.pk, ZERO))
        if amount:
            left[due.person.pk] -= amount
            _book(order, due, amount, event, now)


def _book(order: Order, due: FeeDue, amount: Decimal, event: OrderEvent, now: dt.datetime) -> LedgerEntry:
    return book(
        order,
        EntryKind.WRITER_FEE,
        amount,
        event=event,
        now=now,
        writer_id=due.person.pk,
        revision=due.revision,
        change=due.change,
    )
