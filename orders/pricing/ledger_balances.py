"""The arithmetic of the ledger: balances, and how much of a billed amount
is tax. Pure; Decimal in whole cents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orders.models.ledger import BILLED, EntryKind
from project.base.money import cents

ZERO, HUNDRED = Decimal("0.00"), Decimal(100)


@dataclass(frozen=True)
class Balance:
    """`charged`: the charge with its changes and refunds. `paid`:
    payments received, less what was paid back."""

    charged: Decimal
    paid: Decimal

    @property
    def owed(self) -> Decimal:
        """What the client still has to pay; negative when the agency owes it to the client."""
        return self.charged - self.paid


def balance_of(entries: Iterable[Any]) -> Balance:
    """The balance of ledger entries (anything with `kind` and a signed
    `amount`); writers' fees are not of it."""
    charged = paid = ZERO
    for entry in entries:
        if entry.kind in BILLED:
            charged += entry.amount
        elif entry.kind == EntryKind.PAYMENT:
            paid -= entry.amount
    return Balance(charged, paid)


def tax_within(gross: Decimal, rate: Decimal) -> Decimal:
    """How much of an amount with tax is the tax of `rate` percent, in whole cents."""
    return cents(gross * rate / (HUNDRED + rate))


def taxes_within(billed: Sequence[Decimal], first_tax: Decimal, rate: Decimal) -> list[Decimal]:
    """The tax within each amount that an order was billed, the charge first, whose tax is known.

    An amount that brings the sum to nothing brings its tax to nothing as
    well: a full refund returns each cent of it.
    """
    found: list[Decimal] = []
    gross = ZERO
    for amount in billed:
        gross += amount
        before = sum(found, ZERO)
        if not found:
            found.append(first_tax)
        elif gross == 0:
            found.append(-before)
        else:
            found.append(tax_within(amount, rate))
    return found
