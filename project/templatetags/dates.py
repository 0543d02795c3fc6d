"""Django's date filter, with the parts of a date in the order of the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaultfilters import date as django_date

from project.base.formatting import ordered

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, arg: str | None = None) -> str:
    """`{{ when|date:"j M Y, H:i" }}`: write the pattern day first; Americans read "Mar 2, 2026, 9:00 AM"."""
    return str(django_date(value, ordered(arg) if arg else arg))
