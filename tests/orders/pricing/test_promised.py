"""What is taken back for a preferred writer is what the order would have cost less without one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing.formula import Price, PriceBook
from catalog.pricing.terms import Adjustment, CustomLine, Terms, price_agreed
from orders.pricing.promised import surcharge_of
from tests.catalog.pricing.test_formula import BOOK, order

#: Of 20 cents a word, so that every amount below is round: 500 words are 100.00, the surcharge is 20.00.
WORD = Decimal("0.2")
SURCHARGE = ("surcharge", "preferred")


def book(**changes: Any) -> PriceBook:
    services = {key: replace(each, rate=WORD) for key, each in BOOK.services.items()}
    facts = {"minimum_charge": Decimal(0), "tax_rate": Decimal(0), "preferred_surcharge": Decimal(20)}
    return replace(BOOK, services=services, **{**facts, **changes})


def both(prices: PriceBook, terms: Terms, **facts: Any) -> tuple[Price, Price]:
    """The price with a preferred writer, and that of the same on the same terms without one."""
    kept = tuple(each for each in terms.adjustments if (each.kind, each.key) != SURCHARGE)
    return (
        price_agreed(prices, order(preferred_writer=True, **facts), terms),
        price_agreed(prices, order(**facts), replace(terms, adjustments=kept)),
    )


def taken_back(price: Price, minimum: Decimal) -> Decimal:
    """Of lines as the database gives them back."""
    places = {"base": Decimal("0.0001"), "multiplier": Decimal("0.000001"), "amount": Decimal("0.01")}
    rows: list[Any] = [
        SimpleNamespace(
            kind=line.kind,
            key=line.key,
            **{name: getattr(line, name).quantize(unit) for name, unit in places.items()},
        )
        for line in price.lines
    ]
    return surcharge_of(rows, minimum)


def changed(delta: int) -> Terms:
    return Terms((Adjustment(*SURCHARGE, Decimal(delta), "Agreed"),))


@pytest.mark.parametrize(
    ("terms", "facts", "expected"),
    [
        (Terms(), {}, "20"),
        (Terms(), {"tax_rate": Decimal(20)}, "24"),
        (changed(-20), {"tax_rate": Decimal(20)}, "0"),
        (changed(-15), {}, "5"),
        (changed(10), {}, "30"),
        (Terms(discount_percent=Decimal(10)), {}, "18"),
        (Terms(discount=Decimal(30)), {}, "20"),
        (Terms(discount=Decimal(110)), {}, "10"),
        (Terms(), {"minimum_charge": Decimal(110)}, "10"),
        (Terms(), {"minimum_charge": Decimal(130)}, "0"),
        (Terms((Adjustment("work", "article", Decimal(-50), "Agreed"),)), {}, "20"),
    ],
)
def test_what_it_cost(terms: Terms, facts: dict[str, Any], expected: str) -> None:
    prices = book(**facts)

    dear, _plain = both(prices, terms, quantity=500)

    assert taken_back(dear, prices.minimum_charge) == Decimal(expected)


@given(
    quantity=st.integers(50, 2_000),
    minimum=st.integers(0, 300),
    tax=st.sampled_from(["0", "7", "19.6", "20"]),
    delta=st.integers(-9, 40).filter(bool),
    percent=st.integers(0, 100),
    discount=st.integers(0, 500),
)
def test_it_is_the_difference_of_two_prices(
    quantity: int, minimum: int, tax: str, delta: int, percent: int, discount: int
) -> None:
    prices = book(minimum_charge=Decimal(minimum), tax_rate=Decimal(tax))
    adjusted = changed(delta) if quantity >= 250 else Terms()
    off = {"discount_percent": Decimal(percent)} if percent else {"discount": Decimal(discount)}
    own = CustomLine("1", "Interview", "An hour with your engineer", Decimal(40))
    terms = replace(adjusted, customs=(own,), **off)

    dear, plain = both(prices, terms, quantity=quantity)

    found = taken_back(dear, prices.minimum_charge)
    assert found == max(dear.total - plain.total, Decimal(0))
