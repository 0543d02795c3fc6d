"""Working time: what of the time that passes counts, by an agency's week and holidays.

`add` and `between` are pure. A block runs from the first moment at which the clock of the zone shows its
opening (or more, where the clock is put forward over it) to the first at which it shows its closing; what
passes in between is elapsed time. So a block over the change of the clock is an hour longer or shorter, and
blocks never overlap.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from agencies.models import Agency, Holiday, WorkingHours

MINUTE = dt.timedelta(minutes=1)
NOTHING = dt.timedelta()
#: How far `add` and `between` reckon. Beyond it a question is a mistake, and would cost time.
MOST_DAYS = 3660

#: Minutes since midnight at which a block opens and closes; 1440 is the end of the day.
Block = tuple[int, int]
Moments = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True)
class Calendar:
    """The hours of each weekday (Monday first, each day's in order, none
    overlapping) and the days off, in `zone`.

    Raises ValueError without any hours: working time would never pass.
    """

    zone: zoneinfo.ZoneInfo
    blocks: tuple[tuple[Block, ...], ...]
    holidays: frozenset[dt.date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.blocks) != 7 or not any(self.blocks):
            raise ValueError("a calendar needs seven days, and hours on one of them")


def add(calendar: Calendar, start: dt.datetime, working: dt.timedelta) -> dt.datetime:
    """The first moment at which `working` of working time has passed since `start`, in UTC.

    Outside the hours the clock begins with the next opening, and that is the answer for no working time at
    all. Time that is used up exactly when a block closes ends there, not at the next opening. Raises
    ValueError for negative time and for what would end more than MOST_DAYS after `start`.
    """
    if working < NOTHING:
        raise ValueError("working time cannot be negative")
    left = working
    for opens, closes in _open(calendar, start):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise ValueError(f"{working} of working time end more than {MOST_DAYS} days after {start}")


def between(calendar: Calendar, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """The working time that passes from `start` to `end`; none when `end` comes first.

    Raises ValueError when they lie more than MOST_DAYS apart.
    """
    if end - start > dt.timedelta(days=MOST_DAYS):
        raise ValueError(f"{start} and {end} lie more than {MOST_DAYS} days apart")
    passed, last = NOTHING, end.astimezone(dt.UTC)
    for opens, closes in _open(calendar, start):
        if opens >= last:
            break
        passed += min(closes, last) - opens
    return passed


def works_on(calendar: Calendar, day: dt.date) -> bool:
    """Whether the agency opens on that day at all."""
    return bool(calendar.blocks[day.weekday()]) and day not in calendar.holidays


def closing_from(calendar: Calendar, moment: dt.datetime) -> dt.datetime:
    """When the first working day that has not closed by `moment` closes, in UTC. Raises ValueError when none
    does within MOST_DAYS."""
    first = moment.astimezone(calendar.zone).date()
    for day in (first + dt.timedelta(days=number) for number in range(-1, MOST_DAYS + 1)):
        if works_on(calendar, day):
            closes = _moment(calendar.zone, day, calendar.blocks[day.weekday()][-1][1])
            if closes >= moment:
                return closes
    raise ValueError(f"no working day closes within {MOST_DAYS} days after {moment}")


def working_before(calendar: Calendar, moment: dt.datetime, after: dt.datetime) -> dt.datetime | None:
    """The last working moment in (`after`, `moment`], in UTC: `moment` itself within the hours, else the
    closing before it. None when all of that time is closed."""
    last, first = moment.astimezone(dt.UTC), after.astimezone(calendar.zone).date()
    day = moment.astimezone(calendar.zone).date()
    while day >= first - dt.timedelta(days=1):
        for block in reversed(calendar.blocks[day.weekday()] if works_on(calendar, day) else ()):
            opens, closes = (_moment(calendar.zone, day, minute) for minute in block)
            if opens <= last:
                found = min(closes, last)
                return found if found > after else None
        day -= dt.timedelta(days=1)
    return None


def into_hours(
    calendar: Calendar, moment: dt.datetime, *, start: dt.datetime, until: dt.datetime
) -> dt.datetime:
    """A deadline at `moment`, of work that begins at `start`, as somebody can keep it: a working moment in
    (`start`, `until`], in UTC.

    Within the hours it stays. Otherwise it is the closing before, unless that takes more than half of the
    time; then the opening after, if it is before `until`; then the closing after all. Where nothing of the
    time is open, or it is over already, it stays.
    """
    if moment <= start:
        return moment
    before = working_before(calendar, moment, start)
    if before is not None and before - start >= (moment - start) / 2:
        return before
    after = add(calendar, moment, NOTHING)
    return after if after < until else before or moment


def calendar_of(agency: Agency) -> Calendar:
    """The calendar of `agency` at the version that its row names: read
    once per version, kept in the process."""
    return _calendar(agency.pk, agency.calendar_version, agency.timezone)


@lru_cache(maxsize=256)
def _calendar(agency_id: int, version: int, timezone: str) -> Calendar:
    days: list[list[Block]] = [[] for _day in range(7)]
    for row in WorkingHours.objects.filter(agency_id=agency_id).order_by("weekday", "opens"):
        days[row.weekday].append((row.opens, row.closes))
    holidays = Holiday.objects.filter(agency_id=agency_id).values_list("day", flat=True)
    return Calendar(zoneinfo.ZoneInfo(timezone), tuple(tuple(day) for day in days), frozenset(holidays))


def _open(calendar: Calendar, start: dt.datetime) -> Iterator[Moments]:
    """What is open from `start` on, in UTC, in order: the block that runs at `start` only from then on."""
    begin = start.astimezone(dt.UTC)
    first = start.astimezone(calendar.zone).date()
    for number in range(MOST_DAYS + 1):
        day = first + dt.timedelta(days=number)
        if day in calendar.holidays:
            continue
        for block in calendar.blocks[day.weekday()]:
            opens, closes = (_moment(calendar.zone, day, minute) for minute in block)
            if closes > max(opens, begin):
                yield max(opens, begin), closes


def _moment(zone: zoneinfo.ZoneInfo, day: dt.date, minute: int) -> dt.datetime:
    """The first moment, in UTC, at which the clock of `zone` shows that minute of `day`, or more."""
    wall = dt.datetime.combine(day, dt.time()) + minute * MINUTE
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    return early if early <= late else _change(zone, late, early)


def _change(zone: zoneinfo.ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """The moment between the two at which the clock is put forward, to the minute."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > MINUTE:
        middle = before + (after - before) // MINUTE // 2 * MINUTE
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
