"""Months of earnings: those of the agency's zone, whatever its clocks do."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writers.rules.earnings import Month, month_at, month_named

ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/Asuncion", "UTC")
MONTHS = st.builds(Month, st.integers(2000, 2098), st.integers(1, 12))


@given(MONTHS, st.sampled_from(ZONES), st.floats(0, 0.999))
def test_each_moment_lies_in_the_month_that_its_zone_says(month: Month, name: str, part: float) -> None:
    zone = ZoneInfo(name)
    start, end = month.span(zone)

    assert month_at(start, zone) == month
    assert month_at(start + (end - start) * part, zone) == month
    assert month_at(start - dt.timedelta(microseconds=1), zone) == month.previous
    assert month_at(end, zone) == month.next


@given(MONTHS)
def test_months_follow_each_other(month: Month) -> None:
    assert month.next.previous == month < month.next
    assert month_named(str(month)) == month


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-3", "2026-13", "2026-00", "1999-12", "2100-01", "2026-03-01", "٢٠٢٦-03"]
)
def test_what_is_no_month(key: str) -> None:
    with pytest.raises(ValueError):
        month_named(key)
