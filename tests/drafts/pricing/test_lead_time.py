"""Realistic deadlines: the rule of thumb, by example and by property."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.working_hours import Calendar
from drafts.pricing.lead_time import A_DAY, realistic_deadline

LONDON = zoneinfo.ZoneInfo("Europe/London")
MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
WEEK = (((540, 1020),),) * 5 + ((), ())
LONDON_WEEK = Calendar(LONDON, WEEK)
TOKYO_WEEK = Calendar(zoneinfo.ZoneInfo("Asia/Tokyo"), WEEK)
hours = st.integers(0, 24 * 365 * 60)


@pytest.mark.parametrize(
    ("unit", "quantity", "review", "expected"),
    [
        ("word", 1500, True, "2026-03-05"),  # Tuesday finds, Wednesday writes, Thursday reads
        ("word", 1501, True, "2026-03-06"),
        ("word", 1, False, "2026-03-04"),
        ("page", 12, True, "2026-03-06"),
        ("item", 30, True, "2026-03-09"),  # over the weekend
        ("hour", 5, True, "2026-03-05"),
    ],
)
def test_by_example(unit: str, quantity: int, review: bool, expected: str) -> None:
    found = realistic_deadline(unit, quantity, MONDAY, calendar=LONDON_WEEK, review=review)

    assert found is not None
    assert found.isoformat() == f"{expected}T17:00:00+00:00"


def test_on_friday_evening_in_the_agencys_zone_it_is_not_monday_yet() -> None:
    friday = dt.datetime(2026, 3, 6, 23, 30, tzinfo=dt.UTC)

    here = realistic_deadline("word", 1, friday, calendar=LONDON_WEEK, review=False)
    there = realistic_deadline("word", 1, friday, calendar=TOKYO_WEEK, review=False)

    assert here is not None and there is not None
    assert (here.date().isoformat(), there.date().isoformat()) == ("2026-03-10", "2026-03-10")


def test_of_a_year_of_work_it_says_nothing() -> None:
    assert realistic_deadline("hour", 1_000_000, MONDAY, calendar=LONDON_WEEK, review=True) is None


@given(st.sampled_from(sorted(A_DAY)), st.integers(1, 200), st.integers(0, 50), hours, st.booleans())
def test_more_work_is_never_sooner(unit: str, quantity: int, more: int, hour: int, review: bool) -> None:
    now = MONDAY + dt.timedelta(hours=hour)
    less = realistic_deadline(unit, quantity, now, calendar=LONDON_WEEK, review=review)
    most = realistic_deadline(unit, quantity + more, now, calendar=LONDON_WEEK, review=review)

    assert less is not None and most is not None
    assert now < less <= most
    assert less.weekday() < 5 and less.hour == 17


def test_it_follows_the_agencys_own_week_and_holidays() -> None:
    week = (((8 * 60, 12 * 60), (13 * 60, 16 * 60 + 30)),) * 4 + ((), (), ())
    calendar = Calendar(LONDON, week, frozenset({dt.date(2026, 3, 4)}))

    found = realistic_deadline("word", 1500, MONDAY, calendar=calendar, review=True)

    # Tuesday finds, Thursday writes, Monday reads, until half past four: Wednesday is a holiday, Friday off.
    assert found is not None and found.isoformat() == "2026-03-09T16:30:00+00:00"


def test_an_agency_that_hardly_opens_says_nothing() -> None:
    week = (((540, 1020),), (), (), (), (), (), ())
    mondays = {dt.date(2026, 3, 2) + dt.timedelta(weeks=number) for number in range(600)}

    assert (
        realistic_deadline(
            "word", 1, MONDAY, calendar=Calendar(LONDON, week, frozenset(mondays)), review=True
        )
        is None
    )
