"""The coming weeks of one writer, day by day: their work spread over the time that they have for it.

Pure functions. Each order’s hours are spread evenly over the working half-days until its deadline on which
the writer is not away. Where there is none, they all fall on the day of the deadline, or today when that is
over.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from writers.states.capacity import DayKind

from .half_days import Period, day_of, morning_of

#: How far deadlines are looked at, in half-days: work that is due later counts as due then.
FARTHEST = 2 * 366
WEEKS = 6


@dataclass(frozen=True)
class Due:
    """`hours` of work until the end of the half-day `until`."""

    hours: Decimal
    until: int


@dataclass(frozen=True)
class Time:
    """When somebody works, and how much."""

    working_days: Collection[int]
    hours_per_day: int
    holidays: Collection[dt.date] = ()
    away: Collection[Period] = ()

    def works_on(self, day: dt.date) -> bool:
        """Whether it is a working day, away or not."""
        return day.weekday() in self.working_days and day not in self.holidays


@dataclass(frozen=True)
class Day:
    """One day: `hours` of work fall on it, `room` is how many it has; `past` for those before today."""

    day: dt.date
    kind: DayKind
    hours: Fraction
    room: Fraction
    past: bool = False

    @property
    def has_room(self) -> bool:
        """Whether more work fits into it."""
        return not self.past and self.hours < self.room


def days_of_weeks(now_half: int, time: Time, work: Iterable[Due], *, weeks: int = WEEKS) -> list[Day]:
    """Whole weeks from the Monday before (or on) the half-day `now_half`, past days without any work."""
    today = day_of(now_half)
    monday = today - dt.timedelta(days=today.weekday())
    load, open_halves = _spread(now_half, time, list(work))
    days = (monday + dt.timedelta(days=number) for number in range(7 * weeks))
    return [_day(day, today, time, load, open_halves) for day in days]


def _spread(now_half: int, time: Time, work: list[Due]) -> tuple[dict[int, Fraction], set[int]]:
    """Hours by half-day; and the half-days from now on that somebody works."""
    last = now_half + FARTHEST
    absent = {half for first, end in time.away for half in range(max(first, now_half), min(end, last))}
    halves = [half for half in range(now_half, last) if half not in absent and time.works_on(day_of(half))]
    load: dict[int, Fraction] = defaultdict(Fraction)
    for due in work:
        until = min(max(due.until, now_half), last - 1)
        mine = halves[bisect_left(halves, now_half) : bisect_right(halves, until)] or [until]
        for half in mine:
            load[half] += Fraction(due.hours) / len(mine)
    return load, set(halves)


def _day(day: dt.date, today: dt.date, time: Time, load: dict[int, Fraction], open_halves: set[int]) -> Day:
    morning = morning_of(day)
    pair = (morning, morning + 1)
    hours = sum((load.get(half, Fraction()) for half in pair), Fraction())
    room = Fraction(time.hours_per_day, 2) * sum(half in open_halves for half in pair)
    return Day(day, _kind(day, time, hours, room, past=day < today), hours, room, past=day < today)


def _kind(day: dt.date, time: Time, hours: Fraction, room: Fraction, *, past: bool) -> DayKind:
    if hours > room:
        return DayKind.OVER
    if not time.works_on(day):
        return DayKind.OFF
    if not past and not room:
        return DayKind.AWAY
    return DayKind.BUSY if hours else DayKind.FREE


def next_free(days: Iterable[Day]) -> dt.date | None:
    """The first of the days into which more work fits; None when there is none."""
    return next((each.day for each in days if each.has_room), None)
