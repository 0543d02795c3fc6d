"""Prices that change at the same moment: one next version, and no order by a version that was taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from catalog.actions import price_versions
from catalog.models import PriceBook, PriceBookTakeBack
from catalog.pricing import offering as catalog
from catalog.pricing.sections import SECTIONS
from orders.actions.placing import convert_draft
from orders.models import Order
from tests.catalog.helpers.prices import change, changed, current, offering
from tests.helpers.cast import START, load_cast
from tests.helpers.factories import make_draft, seen_price
from tests.helpers.races import kinds, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fresh_catalog")]


def test_managers_who_save_at_once(rounds: int) -> None:
    cast = load_cast()
    for _round in range(rounds):
        base = current(cast.max).version
        rows = [changed(cast.max, "services", "article", rate=Decimal(base * 10 + n)) for n in range(1, 7)]

        def save(typed: Any, base: int = base) -> PriceBook:
            actor = load_cast().max
            section = SECTIONS["services"]
            return price_versions.save_section(actor=actor, section=section, rows=typed, base=base, now=START)

        results = race([lambda typed=typed: save(typed) for typed in rows])

        assert kinds(results) == {"PriceBook": 1, "Stale": 5}
        assert current(cast.max).version == base + 1
    assert sorted(PriceBook.objects.filter(agency=cast.inkwell).values_list("version", flat=True)) == list(
        range(1, rounds + 2)
    )


def test_an_order_and_a_take_back_at_once(rounds: int) -> None:
    """Either the order stands and the version with it, or the version
    is gone and nothing was ordered by it."""
    for number in range(rounds):
        cast = load_cast()
        book = change(cast.max, "services", "article", rate=Decimal(number + 1))
        offering(cast.clara)
        draft = make_draft(cast.clara)
        seen = seen_price(cast.clara, draft, START)

        results = race(
            [
                lambda cast=cast, draft=draft, seen=seen: convert_draft(
                    actor=cast.clara, draft=draft, seen=seen, now=START
                ),
                lambda cast=cast, book=book: price_versions.take_back(actor=cast.max, book=book, now=START),
            ]
        )

        ordered = Order.objects.filter(price_book=book).count()
        gone = PriceBookTakeBack.objects.filter(book=book).count()
        assert (ordered, gone) in {(1, 0), (0, 1)}, results
        catalog._offering.cache_clear()
