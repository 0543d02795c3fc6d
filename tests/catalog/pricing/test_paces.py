"""A pace costs what a deadline of its tier costs, and is over before no deadline that can be ordered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing.formula import PriceBook, UrgencyTier, urgency_of
from catalog.pricing.paces import SHORTEST, deadline_of, latest_deadline, paces
from tests.helpers.cast import START

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

        assert deadline == deadline_of(pace, now)
        assert deadline.second == deadline.microsecond == 0
        assert urgency_of(prices, now, deadline) == pace
        assert deadline > now + SHORTEST
        # A draft is written in minutes, in which the price stays.
        assert urgency_of(prices, now + dt.timedelta(minutes=later), deadline) == pace
    assert urgency_of(prices, now, latest_deadline(None, prices, now)) is None


@pytest.mark.parametrize("hours", [(), (24,), (24, 168)])
def test_no_hurry_has_no_deadline(hours: tuple[int, ...]) -> None:
    assert deadline_of(None, START) is None
