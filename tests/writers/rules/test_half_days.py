"""Half-days: numbers that a change of the clock, a zone or an edge never miscounts."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writers.rules.half_days import day_of, half_of, halves, morning_of, span

#: With and without a change of the clock, one that changes at midnight, one that once skipped a whole day.
ZONES = [
    zoneinfo.ZoneInfo(name)
    for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Pacific/Apia", "Asia/Kathmandu")
]
#: From the end of 2011, when Apia skipped a day, into 2031.
MOMENTS = st.integers(1_322_700_000, 1_925_000_000).map(lambda n: dt.datetime.fromtimestamp(n, dt.UTC))
SPANS = st.timedeltas(dt.timedelta(0), dt.timedelta(days=40))
EVERY_DAY = range(7)


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_moment_lies_in_the_half_of_its_local_clock(moment: dt.datetime, zone: zoneinfo.ZoneInfo) -> None:
    local, half = moment.astimezone(zone), half_of(moment, zone)

    assert day_of(half) == local.date()
    assert half % 2 == (local.hour >= 12)
    assert half in (morning_of(local.date()), morning_of(local.date()) + 1)


@given(MOMENTS, SPANS, st.sampled_from(ZONES))
def test_time_never_runs_back_and_every_half_that_has_begun_counts(
    start: dt.datetime, length: dt.timedelta, zone: zoneinfo.ZoneInfo
) -> None:
    end = start + length
    found = halves(start, end, zone)

    assert half_of(start, zone) <= half_of(end, zone)
    assert bool(found) == bool(length)
    if length:
        assert found[0] == half_of(start, zone)
        assert found[-1] <= half_of(end, zone) <= found[-1] + 1


@given(MOMENTS, SPANS, SPANS, st.sampled_from(ZONES))
def test_more_time_is_never_fewer_halves(
    start: dt.datetime, one: dt.timedelta, more: dt.timedelta, zone: zoneinfo.ZoneInfo
) -> None:
    assert len(halves(start, start + one, zone)) <= len(halves(start, start + one + more, zone))


PERIODS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=6,
)


@given(
    st.integers(0, 40),
    st.integers(0, 90),
    PERIODS,
    st.sets(st.integers(0, 6)),
    st.sets(st.integers(0, 50).map(lambda n: dt.date(2026, 3, 2) + dt.timedelta(days=n)), max_size=5),
)
def test_working_time_is_free_or_away_and_never_both(
    first: int, length: int, away: list[tuple[int, int]], working: set[int], holidays: set[dt.date]
) -> None:
    """Counted one by one, and by weeks at once."""
    base = morning_of(dt.date(2026, 3, 2))
    days = range(base + first, base + first + length)
    periods = [(base + a, base + b) for a, b in away]

    found = span(days, working_days=working, holidays=holidays, away=periods)

    work = [half for half in days if day_of(half).weekday() in working and day_of(half) not in holidays]
    assert found.working == len(work)
    assert found.away == sum(any(a <= half < b for a, b in periods) for half in work)
    assert 0 <= found.free <= found.working


@pytest.mark.parametrize(
    ("away", "free"),
    [
        ((0, 0), 4),  # nothing
        ((-9, 0), 4),  # ends as the time begins
        ((0, 1), 3),
        ((3, 4), 3),
        ((4, 9), 4),  # begins as the time ends
        ((-9, 9), 0),
    ],
)
def test_edges_of_a_time_away(away: tuple[int, int], free: int) -> None:
    base = morning_of(dt.date(2026, 3, 2))

    found = span(
        range(base, base + 4),
        working_days=EVERY_DAY,
        holidays=(),
        away=[(base + away[0], base + away[1])],
    )

    assert (found.working, found.free) == (4, free)


def test_holidays_and_other_weekdays_are_no_working_time() -> None:
    monday = dt.date(2026, 3, 2)
    week = range(morning_of(monday), morning_of(monday) + 14)

    found = span(week, working_days=(0, 1, 2, 3, 4), holidays={monday}, away=[(week[0], week[3])])

    assert (found.working, found.away) == (8, 1)  # away on the holiday is not away


def test_an_hour_that_the_clock_skips_adds_no_half() -> None:
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    start = dt.datetime(2026, 3, 28, 23, 0, tzinfo=dt.UTC)  # midnight of the day that has 23 hours

    assert len(halves(start, start + dt.timedelta(hours=23), berlin)) == 2
    assert len(halves(start, start + dt.timedelta(hours=24), berlin)) == 3
