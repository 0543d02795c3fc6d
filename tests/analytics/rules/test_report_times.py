"""When a report is made, and of which days it is: by the calendar of the agency's zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from analytics.rules.boards import BOARDS
from analytics.rules.report_times import latest_run, next_run, period_of
from analytics.states.reports import FILTERS

LONDON, CHATHAM = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Chatham")


@dataclass(frozen=True)
class When:
    rhythm: str = "weekly"
    weekday: int | None = None
    day: int | None = None
    hour: int = 8


def at(text: str, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("when", "after", "wanted"),
    [
        (When(weekday=0), "2026-03-02T07:59", "2026-03-02T08:00"),
        (When(weekday=0), "2026-03-02T08:00", "2026-03-09T08:00"),
        # The clocks go forward on 29 March: eight in London is seven in UTC from then on.
        (When(weekday=6), "2026-03-22T08:00", "2026-03-29T07:00"),
        (When(weekday=6), "2026-10-18T07:00", "2026-10-25T08:00"),
        # One o'clock does not exist on that day, and comes twice in October: the first of them.
        (When(weekday=6, hour=1), "2026-03-28T12:00", "2026-03-29T01:00"),
        (When(weekday=6, hour=1), "2026-10-24T12:00", "2026-10-25T00:00"),
        (When("monthly", day=31), "2026-01-31T08:00", "2026-02-28T08:00"),
        (When("monthly", day=31), "2026-02-28T08:00", "2026-03-31T07:00"),
        (When("monthly", day=31), "2028-02-01T08:00", "2028-02-29T08:00"),
        (When("monthly", day=29), "2026-02-01T00:00", "2026-02-28T08:00"),
        (When("monthly", day=1), "2026-12-01T08:00", "2027-01-01T08:00"),
    ],
)
def test_the_next_moment(when: When, after: str, wanted: str) -> None:
    assert next_run(when, at(after), LONDON) == at(wanted)


def test_no_moment_is_left_out_or_comes_twice_in_a_year_of_any_zone() -> None:
    for zone in (LONDON, CHATHAM, ZoneInfo("America/St_Johns"), ZoneInfo("Africa/Cairo")):
        for when in (When(weekday=4, hour=0), When("monthly", day=31, hour=23)):
            found, moment = [], at("2026-01-01T00:00", zone)
            for _time in range(60 if when.weekday == 4 else 14):
                moment = next_run(when, moment, zone)
                found.append(moment.astimezone(zone).date())
            step = 7 if when.weekday == 4 else None
            gaps = {(later - earlier).days for earlier, later in pairwise(found)}
            assert gaps == {step} if step else gaps <= {28, 30, 31}


def test_of_what_was_missed_the_latest_is_made() -> None:
    when, since = When(weekday=0), at("2026-03-02T08:00")
    assert latest_run(when, since, at("2026-03-02T08:03"), LONDON) == since
    assert latest_run(when, since, at("2026-03-24T12:00"), LONDON) == at("2026-03-23T08:00")


@pytest.mark.parametrize(
    ("when", "span", "moment", "days"),
    [
        (When(weekday=2), "before", "2026-03-04T08:00", ("2026-02-23", "2026-03-01")),
        (When("monthly", day=31), "before", "2026-03-31T07:00", ("2026-02-01", "2026-02-28")),
        (When("monthly", day=1), "before", "2026-01-01T08:00", ("2025-12-01", "2025-12-31")),
        (When(weekday=2), "days30", "2026-03-31T07:00", ("2026-03-01", "2026-03-30")),
        (When(weekday=2), "days90", "2026-03-31T07:00", ("2025-12-31", "2026-03-30")),
        # Half past eleven in the evening in UTC is the next day in London's summer.
        (When(weekday=2), "days30", "2026-07-01T23:30", ("2026-06-02", "2026-07-01")),
    ],
)
def test_its_days_are_whole_and_over(when: When, span: str, moment: str, days: tuple[str, str]) -> None:
    found = period_of(when, span, at(moment), LONDON)
    assert (found.first.isoformat(), found.last.isoformat()) == days


def test_every_filter_of_a_board_can_be_stored() -> None:
    assert set(FILTERS) == {key for rule in BOARDS.values() for key in rule.filters}
