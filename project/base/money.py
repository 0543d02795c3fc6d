"""Money: Decimal only, rounded half up to cents, read strictly and printed through Babel."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_currency
from django.utils.translation import get_language, to_locale

CENT = Decimal("0.01")
#: No single amount may be larger; the columns hold ten digits before the point.
LARGEST = Decimal("99999999.99")
_TYPED = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?\Z")


def cents(amount: Decimal) -> Decimal:
    """`amount` in whole cents, half a cent away from zero (ROUND_HALF_UP); never a negative zero."""
    rounded = amount.quantize(CENT, rounding=ROUND_HALF_UP)
    return rounded if rounded else Decimal("0.00")


def parse_amount(typed: str) -> Decimal:
    """A typed amount of zero or more, such as "12" or "12.50". Raises ValueError for everything else: signs,
    exponents, "1_0", other digits than 0-9, more than two decimals, more than eight digits before the
    point."""
    plain = typed.strip()
    if not plain.isascii() or not _TYPED.match(plain):
        raise ValueError("not an amount of money")
    return Decimal(plain)


def format_money(amount: Decimal, currency: str, locale: str = "") -> str:
    """The amount as people read it, such as €1,234.50: by `locale`, else in the language of the page."""
    return _printed(amount, currency, locale or to_locale(get_language() or "en"))


@lru_cache(maxsize=8192)
def _printed(amount: Decimal, currency: str, locale: str) -> str:
    """Kept, as Babel takes tens of microseconds, and a price or a list prints many."""
    return str(format_currency(amount, currency, locale=locale))
