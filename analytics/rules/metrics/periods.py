"""The time that figures are of: days of the agency's zone, the period before, and the spans of a series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.states.metrics import Granularity, Preset
from writers.rules.earnings import midnight

DAY = dt.timedelta(days=1)
#: Days of a period at most, and of one that is shown by day, or by week.
MOST_DAYS = 3 * 366
MOST_BY = {Granularity.DAY: 100, Granularity.WEEK: 2 * 366, Granularity.MONTH: MOST_DAYS}
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, in `zone`."""

    first: dt.date
    last: dt.date
    zone: dt.tzinfo

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def start(self) -> dt.datetime:
        """Its first moment."""
        return midnight(self.first, self.zone)

    @property
    def end(self) -> dt.datetime:
        """The first moment after it."""
        return midnight(self.last + DAY, self.zone)

    @property
    def before(self) -> Period:
        """As many days as this, right before it."""
        return Period(self.first - self.days * DAY, self.first - DAY, self.zone)

    def spans(self, by: Granularity) -> Iterator[Period]:
        """Its days, weeks (from Monday) or months, the first and last cut to what lies within."""
        begins = span_begin(self.first, by)
        while begins <= self.last:
            following = next_begin(begins, by)
            yield Period(max(begins, self.first), min(following - DAY, self.last), self.zone)
            begins = following


def span_begin(day: dt.date, by: Granularity) -> dt.date:
    """The first day of the span that a day lies in."""
    if by == Granularity.WEEK:
        return day - day.weekday() * DAY
    return day.replace(day=1) if by == Granularity.MONTH else day


def next_begin(begins: dt.date, by: Granularity) -> dt.date:
    """The first day of the span that follows the one that begins so."""
    if by == Granularity.MONTH:
        return (begins + 31 * DAY).replace(day=1)
    return begins + (7 * DAY if by == Granularity.WEEK else DAY)


def preset(which: str, today: dt.date, zone: dt.tzinfo) -> Period:
    """A period that ends today."""
    if which == Preset.MONTH:
        return Period(today.replace(day=1), today, zone)
    if which == Preset.YEAR:
        return Period(_a_year_before(today) + DAY, today, zone)
    days = 90 if which == Preset.DAYS_90 else 30
    return Period(today - (days - 1) * DAY, today, zone)


def usual_granularity(period: Period) -> Granularity:
    """By day up to a month, by week up to half a year, then by month."""
    if period.days <= 31:
        return Granularity.DAY
    return Granularity.WEEK if period.days <= 190 else Granularity.MONTH


def _a_year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
