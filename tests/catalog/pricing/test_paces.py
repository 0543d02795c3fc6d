"""A pace costs what a deadline of its tier costs, and is over before no deadline that can be ordered."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.working_hours import Calendar, working_before
from catalog.pricing.formula import PriceBook, UrgencyTier, urgency_of
from catalog.pricing.paces import SHORTEST, deadline_of, latest_deadline, paces
from tests.helpers.cast import START

NINE_TO_FIVE = Calendar(zoneinfo.ZoneInfo("Europe/London"), (((540, 1020),),) * 5 + ((), ()))
BOOK = PriceBook(1, "EUR", Decimal(0), Decimal(0), "VAT", Decimal(0), {}, {}, (), {})


def book(*hours: int) -> PriceBook:
    """A price book with tiers of these hours."""
    return replace(
        BOOK, urgencies=tuple(UrgencyTier(f"t{n}", f"{n} h", n, Decimal(2)) for n in sorted(hours))
    )


def test_a_tier_that_no_order_can_have_is_no_pace() -> None:
    assert [tier.within_hours for tier in paces(book(3, 4, 72))] == [4, 72]


@given(
    hours=st.sets(st.integers(3, 8_760), max_size=5),
    seconds=st.integers(0, 366 * 24 * 3600),
    later=st.integers(0, 59),
)
def test_each_pace_is_the_tier_of_its_deadline(hours: set[int], seconds: int, later: int) -> None:
    prices, now = book(*hours), START + dt.timedelta(seconds=seconds)

    for pace in paces(prices):
        deadline = latest_deadline(pace, prices, now)

        assert deadline.second == deadline.microsecond == 0
        assert urgency_of(prices, now, deadline) == pace
        assert deadline > now + SHORTEST
        # A draft is written in minutes, in which the price stays.
        assert urgency_of(prices, now + dt.timedelta(minutes=later), deadline) == pace
    assert urgency_of(prices, now, latest_deadline(None, prices, now)) is None


@pytest.mark.parametrize("hours", [(), (24,), (24, 168)])
def test_no_hurry_has_no_deadline(hours: tuple[int, ...]) -> None:
    assert deadline_of(None, START, book=book(*hours), calendar=NINE_TO_FIVE) is None


@given(
    hours=st.sets(st.integers(3, 8_760), max_size=5),
    seconds=st.integers(0, 366 * 24 * 3600),
    later=st.integers(0, 59),
)
def test_a_draft_of_a_pace_is_due_in_working_hours_at_its_price(
    hours: set[int], seconds: int, later: int
) -> None:
    prices, now = book(*hours), START + dt.timedelta(seconds=seconds)

    for pace in paces(prices):
        deadline = deadline_of(pace, now, book=prices, calendar=NINE_TO_FIVE)

        assert deadline is not None and now + SHORTEST < deadline <= latest_deadline(pace, prices, now)
        assert urgency_of(prices, now, deadline) == pace
        assert urgency_of(prices, now + dt.timedelta(minutes=later), deadline) == pace
        if pace != prices.urgencies[0] and _apart(prices, pace) > dt.timedelta(days=3, hours=1):
            assert working_before(NINE_TO_FIVE, deadline, now) == deadline


def _apart(prices: PriceBook, pace: UrgencyTier) -> dt.timedelta:
    """How much time belongs to this tier alone."""
    tighter = max(tier.within_hours for tier in prices.urgencies if tier.within_hours < pace.within_hours)
    return dt.timedelta(hours=pace.within_hours - tighter)


@pytest.mark.parametrize(
    ("now", "hours", "due"),
    [
        ("2026-03-02T20:00", 72, "2026-03-05T17:00"),  # not at eight in the evening
        ("2026-03-05T10:00", 72, "2026-03-06T17:00"),  # not on Sunday
        ("2026-03-07T10:00", 24, "2026-03-08T10:00"),  # a weekend long nobody works: still within the day
        ("2026-03-27T10:00", 72, "2026-03-30T10:00"),  # elapsed hours, over the change of the clock, in UTC
    ],
)
def test_a_pace_by_example(now: str, hours: int, due: str) -> None:
    begins = dt.datetime.fromisoformat(f"{now}+00:00")
    prices = book(hours)

    found = deadline_of(prices.urgencies[0], begins, book=prices, calendar=NINE_TO_FIVE)

    assert found == dt.datetime.fromisoformat(f"{due}+00:00")
