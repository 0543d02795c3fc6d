"""How long a text may be beside what was ordered."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from catalog.pricing.offering import current_offering
from orders.rules.length import Length, length_of
from tests.helpers.cast import Cast
from tests.helpers.story import Story

#: (words, ordered, tolerance) -> short, long
BOUNDS = {
    (540, 600, 10): (False, False),
    (539, 600, 10): (True, False),
    (660, 600, 10): (False, False),
    (661, 600, 10): (False, True),
    (600, 600, 0): (False, False),
    (599, 600, 0): (True, False),
    (4, 5, 10): (True, False),  # 4.5 words are not enough with four
    (6, 5, 10): (False, True),
    (1, 1, 50): (False, False),
}


@pytest.mark.parametrize(("words", "ordered", "tolerance"), BOUNDS)
def test_bounds(words: int, ordered: int, tolerance: int) -> None:
    length = Length(words, ordered, tolerance)

    assert (length.short, length.long) == BOUNDS[words, ordered, tolerance]
    assert length.outside == (length.short or length.long)


@pytest.mark.django_db
def test_what_is_ordered_by_the_word_has_a_length_by_the_agencys_tolerance(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(length_tolerance=25)
    order = Story(cast).tick()["order"]

    assert length_of(order, 500) == Length(500, 600, 25)


@pytest.mark.django_db
def test_what_is_ordered_otherwise_has_none(cast: Cast) -> None:
    service = next(row for row in current_offering(cast.inkwell).services if row.unit != "word")

    order = Story(cast, service=service, quantity=3).order

    assert length_of(order, 500) is None
