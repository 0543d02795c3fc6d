"""Whom a next version reaches: each app says it of its own, the page prints all of it in one order."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.hooks import Reach, price_uses
from catalog.models import Part
from catalog.pages.price_effects import reach
from catalog.pricing.sections import SECTIONS, Change
from drafts.models import OrderDraft
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft, place_order
from tests.quotes.helpers.quotes import sent

pytestmark = pytest.mark.django_db
SERVICES = SECTIONS[Part.SERVICES]
DEARER = [Change("article", "Article", "rate", "0.1", "0.2")]
ARCHIVED = [Change("article", "Article", "offered", "yes", "")]


def first_words(said: list[str]) -> list[str]:
    return [" ".join(sentence.split()[:3]) for sentence in said]


def test_drafts_quotes_and_orders_in_one_query(
    cast: Cast, monday: None, django_assert_num_queries: Any
) -> None:
    make_draft(cast.clara)
    sent(cast)
    place_order(cast.clara)

    with django_assert_num_queries(1):
        said = reach(cast.inkwell, SERVICES, ARCHIVED)

    assert first_words(said) == ["1 open draft", "1 draft uses", "1 quote awaiting", "1 open order"]
    assert first_words(reach(cast.inkwell, SERVICES, DEARER)) == [
        "1 open draft",
        "1 quote awaiting",
        "1 open order",
    ]


def test_nobody_is_said_so(cast: Cast) -> None:
    assert first_words(reach(cast.inkwell, SERVICES, DEARER)) == ["No open drafts,"]


def test_one_more_app_says_its_sentence_in_its_place(cast: Cast) -> None:
    class Cohorts:
        def reach(self, agency: Any, section: Any, changed: Any) -> list[Reach]:
            return [Reach(OrderDraft.objects.filter(agency=agency), lambda count: "%(n)s class is", place=5)]

        def holds(self, book: Any) -> str:
            return ""

    make_draft(cast.clara)
    price_uses.register("cohorts", Cohorts())
    try:
        said = reach(cast.inkwell, SERVICES, DEARER)
    finally:
        price_uses.forget("cohorts")

    assert first_words(said) == ["1 class is", "1 open draft"]
