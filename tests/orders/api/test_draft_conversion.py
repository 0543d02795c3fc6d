"""A draft becomes an order, by the API."""

from __future__ import annotations

from typing import Any

import pytest

from drafts.models import OrderDraft
from orders.models import Order
from project.base import clock
from quotes.actions import asking
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft
from tests.helpers.races import race

pytestmark = pytest.mark.django_db
PATH = "orders/order-drafts/"


def ready(cast: Cast, **fields: Any) -> str:
    draft = make_draft(cast.clara, now=clock.now(), **fields)
    return f"{PATH}{draft.public_id}/"


def test_placed_once_at_the_price_that_was_accepted(cast: Cast) -> None:
    api, address = Api(cast.clara), ready(cast)
    total = api.post(f"{address}calculate-price/").json["total"]

    placed = api.post(f"{address}convert-to-order/", {"total": total, "version": 1})
    again = api.post(f"{address}convert-to-order/", {"total": "1.00"})

    order = Order.objects.get()
    assert (placed.status, again.status) == (201, 200) and placed.json == again.json
    assert (placed.json["number"], placed.json["total"]) == (order.number, total)
    assert placed.headers["Location"] == f"/api/v1/orders/orders/{order.number}/"
    draft = api.get(address).json
    assert draft["order"] == order.number and draft["converted_at"]


def test_one_key_gets_one_answer(cast: Cast) -> None:
    api, address = Api(cast.clara), ready(cast)
    total = api.get(address).json["estimated_price"]
    key = {"Idempotency-Key": "order-once"}
    first, again = (api.post(f"{address}convert-to-order/", {"total": total}, **key) for _ in range(2))
    assert first.status == again.status == 201 and first.json == again.json
    assert first.headers["Location"] == again.headers["Location"]


def test_a_price_that_is_another_by_now(cast: Cast) -> None:
    api, address = Api(cast.clara), ready(cast)

    moved = api.post(f"{address}convert-to-order/", {"total": "1.00"})

    assert moved.status == 409 and moved.json["type"] == "urn:quillhouse:problem:price-moved"
    assert moved.json["current"] == api.post(f"{address}calculate-price/").json
    assert not Order.objects.exists()
    placed = api.post(f"{address}convert-to-order/", {"total": moved.json["current"]["total"]})
    assert placed.status == 201


def test_a_text_that_is_another_by_now(cast: Cast) -> None:
    api, address = Api(cast.clara), ready(cast)
    changed = api.patch(address, {"tone": "Dry", "version": 1}).json
    body = {"total": changed["estimated_price"]}

    stale = api.post(f"{address}convert-to-order/", body, **{"If-Match": '"1"'})

    assert stale.status == 409 and stale.json["current"] == changed
    assert api.post(f"{address}convert-to-order/", {**body, "version": 2}).status == 201


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"title": ""}, {"title"}),
        ({"brief": "Too short", "deadline": None}, {"brief", "deadline"}),
        ({"service": None, "quality": None, "quantity": None}, {"service", "quality", "quantity"}),
    ],
)
def test_what_is_missing_stands_beside_its_field(cast: Cast, fields: dict, names: set) -> None:
    answer = Api(cast.clara).post(f"{ready(cast, **fields)}convert-to-order/", {"total": "1.00"})
    assert (answer.status, set(answer.errors)) == (400, names)


@pytest.mark.parametrize("body", [{}, {"total": 12}, {"total": "12.345"}, {"total": "-1.00"}])
def test_the_price_has_to_be_accepted(cast: Cast, body: dict) -> None:
    answer = Api(cast.clara).post(f"{ready(cast)}convert-to-order/", body)
    assert (answer.status, set(answer.errors)) == (400, {"total"})
    assert not Order.objects.exists()


def test_a_draft_that_a_quote_holds(cast: Cast) -> None:
    address = ready(cast)
    asking.ask_quote(actor=cast.clara, draft=OrderDraft.objects.get(), wish="", now=clock.now())
    answer = Api(cast.clara).post(f"{address}convert-to-order/", {"total": "1.00"})
    assert answer.status == 409 and "quote" in answer.json["detail"]


def test_others(cast: Cast) -> None:
    address = f"{ready(cast)}convert-to-order/"
    body = {"total": "1.00"}
    never = Api(cast.nick).post(f"{PATH}2222222222/convert-to-order/", body)
    foreign = Api(cast.nick).post(address, body)
    assert foreign.status == 404 and foreign.response.content == never.response.content
    assert Api(None, cast.inkwell).post(address, body).status == 401
    for member in (cast.wendell, cast.edith, cast.sam, cast.max):
        assert Api(member).post(address, body).status == 403


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment(cast: Cast) -> None:
    address = ready(cast)
    total = Api(cast.clara).get(address).json["estimated_price"]
    callers = [Api(cast.clara) for _ in range(4)]

    answers = race(
        [lambda api=api: api.post(f"{address}convert-to-order/", {"total": total}) for api in callers]
    )

    assert sorted(answer.status for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json["number"] for answer in answers}) == 1 and Order.objects.count() == 1
