"""Volume tiers: the example of docs/pricing.md, what always holds, and what a quote makes of them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing import formula
from catalog.pricing.formula import Facts, PriceBook, PricingProblem, VolumeTier
from catalog.pricing.terms import Adjustment, CustomLine, Terms, price_agreed, taken_off
from orders.pricing.promised import Promised
from project.base.money import cents
from tests.catalog.pricing.test_formula import BOOK, cases, number, order, section, table

HUNDRED = Decimal(100)
TEXT = section("## Volume tiers")
TIERS = tuple(
    VolumeTier(f"t{at}", name, int(number(name)), number(off))
    for at, (name, off) in enumerate(table(TEXT, "Volume tier"))
)
VOLUMES = replace(BOOK, volumes=TIERS)
#: Any steps, sensible or not, from the fewest pieces on.
STEPS = st.lists(
    st.tuples(st.integers(2, 600), st.decimals(min_value=Decimal("0.01"), max_value=100, places=2)),
    max_size=5,
    unique_by=lambda step: step[0],
).map(lambda steps: tuple(VolumeTier(f"v{n}", f"From {n}", n, off) for n, off in sorted(steps)))


def with_tiers(book: PriceBook, *steps: tuple[int, Any]) -> PriceBook:
    tiers = (VolumeTier(f"v{n}", f"From {n}", n, Decimal(off)) for n, off in steps)
    return replace(book, volumes=tuple(tiers))


def test_the_example_of_the_document() -> None:
    facts = order(quantity=1_210, addons=("source-list",), volume=12)
    quote = formula.price(VOLUMES, facts)
    rows = {row[0]: Decimal(row[2]) for row in table(TEXT, "Article, 1,210 words")}
    assert {line.label: line.amount for line in quote.lines} | {
        "Net": quote.subtotal,
        "Total": quote.total,
    } == rows
    assert f"12 × {quote.total} = {12 * quote.total:,}." in TEXT
    line = quote.lines[2]
    assert (line.base, line.multiplier) == (Decimal("121.00"), Decimal("-0.05"))
    assert line.rule == "5% of the lines above, for pieces commissioned together"


@pytest.mark.parametrize(("pieces", "percent"), [(1, None), (9, None), (10, 5), (24, 5), (25, 10), (500, 10)])
def test_the_tier_that_is_reached(pieces: int, percent: int | None) -> None:
    tier = VOLUMES.volume(pieces)
    assert (tier and tier.percent) == percent


def test_of_the_tiers_that_are_reached_the_one_with_the_most_off_counts() -> None:
    book = with_tiers(BOOK, (5, "20"), (10, "10"))
    assert [line.key for line in formula.price(book, order(volume=12)).lines if line.kind == "volume"] == [
        "v5"
    ]


def test_it_is_taken_of_the_minimum_too_and_before_a_discount() -> None:
    quote = formula.price(with_tiers(BOOK, (2, "50")), order(volume=2, discount=Decimal(100)))
    assert [(line.kind, line.amount) for line in quote.lines] == [
        ("work", Decimal("8.50")),
        ("minimum", Decimal("51.50")),
        ("volume", Decimal("-30.00")),
        ("discount", Decimal("-30.00")),
        ("tax", Decimal("0.00")),
    ]


def test_less_than_half_a_cent_is_no_line() -> None:
    book = replace(with_tiers(BOOK, (2, "0.01")), minimum_charge=Decimal(0))
    assert "volume" not in {line.kind for line in formula.price(book, order(volume=2)).lines}


@pytest.mark.parametrize("pieces", [0, -1])
def test_nobody_commissions_less_than_one_piece(pieces: int) -> None:
    with pytest.raises(PricingProblem) as refused:
        formula.price(BOOK, order(volume=pieces))
    assert set(refused.value.errors) == {"volume"}


@given(cases(), STEPS, st.integers(1, 700), st.integers(1, 700))
def test_no_piece_is_dearer_among_more(
    case: tuple[PriceBook, Facts], tiers: tuple[VolumeTier, ...], one: int, other: int
) -> None:
    book, facts = replace(case[0], volumes=tiers), case[1]
    few, many = sorted((one, other))
    totals = [formula.price(book, replace(facts, volume=pieces)).total for pieces in (few, many)]
    assert totals[1] <= totals[0]


@given(cases(), STEPS, st.integers(1, 700))
def test_the_line_is_its_own_numbers_and_the_total_their_sum(
    case: tuple[PriceBook, Facts], tiers: tuple[VolumeTier, ...], pieces: int
) -> None:
    book, facts = replace(case[0], volumes=tiers), replace(case[1], volume=pieces)
    quote = formula.price(book, facts)
    alone = formula.price(book, replace(facts, volume=1))
    assert quote.total == sum(line.amount for line in quote.lines) >= 0
    before = sum(line.amount for line in alone.lines if line.kind not in ("discount", "tax"))
    for line in quote.lines:
        if line.kind == "volume":
            assert (line.base, line.amount) == (before, cents(line.base * line.multiplier))
            assert -before <= line.amount < 0 and str(line.amount) != "-0.00"
    kept = [line for line in quote.lines if line.kind not in ("volume", "discount", "tax")]
    assert kept == [line for line in alone.lines if line.kind not in ("discount", "tax")]


def test_a_quote_agrees_on_top_of_it() -> None:
    terms = Terms(
        (Adjustment("work", "article", Decimal("-10"), "A friend"),),
        (CustomLine("own", "Interview", "An hour", Decimal(40)),),
        discount_percent=Decimal(5),
    )
    quote = price_agreed(VOLUMES, order(quantity=1_000, volume=12), terms)
    assert [(line.kind, line.amount) for line in quote.lines] == [
        ("work", Decimal("85.00")),
        ("volume", Decimal("-4.25")),
        ("adjustment", Decimal("-10.00")),
        ("custom", Decimal("40.00")),
        ("discount", Decimal("-5.54")),
        ("tax", Decimal("19.99")),
    ]
    assert taken_off(quote) == Decimal("15.54") * HUNDRED / Decimal("80.75")  # the tier is the list price


def test_its_line_cannot_be_adjusted() -> None:
    (tier,) = {line.key for line in formula.price(VOLUMES, order(volume=12)).lines if line.kind == "volume"}
    with pytest.raises(PricingProblem):
        price_agreed(
            VOLUMES,
            order(quantity=1_000, volume=12),
            Terms((Adjustment("volume", tier, Decimal(1), "Because"),)),
        )


@given(cases(), STEPS, st.integers(1, 700))
def test_an_order_without_its_named_writer_costs_what_it_would_have_cost(
    case: tuple[PriceBook, Facts], tiers: tuple[VolumeTier, ...], pieces: int
) -> None:
    book = replace(case[0], volumes=tiers)
    facts = replace(case[1], volume=pieces, preferred_writer=True)
    lines = formula.price(book, facts).lines
    promised = Promised(lines, book.minimum_charge, frozenset())
    unnamed = formula.price(book, replace(facts, preferred_writer=False))
    # A discount in money is stored as what it took off: it may be cut short by a price near nothing.
    if not any(line.kind == "discount" for line in lines):
        assert promised.total(named=False) == unnamed.total


def test_the_words_of_the_document_name_every_tier() -> None:
    assert [int(found) for found in re.findall(r"From (\d+) pieces", TEXT)] == [t.from_pieces for t in TIERS]
