"""Numbers of a price in words: units, rates, multipliers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import ngettext

from project.base.money import cents, format_money


def plain(number: Decimal) -> str:
    """A number without trailing zeros: 1.350 -> 1.35, 20.00 -> 20."""
    return f"{number.normalize():f}"


def rate_words(rate: Decimal, currency: str) -> str:
    """A rate with all its decimals: €0.025, €22.00."""
    if rate == cents(rate):
        return format_money(rate, currency)
    printed = format_money(Decimal(0), currency)
    return printed.replace("0.00", f"{rate.normalize():,f}")


_UNITS: dict[str, Callable[[int], str]] = {
    "word": lambda count: ngettext("word", "words", count),
    "page": lambda count: ngettext("page", "pages", count),
    "hour": lambda count: ngettext("hour", "hours", count),
    "item": lambda count: ngettext("item", "items", count),
}


def units(unit: str, count: int) -> str:
    """The unit's name for a count: "words", "1 word" without the number."""
    return _UNITS[unit](count)
