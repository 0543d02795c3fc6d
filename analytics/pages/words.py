"""Numbers and spans of figures as people read them."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from analytics.rules.metrics import Asked, Metric
from analytics.rules.metrics.periods import Period
from analytics.states.metrics import Granularity, How, Unit
from project.base import formatting, marks

NOTHING = "–"
#: Words that a process remembers: a board says the same numbers and days again and again.
KEPT = 8192


def _locale() -> str:
    return to_locale(get_language() or "en")


def number_words(unit: Unit, value: Decimal | None, currency: str) -> str:
    """A number of a figure, or the value of a row."""
    return NOTHING if value is None else _number_words(unit, Decimal(value), currency, get_language() or "en")


@lru_cache(KEPT)
def both_words(unit: Unit, value: Decimal | None, currency: str, language: str) -> tuple[str, str]:
    """A number as people read it in a language, and plain, as a chart draws it: "" for none."""
    return number_words(unit, value, currency), str(plain_number(unit, value))


@lru_cache(KEPT)
def _number_words(unit: Unit, value: Decimal, currency: str, language: str) -> str:
    locale = to_locale(language)
    if unit == Unit.MONEY:
        return formatting.money(value, currency)
    if unit == Unit.SHARE:
        return str(format_percent(value, locale=locale, format="#,##0.#%"))
    if unit == Unit.DURATION:
        return marks.span(int(value) // 60, language)
    if unit == Unit.RATING:
        return str(format_decimal(value, locale=locale, format="0.00"))
    if value == int(value):
        return formatting.whole(int(value))
    return str(format_decimal(value, locale=locale))


def value_words(metric: Metric, value: Any, currency: str) -> str:
    """The value of a row: of a share whether it counts, of what is counted nothing."""
    if metric.how == How.SHARE:
        return _("Yes") if value else _("No")
    if metric.how == How.COUNT:
        return ""
    return number_words(metric.unit, Decimal(value), currency)


def plain_number(unit: Unit, value: Decimal | None) -> Any:
    """The same for files and calls: money in cents, seconds for a duration, a share from 0 to 1; "" for
    none."""
    if value is None:
        return ""
    if unit in (Unit.COUNT, Unit.WORDS) and value == int(value):
        return int(value)
    places = {Unit.MONEY: "0.01", Unit.DURATION: "1"}.get(unit, "0.0001")
    return Decimal(value).quantize(Decimal(places), rounding=ROUND_HALF_UP)


def change_words(metric: Metric, now: Decimal | None, before: Decimal | None) -> str:
    """How the number differs from that of the period before; "" where that cannot be said."""
    if now is None or before is None or now == before:
        return ""
    if metric.unit in (Unit.SHARE, Unit.RATING):
        points = (now - before) * (100 if metric.unit == Unit.SHARE else 1)
        words = format_decimal(points, locale=_locale(), format="+#,##0.#;-#,##0.#")
        return _("%(n)s points") % {"n": words} if metric.unit == Unit.SHARE else str(words)
    if not before:
        return ""
    return str(format_percent((now - before) / abs(before), locale=_locale(), format="+#,##0%;-#,##0%"))


def change_tone(metric: Metric, now: Decimal | None, before: Decimal | None) -> str:
    """Whether the change is good news, as the tone of its words."""
    if not metric.better or now is None or before is None or now == before:
        return ""
    return "good" if (now > before) == (metric.better == "more") else "warn"


def period_words(period: Period) -> str:
    """The days of a period."""
    first, last = formatting.date(period.first), formatting.date(period.last)
    return first if first == last else f"{first} – {last}"


def span_words(span: Period, by: Granularity) -> str:
    """A span of a series, short enough for an axis."""
    return _day_words(span.first, "LLL y" if by == Granularity.MONTH else "d MMM", _locale())


@lru_cache(KEPT)
def _day_words(day: dt.date, pattern: str, locale: str) -> str:
    british = pattern == "d MMM" and locale == "en"
    return str(format_date(day, pattern, locale="en_GB" if british else locale))


def as_of(now: dt.datetime, zone: dt.tzinfo) -> str:
    """When the figures were made, in the agency's zone."""
    return f"{formatting.stamp(now.astimezone(zone), 'j M Y, H:i')} {zone}"


def told(asked: Asked, now: dt.datetime) -> dict[str, str]:
    """What stands on every page and in every file."""
    zone = asked.period.zone
    return {
        "period_words": period_words(asked.period),
        "before_words": period_words(asked.period.before),
        "zone": str(zone),
        "as_of": as_of(now, zone),
    }
