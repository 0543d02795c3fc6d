"""The assignment desk, waiting lists and exceptions by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.models import Order
from tests.helpers.api import Api
from tests.helpers.capacity import capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, place_order
from tests.orders.helpers.support import stop_clock
from writers.models import EligibilityOverride, WaitingPlace

pytestmark = pytest.mark.django_db
ASSIGNMENTS, LISTS = "writer-management/assignments/", "writer-management/waiting-lists/"


@pytest.fixture(autouse=True)
def _at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + HOUR)


def listed(cast: Cast, *names: str, fee: str = "90.00") -> dict[str, Any]:
    ids = [getattr(cast, name).membership.public_id for name in names]
    return {"places": [{"writer": key, "fee": fee} for key in ids], "hours": 24}


def test_candidates_of_an_order_with_codes(cast: Cast) -> None:
    order = place_order(cast.clara)
    capacity(cast.wanda, accepting=False)

    found = Api(cast.max).get(f"{ASSIGNMENTS}{order.number}/candidates/").json["candidates"]

    wendell, wanda = found
    assert (wendell["writer"]["name"], wendell["can"], wendell["reasons"]) == ("Wendell H.", True, [])
    assert wendell["score"] == sum(part["points"] for part in wendell["parts"])
    assert wanda["reasons"] == [{"code": "not_accepting", "hard": False, "words": "Not accepting new work."}]


def test_waiting_orders_with_their_best_writers(cast: Cast) -> None:
    order, api = place_order(cast.clara), Api(cast.max)

    (row,) = api.get(ASSIGNMENTS).results

    assert (row["order"], row["state"]) == (order.number, "placed")
    assert [one["writer"]["name"] for one in row["candidates"]] == ["Wendell H.", "Wanda K."]
    assert api.get(f"{ASSIGNMENTS}?due=day").results == []
    assert api.get(f"{ASSIGNMENTS}?service={order.service.key}").results == [row]
    assert api.get(f"{ASSIGNMENTS}?due=year").status == 400


def test_the_list_costs_the_same_with_one_order_and_with_three(cast: Cast) -> None:
    api, counted = Api(cast.max), []
    api.get(ASSIGNMENTS)
    for _number in range(3):
        place_order(cast.clara)
        with CaptureQueriesContext(connection) as queries:
            api.get(ASSIGNMENTS)
        counted.append(len(queries))

    assert counted[0] == counted[1] == counted[2]


def test_a_waiting_list_is_set_read_and_cancelled(cast: Cast) -> None:
    order, api = place_order(cast.clara), Api(cast.max)
    path = f"{LISTS}{order.number}/"
    assert api.get(path).json["places"] == []

    made = api.put(path, listed(cast, "wanda", "wendell"))

    assert (made.status, [place["state"] for place in made.json["places"]]) == (200, ["asked", "waiting"])
    assert api.put(path, listed(cast, "wanda", "wendell")).json == made.json
    assert api.get(path).json == made.json
    assert api.delete(path).status == 204
    assert api.delete(path).status == 204
    assert not WaitingPlace.objects.live().exists()


def test_refusals_of_a_list(cast: Cast) -> None:
    order, api = place_order(cast.clara), Api(cast.max)
    path = f"{LISTS}{order.number}/"

    assert api.put(path, listed(cast, "edith")).errors.keys() == {"places"}
    assert api.put(path, listed(cast, "nora")).errors.keys() == {"places"}
    assert api.put(path, listed(cast, "wanda", "wanda")).errors.keys() == {"places"}
    assert api.put(path, listed(cast)).status == 400
    assert Api(cast.sam).get(path).status == 403
    assert Api(cast.clara).get(path).status == 403
    assert Api(cast.wendell).get(path).status == 404
    assert Api(cast.mara, cast.northwind).get(path).status == 404


@pytest.mark.parametrize("verb", ["offer", "assign", "offer-several", "assign-several"])
def test_an_exception_needs_a_reason(cast: Cast, verb: str) -> None:
    order, api = place_order(cast.clara), Api(cast.max)
    capacity(cast.wendell, accepting=False)
    key = cast.wendell.membership.public_id
    who: dict[str, Any] = {"writers": [key]} if verb.startswith("offer") else {"writer": key}
    several = verb.endswith("several")
    body = who | ({"orders": [{"number": order.number, "fee": "90.00"}]} if several else {"fee": "90.00"})
    path = f"orders/orders/{verb}/" if several else f"orders/orders/{order.number}/{verb}/"

    refused = api.post(path, body)
    assert refused.json["results"][0]["done"] is False if several else refused.status == 400
    assert not EligibilityOverride.objects.exists()

    assert api.post(path, body | {"override": "He agreed by phone"}).status == 200
    row = EligibilityOverride.objects.get()
    assert (row.codes, row.reason, row.member) == (
        ["not_accepting"],
        "He agreed by phone",
        cast.wendell.membership,
    )
    assert Order.objects.get().state in ("offered", "assigned")
    assert api.post(path, body | {"override": "x" * 301}).status == 400
