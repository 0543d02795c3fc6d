"""Averages of ratings: few are shown as few, and one moves nobody far."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from writers.rules.feedback_averages import CENT, PRIOR, SHOWN_FROM, Average, trend_of
from writers.states.feedback_history import Trend

MEANS = st.decimals(min_value=1, max_value=5, places=2)
RATED = st.lists(st.integers(1, 5), min_size=1, max_size=60)


def average(ratings: list[int], mean: Decimal | None = None) -> Average:
    return Average(len(ratings), sum(ratings), mean)


@given(RATED, MEANS)
def test_the_shrunk_mean_lies_between_ones_own_and_the_agencys(ratings: list[int], mean: Decimal) -> None:
    found = average(ratings, mean)

    assert found.raw is not None and found.shrunk is not None
    assert min(found.raw, mean) - CENT <= found.shrunk <= max(found.raw, mean) + CENT


@given(st.integers(1, 5), st.integers(1, 200), MEANS)
def test_more_ratings_bring_it_closer_to_ones_own(rating: int, n: int, mean: Decimal) -> None:
    fewer, more = Average(n, n * rating, mean), Average(n + 1, (n + 1) * rating, mean)

    assert fewer.shrunk is not None and more.shrunk is not None
    assert abs(more.shrunk - rating) <= abs(fewer.shrunk - rating)


@given(st.integers(1, 5), MEANS)
def test_many_thousand_ratings_are_ones_own(rating: int, mean: Decimal) -> None:
    assert Average(100_000, 100_000 * rating, mean).shrunk == rating


@given(st.integers(1, 5), MEANS)
def test_one_rating_moves_a_sixth_of_the_way(rating: int, mean: Decimal) -> None:
    shrunk = Average(1, rating, mean).shrunk

    assert shrunk is not None
    assert abs(shrunk - (mean + (rating - mean) / (PRIOR + 1))) <= CENT


def test_nothing_is_no_average() -> None:
    assert (Average(0, 0).raw, Average(0, 0).shrunk, Average(0, 0, Decimal(4)).shrunk) == (None, None, None)
    assert Average(2, 9).shrunk == Decimal("4.50")  # no mean of the agency


def test_average_of_one_rating_shown_like_two_hundred() -> None:
    one, many = Average(1, 5, Decimal(4)), Average(200, 1000, Decimal(4))

    assert (one.raw, one.shrunk) == (5, Decimal("4.17"))
    assert many.shrunk == Decimal("4.98")
    assert [Average(n, 5 * n).shown_outside for n in range(4)] == [False, False, False, True]
    assert one.for_outside() == Average(0, 0)
    assert SHOWN_FROM == 3


def test_a_trend_needs_three_ratings_on_either_side() -> None:
    good, bad = Average(3, 15), Average(3, 9)

    assert trend_of(good, bad) == Trend.RISING
    assert trend_of(bad, good) == Trend.FALLING
    assert trend_of(good, Average(3, 15)) == Trend.STEADY
    assert trend_of(Average(2, 10), bad) == trend_of(good, Average(2, 6)) == Trend.TOO_FEW
    assert trend_of(Average(20, 81), Average(20, 80)) == Trend.STEADY  # a twentieth is chance
