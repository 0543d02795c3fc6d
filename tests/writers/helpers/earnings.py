"""Fees for tests of earnings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from orders.actions.ledger import book
from orders.models import LedgerEntry
from orders.models.ledger import EntryKind
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import place_order


def earn(cast: Cast, person: Member, at: dt.datetime, amount: str = "10.00") -> LedgerEntry:
    """A fee for writing, booked at a moment."""
    order = place_order(cast.clara)
    return book(
        order,
        EntryKind.WRITER_FEE,
        Decimal(amount),
        event=order.events.latest("id"),
        now=at,
        writer_id=person.member_id,
    )
