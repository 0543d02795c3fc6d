"""Somebody's own calendar, read as half-days on which they are away. Pure: it fetches and stores nothing.

What counts: events of whole days, and events of four hours or more, on each half-day of which they take two
hours at least; for a year from now on. What is marked free or cancelled does not. Repetitions count as far as
they follow a plain rule (daily, weekly on some weekdays, monthly, yearly).
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import icalendar
from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from icalendar.error import BrokenCalendarProperty

from project.base.errors import Invalid

from .half_days import Period, halves, morning_of

#: Characters of a calendar, events of it, times that one of them is repeated, and components inside each
#: other: a calendar of a year has a tenth of that.
MOST_TEXT, MOST_EVENTS, MOST_TIMES, DEEPEST = 200_000, 500, 400, 6
HORIZON = dt.timedelta(days=366)
SHORTEST, LEAST = dt.timedelta(hours=4), dt.timedelta(hours=2)
HALF = dt.timedelta(hours=12)
#: Parts of a rule that always come true again, so that nobody looks for a next time for ever.
PLAIN_RULE = re.compile(r"(FREQ|INTERVAL|COUNT|UNTIL|BYDAY|WKST)=", re.ASCII)
WEEKDAYS = re.compile(r"BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU)){0,6}(;|\Z)", re.ASCII)
FREQUENCY = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|\Z)", re.ASCII)
INTERVAL = re.compile(r"INTERVAL=[1-9][0-9]{0,2}(;|\Z)", re.ASCII)


@dataclass(frozen=True)
class Read:
    """What a calendar says: times away, none overlapping, and how many of its events could not be read."""

    periods: tuple[Period, ...]
    skipped: int = 0


def read_calendar(text: str, zone: zoneinfo.ZoneInfo, now: dt.datetime) -> Read:
    """The half-days of `zone` from the present one on that the calendar `text` (RFC 5545) takes. Raises
    Invalid under "calendar" for what is no calendar, or too large."""
    events = list(islice(_events(text), MOST_EVENTS + 1))
    if len(events) > MOST_EVENTS:
        raise _refused(_("Use a calendar of no more than %(most)s events.") % {"most": MOST_EVENTS})
    window, skipped = halves(now, now + HORIZON, zone), 0
    taken: set[int] = set()
    for event in events:
        found = _taken(event, zone, now)
        skipped += found is None
        taken.update(half for half in found or () if half in window)
    return Read(tuple(_runs(sorted(taken))), skipped)


def _events(text: str) -> Iterator[Any]:
    if len(text) > MOST_TEXT:
        raise _refused(_("Use a calendar of no more than 200 kB."))
    _check_depth(text)
    try:
        calendar = icalendar.Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise _refused(_("This is not a calendar that can be read. Export it again as .ics.")) from error
    yield from calendar.walk("VEVENT")


def _check_depth(text: str) -> None:
    depth = 0
    for line in text.splitlines():
        depth += line[:6].upper() == "BEGIN:"
        depth -= line[:4].upper() == "END:"
        if depth > DEEPEST:
            raise _refused(_("This is not a calendar that can be read. Export it again as .ics."))


def _refused(words: str) -> Invalid:
    return Invalid({"calendar": words})


def _taken(event: Any, zone: zoneinfo.ZoneInfo, now: dt.datetime) -> set[int] | None:
    """The half-days that one event takes; None when it could not be read."""
    if _word(event, "TRANSP") == "TRANSPARENT" or _word(event, "STATUS") == "CANCELLED":
        return set()
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if start is None:
        return None
    if not isinstance(start, dt.datetime):
        end = end if end and not isinstance(end, dt.datetime) else start + dt.timedelta(days=1)
        days = min((end - start).days, HORIZON.days)
        begins = _times(event, dt.datetime.combine(start, dt.time()), now.replace(tzinfo=None))
        return None if begins is None else {half for at in begins for half in _of_days(at.date(), days)}
    return _of_hours(event, start, end if isinstance(end, dt.datetime) else start, zone, now)


def _of_days(first: dt.date, days: int) -> range:
    return range(morning_of(first), morning_of(first) + 2 * max(days, 0))


def _of_hours(
    event: Any, start: dt.datetime, end: dt.datetime, zone: zoneinfo.ZoneInfo, now: dt.datetime
) -> set[int] | None:
    begin, until = (each if each.tzinfo else each.replace(tzinfo=zone) for each in (start, end))
    length = min(until - begin, HORIZON)
    if length < SHORTEST:
        return set()
    local = begin.astimezone(zone).replace(tzinfo=None)
    begins = _times(event, local, now.astimezone(zone).replace(tzinfo=None) - length)
    if begins is None:
        return None
    return {half for at in begins for half in _long_enough(at, at + length)}


def _long_enough(start: dt.datetime, end: dt.datetime) -> Iterator[int]:
    """Of local times without a zone: the half-days of which they take LEAST or more."""
    half = morning_of(start.date())
    midnight = dt.datetime.combine(start.date(), dt.time())
    for number in range(2 * ((end - midnight).days + 1)):
        begins = midnight + number * HALF
        if min(end, begins + HALF) - max(start, begins) >= LEAST:
            yield half + number


def _times(event: Any, start: dt.datetime, since: dt.datetime) -> list[dt.datetime] | None:
    """When the event begins, as often as it is repeated from `since` on within a year; None for a rule that
    is not plain."""
    rule = event.get("RRULE")
    if rule is None:
        return [start]
    if not hasattr(rule, "to_ical"):
        return None
    words = rule.to_ical().decode().upper()
    if not is_plain(words):
        return None
    try:
        dates = rrulestr(re.sub(r"UNTIL=(\d{8})(T\d{6})?Z?", r"UNTIL=\1T235959", words), dtstart=start)
        found = dates.between(since - HORIZON, since + 2 * HORIZON, inc=True)
    except (ValueError, OverflowError):
        return None
    return found[:MOST_TIMES] if start > since - HORIZON else found[-MOST_TIMES:]


def is_plain(rule: str) -> bool:
    """Whether a rule of repetition is followed: a closed list of parts that leaves no endless search."""
    parts = rule.split(";")
    if not FREQUENCY.search(rule) or not all(PLAIN_RULE.match(part) for part in parts):
        return False
    if "INTERVAL=" in rule and not INTERVAL.search(rule):
        return False
    return "BYDAY=" not in rule or bool(WEEKDAYS.search(rule) and "FREQ=WEEKLY" in rule)


def _moment(event: Any, name: str) -> dt.date | dt.datetime | None:
    """A day or a moment between 2000 and 2099; None for anything else, such as a list of them."""
    try:
        value = getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None
    return value if isinstance(value, dt.date) and 2000 <= value.year < 2100 else None


def _word(event: Any, name: str) -> str:
    return str(event.get(name) or "").strip().upper()


def _runs(taken: list[int]) -> Iterator[Period]:
    """Numbers that follow each other, as half-open periods."""
    first = last = None
    for half in taken:
        if first is None or last is None or half != last + 1:
            if first is not None and last is not None:
                yield first, last + 1
            first = half
        last = half
    if first is not None and last is not None:
        yield first, last + 1
