"""Time off in days and halves of them, as people type and read it. Pure functions."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from project.base import formatting
from writers.states.capacity import DayPart

from .half_days import day_of, morning_of


def first_half(day: dt.date, part: str) -> int:
    """The number of a half-day: with which time off begins."""
    return morning_of(day) + (part == DayPart.AFTERNOON)


def half_after(day: dt.date, part: str) -> int:
    """The number of the half-day after one: before which time off ends."""
    return first_half(day, part) + 1


def ends_of(from_half: int, to_half: int) -> tuple[dt.date, DayPart, dt.date, DayPart]:
    """First day and half, last day and half, of a period: what first_half and half_after make it of."""
    last = to_half - 1
    return day_of(from_half), part_of(from_half), day_of(last), part_of(last)


def part_of(half: int) -> DayPart:
    """Which half of its day it is."""
    return DayPart.AFTERNOON if half % 2 else DayPart.MORNING


def period_words(from_half: int, to_half: int) -> str:
    """A period as people read it: "4 May 2026", "4 May 2026 (afternoon) – 6 May 2026"."""
    first, begins, last, ends = ends_of(from_half, to_half)
    if first == last:
        return formatting.date(first) if begins != ends else _with(first, begins)
    start = _with(first, begins) if begins == DayPart.AFTERNOON else formatting.date(first)
    end = _with(last, ends) if ends == DayPart.MORNING else formatting.date(last)
    return f"{start} – {end}"


def length_words(from_half: int, to_half: int) -> str:
    """How long it is, in calendar days."""
    halves = to_half - from_half
    if halves == 1:
        return _("half a day")
    return _("1 day") if halves == 2 else _("%(n)s days") % {"n": f"{halves / 2:g}"}


def _with(day: dt.date, part: DayPart) -> str:
    return f"{formatting.date(day)} ({str(part.label).lower()})"
