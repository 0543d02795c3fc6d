"""The parts of an invoice that is paid in several. Pure; Decimal in whole cents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from orders.pricing.ledger_balances import ZERO

#: Days, each later than the one before, with their amounts.
Parts = Sequence[tuple[dt.date, Decimal]]


def open_parts(parts: Parts, amount: Decimal) -> list[tuple[dt.date, Decimal]]:
    """What is open of each part where `amount` of the invoice is open: what settles it goes to the first part
    first. Parts of which nothing is open are left out."""
    found, left = [], amount
    for day, part in reversed(parts):
        taken = min(part, left)
        left -= taken
        if taken:
            found.append((day, taken))
    return found[::-1]


def asked_on(parts: Parts, amount: Decimal, today: dt.date) -> Decimal:
    """How much of an invoice of which `amount` is open was due before `today`; all of one without parts."""
    if not parts:
        return amount
    return sum((part for day, part in open_parts(parts, amount) if day < today), ZERO)


def day_of(parts: Parts, amount: Decimal, today: dt.date) -> dt.date | None:
    """Since when `amount` has been due that was asked for on `today`; None without parts. What is asked for
    is the end of all that was due by then."""
    due, left = [each for each in parts if each[0] < today], amount
    for day, part in reversed(due):
        left -= part
        if left <= ZERO:
            return day
    return due[0][0] if due else None
