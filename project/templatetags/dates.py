"""Django's date filter, with the parts of a date in the order of the reader's language."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.template.defaultfilters import date as django_date
from django.utils.translation import get_language

from project.base.formatting import KEPT, ordered

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, arg: str | None = None) -> str:
    """`{{ when|date:"j M Y, H:i" }}`: write the pattern day first; Americans read "Mar 2, 2026, 9:00 AM"."""
    if isinstance(value, dt.datetime):
        # Moments of two zones are equal where they are the same instant, and so are both hours of a night in
        # which the clock goes back: the key says of which zone and which hour.
        return _written(value, (value.tzinfo, value.fold), arg, get_language())
    return _written(value, None, arg, get_language()) if isinstance(value, dt.date) else _write(value, arg)


@lru_cache(maxsize=KEPT)
def _written(value: dt.date, _zone: object, arg: str | None, _language: str | None) -> str:
    """Django reads a pattern letter by letter: a list would do that for hundreds of moments."""
    return _write(value, arg)


def _write(value: Any, arg: str | None) -> str:
    return str(django_date(value, ordered(arg) if arg else arg))
