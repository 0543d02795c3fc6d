"""Realistic deadlines: the rule of thumb, by example and by property."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.pricing.lead_time import A_DAY, realistic_deadline

LONDON = zoneinfo.ZoneInfo("Europe/London")
MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
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
    found = realistic_deadline(unit, quantity, MONDAY, zone=LONDON, review=review)

    assert found is not None
    assert found.isoformat() == f"{expected}T17:00:00+00:00"


def test_on_friday_evening_in_the_agencys_zone_it_is_not_monday_yet() -> None:
    friday = dt.datetime(2026, 3, 6, 23, 30, tzinfo=dt.UTC)

    here = realistic_deadline("word", 1, friday, zone=LONDON, review=False)
    there = realistic_deadline("word", 1, friday, zone=zoneinfo.ZoneInfo("Asia/Tokyo"), review=False)

    assert here is not None and there is not None
    assert (here.date().isoformat(), there.date().isoformat()) == ("2026-03-10", "2026-03-10")


def test_of_a_year_of_work_it_says_nothing() -> None:
    assert realistic_deadline("hour", 1_000_000, MONDAY, zone=LONDON, review=True) is None


@given(st.sampled_from(sorted(A_DAY)), st.integers(1, 200), st.integers(0, 50), hours, st.booleans())
def test_more_work_is_never_sooner(unit: str, quantity: int, more: int, hour: int, review: bool) -> None:
    now = MONDAY + dt.timedelta(hours=hour)
    less = realistic_deadline(unit, quantity, now, zone=LONDON, review=review)
    most = realistic_deadline(unit, quantity + more, now, zone=LONDON, review=review)

    assert less is not None and most is not None
    assert now < less <= most
    assert less.weekday() < 5 and less.hour == 17
