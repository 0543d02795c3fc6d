"""The coming weeks: work spread over the time that there is for it."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from writers.rules.blackouts import ends_of, first_half, half_after, period_words
from writers.rules.half_days import INSTANT, half_of, halves, morning_of, span
from writers.rules.heat_map import Due, Time, days_of_weeks, next_free
from writers.states.capacity import EVERY_DAY, DayKind

MONDAY = dt.date(2026, 3, 2)
NOW = morning_of(MONDAY)
WEEK = (0, 1, 2, 3, 4)
ZONES = st.sampled_from(
    [zoneinfo.ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC")]
)
MOMENTS = st.integers(1_322_700_000, 1_893_456_000).map(
    lambda found: dt.datetime.fromtimestamp(found, dt.UTC)
)


def kinds(time: Time, *work: Due, now: int = NOW) -> str:
    """The first letters of the days of the first two weeks; "-" for off."""
    days = days_of_weeks(now, time, work)
    letters = {**{kind: kind.value[0] for kind in DayKind}, DayKind.OFF: "-"}
    return "".join(letters[day.kind] for day in days[:14])


def due(hours: int, day: int) -> Due:
    """Until the evening of the day that is so many days from Monday."""
    return Due(Decimal(hours), NOW + 2 * day + 1)


def test_free_days_and_those_on_which_nobody_works() -> None:
    holiday = MONDAY + dt.timedelta(days=8)
    assert kinds(Time(WEEK, 6, [holiday])) == "fffff--f-fff--"


def test_work_is_spread_until_its_deadline() -> None:
    assert kinds(Time(WEEK, 6), due(10, 4)) == "bbbbb--fffff--"
    days = days_of_weeks(NOW, Time(WEEK, 6), [due(10, 4)])
    assert [day.hours for day in days[:6]] == [2, 2, 2, 2, 2, 0]


def test_more_than_a_day_holds_is_over() -> None:
    assert kinds(Time(WEEK, 6), due(13, 1)) == "oofff--fffff--"
    assert kinds(Time(WEEK, 6), due(12, 1)) == "bbfff--fffff--", "exactly full is not over"


def test_nobody_works_while_away() -> None:
    away = [(NOW + 2, NOW + 6)]
    assert kinds(Time(WEEK, 6, away=away), due(6, 3)) == "baabf--fffff--"
    half = Time(WEEK, 6, away=[(NOW + 2, NOW + 3)])
    assert kinds(half, due(9, 1)) == "bbfff--fffff--"
    assert kinds(half, due(10, 1)) == "oofff--fffff--", "an afternoon has half the hours"


def test_work_without_time_falls_on_its_deadline() -> None:
    assert kinds(Time(WEEK, 6), due(2, 5), now=NOW + 10)[5] == "o"
    assert kinds(Time(WEEK, 6), due(2, -9)) == "bffff--fffff--", "late work is today’s"


def test_past_days_hold_nothing() -> None:
    days = days_of_weeks(NOW + 5, Time(WEEK, 6), [due(3, 2)])
    assert [day.past for day in days[:4]] == [True, True, False, False]
    assert days[2].hours == 3
    assert days[2].room == 3, "only the afternoon is left"


def test_the_next_free_day() -> None:
    busy = days_of_weeks(NOW, Time(WEEK, 6), [due(12, 1)])
    assert next_free(busy) == MONDAY + dt.timedelta(days=2)
    assert next_free(days_of_weeks(NOW, Time(EVERY_DAY, 6, away=[(NOW, NOW + 200)]), [])) is None


WORK = st.builds(Due, st.decimals(0, 500, places=2), st.integers(NOW - 20, NOW + 83))
AWAY = st.lists(st.tuples(st.integers(NOW - 50, NOW + 90), st.integers(1, 40)), max_size=4)


@given(st.lists(WORK, max_size=6), AWAY, st.sets(st.integers(0, 6), min_size=1), st.integers(0, 13))
def test_no_hour_is_lost_or_made(
    work: list[Due], away: list[tuple[int, int]], week: set[int], later: int
) -> None:
    time = Time(week, 6, away=[(first, first + length) for first, length in away])

    days = days_of_weeks(NOW + later, time, work)

    assert len(days) == 42
    assert sum((day.hours for day in days), Fraction()) == sum(Fraction(each.hours) for each in work)
    assert all(not day.hours for day in days if day.past)
    for day in days:
        assert (day.kind == DayKind.OVER) == (day.hours > day.room)
        if day.kind in (DayKind.AWAY, DayKind.OFF, DayKind.FREE):
            assert not day.hours


@given(st.dates(dt.date(2001, 1, 1), dt.date(2098, 1, 1)), st.integers(0, 1), st.integers(1, 1400))
def test_ends_of_a_period_are_what_was_typed(day: dt.date, part: int, length: int) -> None:
    first = morning_of(day) + part
    begin, begin_part, end, end_part = ends_of(first, first + length)

    assert first_half(begin, begin_part) == first
    assert half_after(end, end_part) == first + length
    assert period_words(first, first + length)


@given(MOMENTS, st.timedeltas(dt.timedelta(seconds=1), dt.timedelta(days=60)), ZONES)
def test_days_have_two_halves_whatever_the_clock_does(
    start: dt.datetime, length: dt.timedelta, zone: zoneinfo.ZoneInfo
) -> None:
    """The day that a zone skips, and hours that come twice, add and lose none."""
    end = start + length
    found = halves(start, end, zone)

    assert found[0] == half_of(start, zone)
    assert found[-1] == half_of(end - INSTANT, zone)
    for moment in (start, start + length / 3, end - INSTANT):
        assert half_of(moment, zone) in found
    all_of_it = span(found, working_days=EVERY_DAY, holidays=(), away=[(found[0], found[-1] + 1)])
    assert all_of_it.free == 0
    assert all_of_it.away == len(found)


@given(MOMENTS, ZONES, st.integers(1, 40), st.integers(-60, 60), st.integers(1, 60))
def test_edges_of_time_off_are_half_open(
    start: dt.datetime, zone: zoneinfo.ZoneInfo, days: int, first: int, length: int
) -> None:
    found = halves(start, start + dt.timedelta(days=days), zone)
    away = (found[0] + first, found[0] + first + length)

    result = span(found, working_days=EVERY_DAY, holidays=(), away=[away])

    assert result.away == len([half for half in found if away[0] <= half < away[1]])
    beside = span(found, working_days=EVERY_DAY, holidays=(), away=[(found[-1] + 1, found[-1] + 9)])
    assert beside.away == 0
