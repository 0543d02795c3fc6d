"""Days in halves: what people are away for, and what an order has left. Pure functions.

A half-day is a number: 2 x the day's ordinal (datetime.date.toordinal) for its morning, one more for its
afternoon, which begins at 12:00 by the clock of the person's zone. So a change of the clock makes a half
longer or shorter, and never adds one.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

NOON = 12
HALVES_A_WEEK = 14
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
    holidays, and is away for these periods. Costs as much for two years as for a day."""
    week, off = frozenset(working_days), sorted(holidays)
    if not days:
        return Span(working=0, away=0)
    absent = (_working(period, week, off) for period in _merged(days, away))
    return Span(working=_working(days, week, off), away=sum(absent))


def _merged(days: range, periods: Iterable[Period]) -> Iterator[range]:
    """The parts of `days` that lie in any of the periods, none of them twice."""
    seen = days.start
    for first, last in sorted(periods):
        part = range(max(first, seen), min(last, days.stop))
        if part:
            yield part
            seen = part.stop


def _working(days: range, week: frozenset[int], holidays: Sequence[dt.date]) -> int:
    """How many of the half-days are working time."""
    before = _halves_before(week)
    count = before(days.stop) - before(days.start)
    first = bisect_left(holidays, day_of(days.start))
    for day in holidays[first : bisect_right(holidays, day_of(days.stop))]:
        if day.weekday() in week:
            morning = morning_of(day)
            count -= len(range(max(morning, days.start), min(morning + 2, days.stop)))
    return count


@lru_cache(maxsize=128)
def _halves_before(week: frozenset[int]) -> Callable[[int], int]:
    """Of a half-day: how many working ones came before it, weeks counted at once. Day 1 was a Monday."""
    works = [(half // 2 - 1) % 7 in week for half in range(HALVES_A_WEEK)]
    running = [0, *accumulate(works)]
    return lambda half: half // HALVES_A_WEEK * running[-1] + running[half % HALVES_A_WEEK]
