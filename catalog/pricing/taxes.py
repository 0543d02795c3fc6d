"""How a price is taxed: the tax is added to it, or stands within it, or the client accounts for it (reverse
charge). Pure; Decimal in whole cents. Rule and worked examples: docs/pricing.md, "Tax".

    added     percent of the lines before it
    included  the lines hold it already: sum x rate / (100 + rate), rounded once, of the whole sum
    reversed  no tax; of prices that hold it, what they hold is taken off

Whatever the way, the total is the plain sum of the lines, that of the tax among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from project.base.money import cents

HUNDRED, ZERO = Decimal(100), Decimal("0.00")
#: The keys of a tax line, by which a stored one says how it came about.
ADDED, INCLUDED, REVERSED, TAKEN_OFF = "", "included", "reverse", "reverse-included"
NOT_CHARGED = (REVERSED, TAKEN_OFF)


@dataclass(frozen=True)
class Tax:
    """The tax of a price: its name, its rate in percent, and the key of its line."""

    label: str
    rate: Decimal
    key: str = ADDED

    @property
    def is_included(self) -> bool:
        """Whether what is entered holds the tax."""
        return self.key in (INCLUDED, TAKEN_OFF)

    @property
    def is_reversed(self) -> bool:
        """Whether the client accounts for it: none is charged."""
        return self.key in NOT_CHARGED


def key_of(*, included: bool, reverse: bool) -> str:
    """The key for prices that hold the tax or not, for a client who accounts for it or not."""
    if reverse:
        return TAKEN_OFF if included else REVERSED
    return INCLUDED if included else ADDED


def within(gross: Decimal, share: Decimal) -> Decimal:
    """The tax in an amount that holds it; `share` is the rate as a fraction of the net, such as 0.2."""
    return cents(gross * share / (1 + share))


def line_amount(key: str, share: Decimal, before: Decimal) -> Decimal:
    """What the tax line adds to the lines before it, which come to `before`."""
    if key == ADDED:
        return cents(before * share)
    return -within(before, share) if key == TAKEN_OFF else ZERO


def tax_in(lines: Iterable[Any]) -> Decimal:
    """The tax that a price holds, of its lines (anything with kind, key, base, multiplier and amount)."""
    return sum((_held(line) for line in lines if line.kind == "tax"), ZERO)


def net_of(lines: Iterable[Any]) -> Decimal:
    """What is left of a price without its tax."""
    found = list(lines)
    return sum((line.amount for line in found), ZERO) - tax_in(found)


def _held(line: Any) -> Decimal:
    if line.key == INCLUDED:
        return within(line.base, line.multiplier)
    return ZERO if line.key in NOT_CHARGED else Decimal(line.amount)


def tax_of(lines: Iterable[Any], book: Any) -> Tax:
    """How a price with these stored lines was taxed, by its price list `book`, whose tax is the rule where no
    line says otherwise."""
    line = next((line for line in lines if line.kind == "tax"), None)
    if line is None:
        return Tax(book.tax_label, book.tax_rate)
    return Tax(book.tax_label, line.multiplier * HUNDRED, line.key)


def charged_rate(tax: Tax) -> Decimal:
    """How many percent of the net are tax on what such a client is charged: 0 for a reverse charge."""
    return ZERO if tax.is_reversed else tax.rate
