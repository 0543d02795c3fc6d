"""Agreed prices: what always holds for any terms, the example of
docs/pricing.md, the limit, and every refusal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing.formula import KINDS, Facts, PriceBook, PricingProblem, price
from catalog.pricing.price_comparison import compare
from catalog.pricing.terms import (
    LONGEST_REASON,
    Adjustment,
    CustomLine,
    Terms,
    beyond_limit,
    price_agreed,
    taken_off,
)
from project.base.money import LARGEST, cents

from .test_formula import BOOK, book_with, cases, exact_half_up, order, section, table

CHEAPER = Adjustment("work", "article", Decimal(-10), "You sent the research")
INTERVIEW = CustomLine("1", "Interview", "An hour with your engineer", Decimal(40))
TERMS = Terms((CHEAPER,), (INTERVIEW,), discount_percent=Decimal(5))


def test_the_example_of_the_document() -> None:
    quote = price_agreed(replace(BOOK, minimum_charge=Decimal(0)), order(quantity=1_000), TERMS)
    printed = [Decimal(amount) for _, amount in table(section("## Agreed prices"), "Example, by")]
    assert [line.amount for line in quote.lines[:4]] == printed[:4]
    assert [quote.subtotal, quote.tax, quote.total] == printed[4:]
    assert cents(taken_off(quote)) == Decimal("18.53")
    assert f": {cents(taken_off(quote))}%." in section("## Agreed prices")


def test_what_each_agreed_line_says() -> None:
    quote = price_agreed(book_with(), order(quantity=1_000), TERMS)
    assert [(line.kind, line.key, line.label, line.rule) for line in quote.lines[1:]] == [
        ("adjustment", "work:article", "Adjustment to “Article”", "You sent the research"),
        ("custom", "1", "Interview", "An hour with your engineer"),
        ("discount", "", "Discount", "5% of the lines above, agreed with you"),
    ]


def test_the_minimum_is_that_of_the_list_price_and_can_be_changed_like_any_line() -> None:
    listed = price(BOOK, order())
    top_up = listed.lines[1]
    waived = Adjustment("minimum", "", -top_up.amount, "A first order")
    quote = price_agreed(BOOK, order(), Terms((waived,), (INTERVIEW,)))
    assert quote.lines[:2] == listed.lines[:2]
    assert quote.subtotal == Decimal("8.50") + Decimal("40.00")


@pytest.mark.parametrize(
    ("terms", "percent"),
    [
        (Terms(), "0"),
        (Terms(discount=Decimal(10)), "10"),
        (Terms(discount_percent=Decimal("12.50")), "12.50"),
        (Terms((replace(CHEAPER, delta=Decimal(-20)),)), "20"),
        (Terms((replace(CHEAPER, delta=Decimal(-20)),), discount=Decimal(10)), "30"),
        (Terms((replace(CHEAPER, delta=Decimal(20)),), discount=Decimal(10)), "10"),
        (Terms((), (replace(INTERVIEW, amount=Decimal(900)),), discount=Decimal(10)), "10"),
    ],
)
def test_what_is_taken_off_in_percent_of_the_list_price(terms: Terms, percent: str) -> None:
    listed = book_with(services={"article": replace(BOOK.services["article"], rate=Decimal(1))})
    assert taken_off(price_agreed(listed, order(quantity=100), terms)) == Decimal(percent)


def test_the_limit_holds_exactly_and_says_by_how_much_it_is_passed() -> None:
    listed = book_with(services={"article": replace(BOOK.services["article"], rate=Decimal(1))})
    at, past = (
        price_agreed(listed, order(quantity=30_000), Terms(discount=Decimal(off)))
        for off in ("3000", "3000.01")
    )
    assert beyond_limit(at, Decimal(10)) == ""
    assert beyond_limit(past, Decimal(10)) == (
        "You have reduced the list price by 10.01%. Your limit is 10%."
    )
    assert beyond_limit(past, None) == ""
    assert beyond_limit(price_agreed(listed, order(), Terms(discount=Decimal("0.01"))), Decimal(0))


WRONG: dict[str, tuple[Terms, str, str]] = {
    "unknown line": (Terms((replace(CHEAPER, key="poem"),)), "adjustments", "no longer part of the price"),
    "tax": (Terms((replace(CHEAPER, kind="tax", key=""),)), "adjustments", "no longer part of the price"),
    "twice": (Terms((CHEAPER, CHEAPER)), "adjustments", "You can adjust each line only once."),
    "no reason": (Terms((replace(CHEAPER, reason=" "),)), "adjustments", "Article: Enter a reason."),
    "long reason": (
        Terms((replace(CHEAPER, reason="x" * (LONGEST_REASON + 1)),)),
        "adjustments",
        "at most 300",
    ),
    "no amount": (
        Terms((replace(CHEAPER, delta=Decimal("0.004")),)),
        "adjustments",
        ": Enter an adjustment.",
    ),
    "below zero": (Terms((replace(CHEAPER, delta=Decimal("-85.01")),)), "adjustments", "below zero"),
    "too dear": (Terms((replace(CHEAPER, delta=LARGEST + 1),)), "adjustments", "too large"),
    "same own line": (Terms((), (INTERVIEW, INTERVIEW)), "customs", "same name"),
    "no label": (Terms((), (replace(INTERVIEW, label=" "),)), "customs", "characters for each custom line."),
    "long label": (
        Terms((), (replace(INTERVIEW, label="x" * 121),)),
        "customs",
        "characters for each custom line.",
    ),
    "own line without reason": (
        Terms((), (replace(INTERVIEW, reason=""),)),
        "customs",
        "Interview: Enter a reason.",
    ),
    "own line of nothing": (
        Terms((), (replace(INTERVIEW, amount=Decimal("0.004")),)),
        "customs",
        "above zero",
    ),
    "negative own line": (
        Terms((), (replace(INTERVIEW, amount=Decimal(-1)),)),
        "customs",
        "use the discount",
    ),
    "own line too dear": (
        Terms((), (replace(INTERVIEW, amount=LARGEST),)),
        "customs",
        "too much for a single order",
    ),
    "negative discount": (Terms(discount=Decimal("-0.01")), "discount", "Enter a discount of zero or more."),
    "negative percentage": (
        Terms(discount_percent=Decimal(-1)),
        "discount",
        "Enter a discount of zero or more.",
    ),
    "both": (Terms(discount=Decimal(1), discount_percent=Decimal(1)), "discount", "not both"),
    "all and more": (
        Terms(discount_percent=Decimal("100.01")),
        "discount",
        "Enter a percentage of 100 or less.",
    ),
    "thousandths": (Terms(discount_percent=Decimal("0.001")), "discount", "at most two decimal places"),
}


@pytest.mark.parametrize(("terms", "field", "words"), WRONG.values(), ids=list(WRONG))
def test_terms_that_have_no_price(terms: Terms, field: str, words: str) -> None:
    with pytest.raises(PricingProblem) as refused:
        price_agreed(BOOK, order(quantity=1_000), terms)
    assert list(refused.value.errors) == [field]
    assert words in refused.value.errors[field]


def test_everything_wrong_with_the_terms_is_said_at_once() -> None:
    terms = Terms((replace(CHEAPER, reason=""),), (replace(INTERVIEW, label=""),), discount=Decimal(-1))
    with pytest.raises(PricingProblem) as refused:
        price_agreed(BOOK, order(), terms)
    assert set(refused.value.errors) == {"adjustments", "customs", "discount"}


# What always holds
# ----------------------------------------------------------------------------------------------------

MONEY = st.decimals(min_value=Decimal("0.01"), max_value=5_000, places=2)


def fits(case: tuple[PriceBook, Facts]) -> bool:
    """Whether an order holds it, and leaves room for what is agreed on top."""
    try:
        return price(case[0], replace(case[1], discount=Decimal(0))).total < LARGEST / 2
    except PricingProblem:
        return False


PRICED = cases().filter(fits)


@st.composite
def agreements(draw: st.DrawFn) -> tuple[PriceBook, Facts, Terms]:
    """Any price with any terms that it allows."""
    book, facts = draw(PRICED)
    changes = [
        Adjustment(line.kind, line.key, draw(st.decimals(-line.amount, 5_000, places=2)), "Because")
        for line in price(book, replace(facts, discount=Decimal(0))).lines
        if line.kind != "tax" and draw(st.booleans())
    ]
    amounts = draw(st.lists(MONEY, max_size=3))
    off: dict[str, Any] = {}
    if draw(st.booleans()):
        name, most = draw(st.sampled_from([("discount", 100_000), ("discount_percent", 100)]))
        off[name] = draw(st.decimals(min_value=0, max_value=most, places=2))
    customs = tuple(
        CustomLine(f"{at}", f"Extra {at}", "Because", amount) for at, amount in enumerate(amounts)
    )
    return book, facts, Terms(tuple(change for change in changes if change.delta), customs, **off)


@given(agreements())
def test_the_total_is_the_plain_sum_of_the_lines(case: tuple[PriceBook, Facts, Terms]) -> None:
    quote = price_agreed(*case)
    assert quote.total == sum(line.amount for line in quote.lines)
    assert quote.subtotal >= 0 and quote.tax >= 0
    assert quote.tax == cents(quote.subtotal * case[0].tax_rate / 100)


@given(agreements())
def test_each_line_is_its_own_numbers_and_fits_its_columns(case: tuple[PriceBook, Facts, Terms]) -> None:
    for line in price_agreed(*case).lines:
        assert line.amount == exact_half_up(line)
        assert str(line.amount) != "-0.00"
        assert line.base == line.base.quantize(Decimal("0.0001"))
        assert line.multiplier == line.multiplier.quantize(Decimal("0.000001"))
        assert line.label and line.rule and len(line.label) <= 160


@given(agreements())
def test_the_list_price_stays_in_front_and_each_line_has_its_own_place(
    case: tuple[PriceBook, Facts, Terms],
) -> None:
    book, facts, terms = case
    quote = price_agreed(book, facts, terms)
    listed = [line for line in price(book, replace(facts, discount=Decimal(0))).lines if line.kind != "tax"]
    assert list(quote.lines[: len(listed)]) == listed
    places = [KINDS.index(line.kind) for line in quote.lines]
    assert places == sorted(places)
    assert len({(line.kind, line.key) for line in quote.lines}) == len(quote.lines)


@given(PRICED)
def test_without_terms_it_is_the_list_price(case: tuple[PriceBook, Facts]) -> None:
    book, facts = case
    listed = price(book, replace(facts, discount=Decimal(0)))
    assert price_agreed(book, facts, Terms()) == listed
    assert taken_off(listed) == 0


@given(agreements())
def test_what_is_taken_off_is_never_hidden_by_what_is_added(case: tuple[PriceBook, Facts, Terms]) -> None:
    book, facts, terms = case
    listed = price(book, replace(facts, discount=Decimal(0))).subtotal
    cheaper = -sum((change.delta for change in terms.adjustments if change.delta < 0), Decimal(0))
    off = taken_off(price_agreed(book, facts, terms))
    assert off >= 0
    if listed:
        assert off * listed >= cheaper * 100 - Decimal("1e-9")


@given(agreements())
def test_changes_between_two_prices_account_for_the_whole_difference(
    case: tuple[PriceBook, Facts, Terms],
) -> None:
    book, facts, terms = case
    old, new = price_agreed(book, facts, Terms()), price_agreed(book, facts, terms)
    zero = Decimal(0)
    moved = [change for change in compare(old, new) if change.label != "Total"]
    assert (
        sum(((change.new or zero) - (change.old or zero) for change in moved), zero) == new.total - old.total
    )
