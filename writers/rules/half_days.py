"""Days in halves: what people are away for, and what an order has left. Pure functions.

A half-day is a number: 2 x the day's ordinal (datetime.date.toordinal) for its morning, one more for its
afternoon, which begins at 12:00 by the clock of the person's zone. So a change of the clock makes a half
longer or shorter, and never adds one.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Collection, Iterable
from dataclasses import dataclass

NOON = 12
INSTANT = dt.timedelta(microseconds=1)
#: Away from the first half-day until before the second.
Period = tuple[int, int]


def half_of(moment: dt.datetime, zone: zoneinfo.ZoneInfo) -> int:
    """The half-day of `zone` in which an aware moment lies."""
    local = moment.astimezone(zone)
    return 2 * local.date().toordinal() + (local.hour >= NOON)


def morning_of(day: dt.date) -> int:
    """The half-day with which a day begins; the next day's is where it ends."""
    return 2 * day.toordinal()


def day_of(half: int) -> dt.date:
    """The day of which this is a half."""
    return dt.date.fromordinal(half // 2)


def halves(start: dt.datetime, end: dt.datetime, zone: zoneinfo.ZoneInfo) -> range:
    """The half-days that somebody has from `start` to `end`, those that have begun included; empty when the
    end is not after the start. An end at the very beginning of a half leaves nothing of it."""
    if end <= start:
        return range(0)
    return range(half_of(start, zone), half_of(end - INSTANT, zone) + 1)


@dataclass(frozen=True)
class Span:
    """Of some half-days: how many are working time, and how many of these somebody is away."""

    working: int
    away: int

    @property
    def free(self) -> int:
        return self.working - self.away


def span(
    days: range, *, working_days: Collection[int], holidays: Collection[dt.date], away: Iterable[Period]
) -> Span:
    """What the half-days `days` are to somebody who works on these weekdays (0 is Monday), but on none of the
    holidays, and is away for these periods."""
    absent = {half for first, last in away for half in range(max(first, days.start), min(last, days.stop))}
    work = [half for half in days if _works(day_of(half), working_days, holidays)]
    return Span(working=len(work), away=sum(half in absent for half in work))


def _works(day: dt.date, working_days: Collection[int], holidays: Collection[dt.date]) -> bool:
    return day.weekday() in working_days and day not in holidays
