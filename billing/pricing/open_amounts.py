"""How much of each invoice of an order is open. Pure; Decimal in whole cents. The database works out the same
for its rows of open invoices (the function billing_open_invoices)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from orders.pricing.ledger_balances import ZERO, Balance


def open_amounts(totals: Sequence[Decimal], balance: Balance) -> list[Decimal]:
    """What is open of each document of an order, oldest first: nothing of a credit note.

    Whatever settles goes to the oldest invoice first: payments, credit notes, and what the order has become
    cheaper by without a credit note yet. So together it is what is billed and not paid, and never more than
    is owed.
    """
    pool, upto, found = settled(totals, balance), ZERO, []
    for total in totals:
        upto += max(total, ZERO)
        found.append(max(min(total, upto - pool), ZERO))
    return found


def settled(totals: Sequence[Decimal], balance: Balance) -> Decimal:
    """How much of an order's invoices is settled, by payments or otherwise; below zero when more was paid
    back than came in."""
    credited = -sum((total for total in totals if total < 0), ZERO)
    lowered = max(sum(totals, ZERO) - balance.charged, ZERO)
    return balance.paid + credited + lowered
