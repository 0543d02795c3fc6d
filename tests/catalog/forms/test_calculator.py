"""What the calculator takes from an address: each field within its bounds, else refused beside it."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from catalog.forms.calculator import CalculatorForm, begun, usual_quantity
from catalog.pricing.offering import current_offering
from tests.helpers.cast import START, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
GOOD = "service=article&quantity=1%2C200&quality=premium&pace=same-day&addons=seo&addons=second-reader"


def form_of(cast: Cast, query: str) -> CalculatorForm:
    offering = current_offering(cast.inkwell)
    return CalculatorForm(begun(QueryDict(query), offering), offering=offering, now=START)


def test_a_choice_has_its_price(cast: Cast) -> None:
    """1,200 x 0.24 x 1.35 x 1.8 = 699.84; 60; 18 % of the work = 125.97; 20 % tax."""
    form = form_of(cast, GOOD)

    assert form.is_valid() and form.price is not None
    assert [str(line.amount) for line in form.price.lines] == ["699.84", "60.00", "125.97", "177.16"]
    assert str(form.price.total) == "1062.97"


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("quantity=", "quantity", "Order between 200 and 8,000 words."),
        ("quantity=x", "quantity", "whole number"),
        ("quantity=-5", "quantity", "whole number"),
        ("quantity=1_0", "quantity", "whole number"),
        ("quantity=199", "quantity", "Order between 200 and 8,000 words."),
        ("quantity=8001", "quantity", "Order between 200 and 8,000 words."),
        ("service=website-copy&quantity=61", "quantity", "Order between 1 and 60 pages."),
        ("service=", "service", "Choose a service."),
        ("service=none", "service", "from the list"),
        ("quality=", "quality", "Choose a quality tier."),
        ("quality=none", "quality", "from the list"),
        ("pace=none", "pace", "from the list"),
        ("addons=none", "addons", "from the list"),
    ],
)
def test_what_has_no_price_is_refused_beside_its_field(
    cast: Cast, query: str, field: str, words: str
) -> None:
    form = form_of(cast, query)

    assert not form.is_valid() and form.price is None
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])


def test_everything_wrong_is_said_at_once(cast: Cast) -> None:
    form = form_of(cast, "service=x&quantity=y&quality=z&pace=p&addons=a")

    assert list(form.errors) == ["service", "quantity", "quality", "pace", "addons"]


@pytest.mark.parametrize("query", ["", "utm_source=letter", "service=biography"])
def test_it_begins_with_a_price(cast: Cast, query: str) -> None:
    form = form_of(cast, query)

    assert form.is_valid(), form.errors
    rate = form.offering.book.services[form.cleaned_data["service"].key]
    assert form.cleaned_data["quantity"] == usual_quantity(rate)
    assert form.cleaned_data["pace"] is None and form.cleaned_data["addons"] == []
