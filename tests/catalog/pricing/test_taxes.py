"""Tax added, included, or accounted for by the client: the table of docs/pricing.md, and that nothing is lost
to rounding, whatever the amounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing.formula import Facts, PriceBook, ServiceRate, Tier, price, price_items, tax_lines
from catalog.pricing.taxes import (
    ADDED,
    INCLUDED,
    NOT_CHARGED,
    REVERSED,
    TAKEN_OFF,
    Tax,
    charged_rate,
    key_of,
    net_of,
    tax_in,
    tax_of,
)
from catalog.pricing.terms import Terms, price_agreed, taken_off

PRICING = (Path(settings.BASE_DIR) / "docs" / "pricing.md").read_text(encoding="utf-8")
DOC = PRICING.partition("| Prices exclude tax | Prices include tax |")[2]
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
CENT = Decimal("0.01")
BOOK = PriceBook(
    version=1,
    currency="EUR",
    minimum_charge=Decimal(0),
    tax_rate=Decimal(20),
    tax_label="VAT",
    preferred_surcharge=Decimal(0),
    services={"article": ServiceRate("article", "Article", "word", Decimal("0.12"))},
    qualities={"standard": Tier("standard", "Standard", Decimal(1))},
    urgencies=(),
    addons={},
)
GROSS = replace(BOOK, prices_include_tax=True)
FACTS = Facts("article", "standard", 1000, NOW, NOW + dt.timedelta(days=30))
REVERSE = replace(FACTS, reverse_charge=True)
MONEY = st.decimals("0.01", "9999999.99", places=2)
RATES = st.decimals("0.01", "50", places=2)


def documented(row: str) -> tuple[Decimal, Decimal]:
    """The two amounts of a row of the table: prices exclude tax, prices include it."""
    cells = next(line for line in DOC.splitlines() if line.startswith(f"| {row} |")).split("|")
    return Decimal(cells[2].strip()), Decimal(cells[3].strip())


def test_the_documented_table() -> None:
    ways = [price(BOOK, FACTS), price(GROSS, FACTS)]

    assert tuple(way.lines[0].amount for way in ways) == documented("Lines")
    assert tuple(way.lines[-1].amount for way in ways) == documented("VAT added")
    assert tuple(way.total for way in ways) == documented("Total")
    assert tuple(way.tax for way in ways) == documented("VAT in the total")
    assert tuple(way.subtotal for way in ways) == documented("Net")
    reverse = [price(BOOK, REVERSE), price(GROSS, REVERSE)]
    assert tuple(way.total for way in reverse) == documented("Total with reverse charge")
    assert [way.tax for way in reverse] == [0, 0]


@pytest.mark.parametrize(
    ("book", "facts", "label", "rule"),
    [
        (BOOK, FACTS, "VAT 20%", "20% of €120.00"),
        (GROSS, FACTS, "Including VAT 20%", "€20.00 of €120.00"),
        (BOOK, REVERSE, "No VAT: reverse charge", "You account for the tax."),
        (GROSS, REVERSE, "Less VAT 20%: reverse charge", "€20.00 of €120.00"),
    ],
)
def test_what_the_line_says(book: PriceBook, facts: Facts, label: str, rule: str) -> None:
    line = price(book, facts).lines[-1]

    assert (line.kind, line.label, line.rule) == ("tax", label, rule)


def test_without_a_rate_there_is_no_line() -> None:
    free = replace(GROSS, tax_rate=Decimal(0))

    assert [line.kind for line in price(free, REVERSE).lines] == ["work"]


def test_the_minimum_charge_and_a_discount_are_what_is_entered() -> None:
    """Of prices with tax: the client pays the minimum charge to the cent, and the discount comes off that."""
    book = replace(GROSS, minimum_charge=Decimal(150))

    agreed = price_agreed(book, FACTS, Terms(discount_percent=Decimal(10)))

    assert (agreed.total, agreed.tax, agreed.subtotal) == (Decimal(135), Decimal("22.50"), Decimal("112.50"))
    assert taken_off(agreed) == 10


@given(amounts=st.lists(MONEY, min_size=1, max_size=8), rate=RATES, key=st.sampled_from([ADDED, INCLUDED]))
def test_net_and_tax_are_the_total(amounts: list[Decimal], rate: Decimal, key: str) -> None:
    lines = price_items([("Line", amount) for amount in amounts], Tax("VAT", rate, key), "EUR")

    total, tax, net = sum(line.amount for line in lines), tax_in(lines), net_of(lines)
    assert net + tax == total
    assert abs(tax - net * rate / 100) <= CENT  # half a cent of the tax, and of what it is reckoned from
    assert total == sum(amounts) if key == INCLUDED else net == sum(amounts)
    if key == INCLUDED:
        assert tax == (total * rate / (100 + rate)).quantize(CENT, rounding=ROUND_HALF_UP)


@given(amount=MONEY, rate=RATES, included=st.booleans())
def test_a_reverse_charge_costs_the_net(amount: Decimal, rate: Decimal, included: bool) -> None:
    """What a client with tax pays net, one who accounts for it pays in all."""
    taxed = price_items([("A", amount)], Tax("VAT", rate, key_of(included=included, reverse=False)), "EUR")
    free = price_items([("A", amount)], Tax("VAT", rate, key_of(included=included, reverse=True)), "EUR")

    assert sum(line.amount for line in free) == net_of(free) == net_of(taxed)
    assert tax_in(free) == 0


@pytest.mark.parametrize("key", [ADDED, INCLUDED, REVERSED, TAKEN_OFF])
def test_stored_lines_say_how_they_were_taxed(key: str) -> None:
    """Whatever the price list says by now."""
    lines = tax_lines(Tax("VAT", Decimal("19.60"), key), "EUR", Decimal(100))

    found = tax_of(lines, replace(BOOK, tax_rate=Decimal(7)))

    assert (found.key, found.rate) == (key, Decimal("19.60"))
    assert charged_rate(found) == (0 if key in NOT_CHARGED else Decimal("19.60"))
    assert tax_of([], BOOK) == Tax("VAT", Decimal(20), ADDED)
