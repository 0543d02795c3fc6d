"""Numbers, money and days as people read them: through Babel, in the
language of the page and the viewer's zone.

Babel takes tens of microseconds for one figure, and a list prints hundreds;
so each result is kept for its arguments.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale

from .money import format_money

KEPT = 8192
AMERICAN = "en-us"
#: Parts of patterns, the longer ones first.
MONTH_FIRST = (
    ("D j", "D, j"),
    ("j M Y", "M j, Y"),
    ("j F Y", "F j, Y"),
    ("j M", "M j"),
    ("j F", "F j"),
    ("H:i:s", "g:i:s A"),
    ("H:i", "g:i A"),
)


def money(amount: Decimal, currency: str) -> str:
    """An amount in the agency's currency: "€1,234.50"."""
    return format_money(amount, currency)


def whole(number: int) -> str:
    """A whole number with its groups: "12,000"."""
    return _whole(number, _locale())


def megabytes(size: int) -> str:
    """Bytes in the megabytes that limits are set in, of 1,000,000 bytes each: "1.5 MB"."""
    return f"{format_decimal(round(size / 1_000_000, 1), format='#,##0.#', locale=_locale())} MB"


def day(moment: dt.datetime) -> str:
    """The day of an aware `moment` in the viewer's zone: "2 March 2026"."""
    return _day(timezone.localtime(moment).date(), _locale())


def date(day: dt.date) -> str:
    """A day of the calendar: "2 March 2026"."""
    return _day(day, _locale())


def ordered(pattern: str) -> str:
    """A date pattern of Django's, written day first ("j M Y, H:i"), as the reader's language orders it."""
    return _american(pattern) if get_language() == AMERICAN else pattern


def stamp(moment: dt.datetime, pattern: str) -> str:
    """An aware `moment` as it stands in its own zone, by a pattern written day first."""
    return date_format(moment, ordered(pattern))


@lru_cache(maxsize=64)
def _american(pattern: str) -> str:
    for day_first, month_first in MONTH_FIRST:
        pattern = pattern.replace(day_first, month_first)
    return pattern


def _locale() -> str:
    return to_locale(get_language() or "en")


@lru_cache(maxsize=KEPT)
def _whole(number: int, locale: str) -> str:
    return str(format_decimal(number, locale=locale))


@lru_cache(maxsize=KEPT)
def _day(date: dt.date, locale: str) -> str:
    # Plain English is read all over the world: day before month.
    return str(format_date(date, "long", locale="en_GB" if locale == "en" else locale))
