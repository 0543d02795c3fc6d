"""When a report is made next, and of which days it is: by the calendar of the agency's zone."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from calendar import monthrange
from typing import Protocol

from analytics.models import ReportRun
from analytics.states.metrics import Granularity
from analytics.states.reports import Rhythm, Span

from .metrics.periods import DAY, Period, span_begin, usual_granularity

DAYS = {Span.DAYS_30: 30, Span.DAYS_90: 90}


class Timed(Protocol):
    """What says when a report is made: a row, or what is about to become one."""

    @property
    def rhythm(self) -> str: ...

    @property
    def weekday(self) -> int | None: ...

    @property
    def day(self) -> int | None: ...

    @property
    def hour(self) -> int: ...


def next_run(timed: Timed, after: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The first moment of its rhythm after this one. An hour that the clocks skip is the one after it; of an
    hour that comes twice it is the first."""
    day = after.astimezone(zone).date()
    while True:
        found = _moment(day, timed.hour, zone)
        if found > after and _falls_on(timed, day):
            return found
        day += DAY


def latest_run(timed: Timed, since: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Of its moments from `since`, itself one of them, the last that is not after `now`: what was missed
    while nothing ran is not made up for."""
    found = since
    while (following := next_run(timed, found, zone)) <= now:
        found = following
    return found


def period_of(timed: Timed, span: str, moment: dt.datetime, zone: dt.tzinfo) -> Period:
    """The days of a report that is made at this moment: whole days, the last of them before its own."""
    today = moment.astimezone(zone).date()
    if span in DAYS:
        return Period(today - DAYS[Span(span)] * DAY, today - DAY, zone)
    by = Granularity.WEEK if timed.rhythm == Rhythm.WEEKLY else Granularity.MONTH
    last = span_begin(today, by) - DAY
    return Period(span_begin(last, by), last, zone)


def period_of_run(run: ReportRun) -> Period:
    """The days of a report that was made, in the zone that the agency had then."""
    return Period(run.first, run.last, zoneinfo.ZoneInfo(run.zone))


def steps_of(granularity: str, period: Period) -> Granularity:
    """The steps of its series: the chosen ones, or what fits the period."""
    return Granularity(granularity) if granularity else usual_granularity(period)


def _falls_on(timed: Timed, day: dt.date) -> bool:
    if timed.rhythm == Rhythm.WEEKLY:
        return day.weekday() == timed.weekday
    return day.day == min(timed.day or 1, monthrange(day.year, day.month)[1])


def _moment(day: dt.date, hour: int, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), zone).astimezone(dt.UTC)
