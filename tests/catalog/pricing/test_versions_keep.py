"""Whatever managers do to the prices, an order that was placed and a
price that was quoted stay what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.actions import price_versions
from catalog.models import PriceBook
from catalog.pages import price_effects
from catalog.pricing import sections
from catalog.pricing.formula import PriceBook as PriceList
from catalog.pricing.offering import _offering, price_book
from catalog.pricing.sections import SECTIONS
from orders.models import Order, OrderAddOn
from tests.catalog.helpers.prices import current, offering, save, stored
from tests.helpers.cast import START, Cast
from tests.helpers.examples import SHARED_FIXTURES
from tests.helpers.factories import place_order

rate = st.decimals("0.0001", "100000", places=4)
factor = st.decimals("0.1", "10", places=3)
percent = st.decimals("0", "50", places=2)
VALUES: dict[str, Any] = {
    "rate": rate,
    "multiplier": factor,
    "amount": st.decimals("0", "200", places=4),
    "kind": st.sampled_from(["fixed", "per_unit", "percent"]),
    "minimum_charge": st.decimals("0", "100000", places=2),
    "preferred_surcharge": percent,
    "tax_rate": percent,
    "percent": st.decimals("0.01", "100", places=2),
    "tax_label": st.text("abcXYZ", min_size=1, max_size=20),
    "description": st.text("abc äß", max_size=40).map(str.strip),
    "position": st.integers(0, 999),
}


@st.composite
def edits(draw: Any) -> tuple[str, int, dict[str, Any], bool]:
    """A part, which of its rows, new values for some of its fields, and whether it is still offered."""
    part = draw(st.sampled_from(sorted(SECTIONS)))
    fields = [field for field in SECTIONS[part].fields if field in VALUES]
    names = draw(st.lists(st.sampled_from(fields), unique=True, min_size=1))
    values = {name: draw(VALUES[name]) for name in names}
    return part, draw(st.integers(0, 20)), values, draw(st.booleans()) or part == "general"


def state(order: Order) -> dict[str, Any]:
    """Everything of an order that has to do with money and promises."""
    fresh = Order.objects.get(pk=order.pk)
    return {
        "order": {field.attname: getattr(fresh, field.attname) for field in Order._meta.concrete_fields},
        "lines": list(fresh.lines.order_by("position").values()),
        "ledger": list(fresh.ledger.order_by("id").values()),
        "addons": list(OrderAddOn.objects.filter(order=fresh).order_by("id").values()),
    }


@contextmanager
def undone() -> Iterator[None]:
    """One example begins where the last began: what it stores is rolled back,
    what the process remembers is dropped."""
    _offering.cache_clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def play(cast: Cast, edit: tuple[str, int, dict[str, Any], bool]) -> None:
    part, place, values, offered = edit
    rows = stored(cast.max, part)
    target = rows[place % len(rows)]
    rows = [{**row, **values, "offered": offered} if row is target else row for row in rows]
    if SECTIONS[part].needs_one and not any(row["offered"] for row in rows):
        return
    save(cast.max, part, rows)


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_catalog")
@settings(max_examples=25, suppress_health_check=SHARED_FIXTURES)
@given(done=st.lists(st.one_of(edits(), st.just("take back")), min_size=1, max_size=5))
def test_no_order_and_no_version_ever_changes(cast: Cast, done: list[Any]) -> None:
    with undone():
        _play_all(cast, done)


def _play_all(cast: Cast, done: list[Any]) -> None:
    addons = list(offering(cast.clara).addons[:2])
    order = place_order(cast.clara, addons=addons, preferred_writer=cast.wanda.membership)
    before, books = state(order), {}

    for step in done:
        book = current(cast.max)
        books.setdefault(book.pk, _numbers(book))
        if step != "take back":
            play(cast, step)
        elif not price_versions.why_not_take_back(book, book):
            price_versions.take_back(actor=cast.max, book=book, now=START)

    assert state(order) == before
    assert {pk: _numbers(PriceBook.objects.get(pk=pk)) for pk in books} == books


def _numbers(book: PriceBook) -> dict[str, Any]:
    """Every number of a version, read from its rows."""
    facts: dict[str, Any] = {name: getattr(book, name) for name in sections.GENERAL.numbers}
    for section in SECTIONS.values():
        if section.price:
            facts[section.part] = list(section.price.objects.filter(book=book).order_by("id").values())
    return facts


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_catalog")
@settings(max_examples=25, suppress_health_check=SHARED_FIXTURES)
@given(edit=edits())
def test_the_preview_tells_what_the_version_then_costs(cast: Cast, edit: Any) -> None:
    """The book that a preview prices its example with is the book that is stored."""
    with undone():
        _preview_and_save(cast, edit)


def _preview_and_save(cast: Cast, edit: Any) -> None:
    part, place, values, offered = edit
    section, book = SECTIONS[part], current(cast.max)
    before = stored(cast.max, part)
    target = before[place % len(before)]
    rows = [{**row, **values, "offered": offered} if row is target else row for row in before]
    if section.needs_one and not any(row["offered"] for row in rows):
        return
    candidate = sections.candidate(section, rows, price_book(book.pk))
    changes = sections.compare(section, before, rows)

    new = save(cast.max, part, rows)

    if new.version != book.version:
        assert _sorted(price_book(new.pk)) == _sorted(candidate)
        price_effects.example(price_book(book.pk), candidate, section, changes, START)


def _sorted(book: PriceList) -> PriceList:
    """The order of the tiers plays no part: the tightest that fits applies."""
    return replace(book, urgencies=tuple(sorted(book.urgencies, key=lambda tier: tier.within_hours)))


@given(typed=st.text(max_size=60))
def test_keys_are_slugs_and_new(typed: str) -> None:
    section = SECTIONS["services"]
    rows = [{"key": "", "name": typed}, {"key": "", "name": typed}]

    keys = [row["key"] for row in sections.with_keys(section, rows, [{"key": "item"}, {"key": "item-2"}])]

    assert len({*keys, "item", "item-2"}) == 4
    assert all(key and len(key) <= 40 and key.isascii() for key in keys)


values = st.sampled_from(["1", "2", "3"]).map(Decimal)


@given(base=values, mine=values, theirs=values)
def test_merging_keeps_what_was_typed(base: Decimal, mine: Decimal, theirs: Decimal) -> None:
    """Whoever typed has the last word; what was not touched is as the others left it."""
    section = SECTIONS["qualities"]

    def row(multiplier: Decimal) -> dict[str, Any]:
        return {
            "key": "a",
            "name": "A",
            "description": "",
            "position": 1,
            "offered": True,
            "multiplier": multiplier,
        }

    was = {("a", "multiplier"): str(base)} if base != theirs else {}
    (merged,) = sections.merge(section, [row(mine)], [row(theirs)], was)

    assert merged["multiplier"] == (theirs if mine == base else mine)
