"""What was received for an invoice before it was issued. Pure; Decimal in whole cents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from orders.models import LedgerEntry
from orders.pricing.ledger_balances import ZERO


def received_for(covered: Decimal, payments: Sequence[LedgerEntry]) -> list[tuple[dt.date | None, Decimal]]:
    """Day and amount of each payment that makes up `covered`, oldest first. `payments` are all of the order,
    oldest first; what was paid back takes from the newest before it.

    Earlier invoices take the oldest payments, so these are the newest. What no payment explains, such as an
    earlier credit note, comes first and without a day.
    """
    left, returned = covered, ZERO
    found: list[tuple[dt.date | None, Decimal]] = []
    for payment in reversed(payments):
        came = -payment.amount
        kept = max(came - returned, ZERO) if came > 0 else ZERO
        returned = max(returned - came, ZERO)
        part = min(kept, left)
        if part:
            found.append((payment.on or payment.at.date(), part))
            left -= part
    if left:
        found.append((None, left))
    return found[::-1]
