"""Who reads what somebody earned, and the months by which it is told: those of the agency's zone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from agencies.rules.agencies import is_editor, is_writer
from agencies.states.roles import is_management
from project.base.converters import Month as MonthOfAddress
from project.base.viewer import Viewer

FIRST_YEAR = 2000


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    def __str__(self) -> str:
        """As addresses have it: 2026-03."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)

    def span(self, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
        """Its first moment in a zone, and that of the next month."""
        return midnight(self.first_day, zone), midnight(self.next.first_day, zone)


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """When a day begins in a zone; where it has no midnight, the first moment after the gap."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def month_at(moment: dt.datetime, zone: dt.tzinfo) -> Month:
    """The month that a moment lies in."""
    local = moment.astimezone(zone)
    return Month(local.year, local.month)


def month_named(key: str) -> Month:
    """The month of an address. Raises ValueError for none."""
    if not re.fullmatch(MonthOfAddress.regex, key):
        raise ValueError(key)
    return Month(int(key[:4]), int(key[5:]))


def earns(viewer: Viewer) -> bool:
    """Whoever writes or edits has a page of their own earnings."""
    return is_writer(viewer) or is_editor(viewer)


def reads_earnings(viewer: Viewer) -> bool:
    """Whoever earns, or sees what everybody earned."""
    return earns(viewer) or sees_earnings(viewer)


def sees_earnings(viewer: Viewer) -> bool:
    """Managers and owners see what everybody earned."""
    return is_management(viewer)
