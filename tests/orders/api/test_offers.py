"""Giving work out by the API, and the writer's answer."""

from __future__ import annotations

import pytest

from orders.models import Offer, Order
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story
from tests.orders.helpers.api import NEVER, ORDERS, Desk
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Story(cast), monkeypatch)


def key(cast: Cast, name: str) -> str:
    return str(getattr(cast, name).membership.public_id)


def test_offered_withdrawn_declined_accepted(desk: Desk, cast: Cast) -> None:
    both = {"writers": [key(cast, "wendell"), key(cast, "wanda")], "fee": "90.00"}

    made = desk.does("max", "offer", both)

    assert (made.status, made.json["state"]) == (200, "offered")
    told = {(row["writer"]["id"], row["fee"], row["state"]) for row in made.json["offers"]}
    assert told == {(key(cast, name), "90.00", "open") for name in ("wendell", "wanda")}
    assert desk.does("max", "offer", both).status == 200 and Offer.objects.count() == 2
    assert desk.does("max", "withdraw-offer", {"writer": key(cast, "wanda")}).json["state"] == "offered"
    assert desk.does("wanda", "accept-offer").status == 409
    assert desk.does("wendell", "decline-offer", {"reason": "Busy"}).status == 204
    assert desk.does("wendell", "decline-offer").status == 204
    assert desk.read("max")["state"] == "placed"
    assert {row["reason"] for row in desk.read("max")["offers"]} == {"", "Busy"}
    desk.does("max", "offer", {"writers": [key(cast, "wendell")], "fee": "95.5"})
    taken = desk.does("wendell", "accept-offer")
    assert (taken.json["state"], taken.json["fee"], taken.json["price"]) == ("assigned", "95.50", None)
    assert desk.does("wendell", "accept-offer").json["state"] == "assigned"
    assert desk.story.order.events.filter(verb="accept_offer").count() == 1


def test_assigned_and_reassigned(desk: Desk, cast: Cast) -> None:
    given = {"writer": key(cast, "wendell"), "fee": "90.00"}

    assert desk.does("max", "assign", given).json["writer"]["id"] == key(cast, "wendell")
    assert desk.does("max", "assign", given).status == 200
    again = desk.does("max", "assign", {**given, "fee": "80.00"})
    assert (again.status, again.json["state"]) == (409, "assigned")
    assert "reassign" in again.json["allowed"] and "assign" in again.json["blocked"]
    assert desk.does("max", "reassign", given).errors.keys() == {"writer"}
    new = desk.does("max", "reassign", {"writer": key(cast, "wanda"), "fee": "70.00"})
    assert new.json["writer"]["id"] == key(cast, "wanda")
    assert desk.api("wendell").get(desk.path).status == 404


@pytest.mark.parametrize("verb", ["offer", "assign"])
@pytest.mark.parametrize(
    ("name", "status"),
    [("clara", 403), ("sam", 403), ("wendell", 404), ("edith", 404), ("nick", 404), ("mara", 404)],
)
def test_who_gives_no_work_out(desk: Desk, cast: Cast, verb: str, name: str, status: int) -> None:
    body = {"writers": [key(cast, "wanda")]} if verb == "offer" else {"writer": key(cast, "wanda")}

    answer = desk.does(name, verb, {**body, "fee": "90.00"})

    assert answer.status == status and not Offer.objects.exists()
    if status == 404:
        never = desk.api(name).post(f"{NEVER}{verb}/", {**body, "fee": "90.00"})
        assert answer.response.content == never.response.content


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"writers", "fee"}),
        ({"writers": [], "fee": "90.00"}, {"writers"}),
        ({"writers": ["2222222222"], "fee": "90.00"}, {"writers"}),
        ({"writers": "all", "fee": "90.00"}, {"writers"}),
        ({"writers": ["x"], "fee": 90}, {"writers.0", "fee"}),
        ({"writers": ["2222222222"], "fee": "2000000.00"}, {"writers", "fee"}),
        ({"writers": ["2222222222"], "fee": "90.00", "hours": 3}, {"hours"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk: Desk, body: dict, wrong: set) -> None:
    answer = desk.does("max", "offer", body)

    assert (answer.status, set(answer.errors)) == (400, wrong), answer


def test_why_a_writer_cannot_take_it(desk: Desk, cast: Cast) -> None:
    answer = desk.does("max", "assign", {"writer": key(cast, "edith"), "fee": "90.00"})
    assert answer.errors.keys() == {"writer"}
    assert desk.does("max", "withdraw-offer", {"writer": key(cast, "wanda")}).status == 404


def test_only_writers_answer_offers(desk: Desk) -> None:
    for name in ("clara", "edith", "max"):
        assert desk.does(name, "accept-offer").status == desk.does(name, "decline-offer").status == 403
    assert desk.does("nora", "accept-offer").status == desk.does("wanda", "accept-offer").status == 404


def test_several_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).in_progress()
    stop_clock(monkeypatch, story.now)
    free = [place_order(cast.clara, now=story.now).number for _n in range(2)]
    api, path = Api(cast.max), f"{ORDERS}offer-several/"
    rows = [{"number": number, "fee": "60.00"} for number in (*free, story.order.number)]

    told = api.post(path, {"orders": rows, "writers": [key(cast, "wendell"), key(cast, "wanda")], "hours": 5})

    found = {row["number"]: row for row in told.json["results"]}
    assert [found[number]["done"] for number in (*free, story.order.number)] == [True, True, False]
    assert found[story.order.number]["reasons"]
    assert set(Order.objects.filter(number__in=free).values_list("state", flat=True)) == {"offered"}
    given = api.post(f"{ORDERS}assign-several/", {"orders": rows[:2], "writer": key(cast, "wanda")})
    assert [row["done"] for row in given.json["results"]] == [True, True]
    assert api.post(path, {"orders": rows + rows[:1], "writers": [key(cast, "wanda")]}).errors.keys() == {
        "orders"
    }
    strange = [{"number": "NOR-2026-00001", "fee": "1.00"}]
    assert api.post(path, {"orders": strange, "writers": [key(cast, "wanda")]}).errors.keys() == {"orders"}
    wrong = api.post(f"{ORDERS}assign-several/", {"orders": rows[:1], "writer": "2222222222"})
    assert wrong.errors.keys() == {"writer"}
    for name in ("clara", "sam", "wendell", "nick"):
        body = {"orders": rows[:1], "writers": [key(cast, "wanda")]}
        assert Api(getattr(cast, name)).post(path, body).status == 403
