"""Estimates by the API: the numbers of the calculator."""

from __future__ import annotations

import pytest

from catalog.forms.calculator import CalculatorForm
from catalog.pricing.offering import current_offering
from project.base import clock
from project.base.money import format_money
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser

pytestmark = pytest.mark.django_db
PATH = "orders/estimate/"


def choice(cast: Cast) -> dict:
    offering = current_offering(cast.inkwell)
    return {
        "service": offering.services[0].key,
        "quantity": 900,
        "quality": offering.qualities[-1].key,
        "addons": [row.key for row in offering.addons[:2]],
    }


def test_the_same_price_by_each_door(cast: Cast) -> None:
    said = choice(cast)
    visitor = Api(None, cast.inkwell)

    posted = visitor.post(PATH, said)
    query = (
        f"service={said['service']}&quantity=900&quality={said['quality']}&addons={','.join(said['addons'])}"
    )
    asked = visitor.get(f"{PATH}?{query}")

    form = CalculatorForm(said, offering=current_offering(cast.inkwell), now=clock.now())
    assert form.is_valid() and form.price is not None
    assert posted.status == asked.status == 200 and posted.json == asked.json
    assert posted.json["total"] == f"{form.price.total:.2f}"
    assert len(posted.json["lines"]) == len(form.price.lines)
    assert posted.json["price_version"] == form.price.book_version
    page = browser(None, cast.inkwell).get("/services/", {**said, "pace": ""})
    assert format_money(form.price.total, form.price.currency) in page.content.decode()
    assert Api(cast.wendell).post(PATH, said).json == posted.json


def test_a_pace_costs_more(cast: Cast) -> None:
    said, api = choice(cast), Api(None, cast.inkwell)
    pace = current_offering(cast.inkwell).urgencies[0].key

    usual, urgent = api.post(PATH, {**said, "pace": None}), api.post(PATH, {**said, "pace": pace})

    assert float(urgent.json["total"]) > float(usual.json["total"])


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"service": "no-such-service"}, {"service"}),
        ({"quality": None}, {"quality"}),
        ({"quantity": 0}, {"quantity"}),
        ({"quantity": 1}, {"quantity"}),
        ({"quantity": "900"}, {"quantity"}),
        ({"pace": "yesterday"}, {"pace"}),
        ({"addons": ["no-such-addon"]}, {"addons"}),
        ({"total": "1.00"}, {"total"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, change: dict, fields: set) -> None:
    answer = Api(None, cast.inkwell).post(PATH, {**choice(cast), **change})

    assert (answer.status, set(answer.errors)) == (400, fields), answer


def test_nothing_is_assumed(cast: Cast) -> None:
    assert set(Api(None, cast.inkwell).post(PATH, {}).errors) == {"service", "quantity", "quality"}
    assert set(Api(None, cast.inkwell).get(PATH).errors) == {"service", "quantity", "quality"}
    assert set(Api(None, cast.inkwell).get(f"{PATH}?color=1").errors) >= {"color"}
