"""Rates, levels and who holds which, by the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.orders.helpers.api import queries
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.rates import set_rate
from writers.actions import levels as acts

pytestmark = pytest.mark.django_db
RATES, LEVELS, HELD = (f"writer-management/{name}/" for name in ("rates", "levels", "held-levels"))
TODAY = START.date().isoformat()


@pytest.fixture(autouse=True)
def _at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)


def later(days: int) -> str:
    return (START.date() + dt.timedelta(days)).isoformat()


def test_levels(cast: Cast) -> None:
    api = Api(cast.max)

    made = api.post(LEVELS, {"name": "Senior", "position": 20})

    assert (made.status, made.headers["Location"]) == (201, f"/api/v1/{LEVELS}{made.json['id']}/")
    one = f"{LEVELS}{made.json['id']}/"
    assert api.post(LEVELS, {"name": "SENIOR"}).errors.keys() == {"name"}
    assert api.patch(one, {"position": 5}).json == {**made.json, "position": 5}
    assert api.post(f"{one}archive/").json["archived"] is True
    assert api.post(f"{one}restore/").json["archived"] is False
    assert api.get(LEVELS).results == [api.get(one).json]


def test_rates(cast: Cast) -> None:
    api, service = Api(cast.max), place_order(cast.clara).service.key
    level = api.post(LEVELS, {"name": "Senior"}).json["id"]
    body: dict[str, Any] = {"service": service, "amount": "0.085", "from_day": TODAY}

    made = api.post(RATES, body)
    own = api.post(RATES, {**body, "level": level, "from_day": later(1)})

    assert (made.status, made.json["level"], made.json["begun"]) == (201, None, True)
    assert (own.json["level_name"], own.json["begun"], own.json["amount"]) == ("Senior", False, "0.085")
    again = api.post(RATES, {**body, "amount": "0.09"})
    assert (again.status, again.json["id"], again.json["amount"]) == (200, made.json["id"], "0.09")
    assert [row["id"] for row in api.get(RATES).results] == [own.json["id"], made.json["id"]]
    assert [row["id"] for row in api.get(f"{RATES}?level={level}").results] == [own.json["id"]]
    assert api.get(f"{RATES}?service=other").results == []
    assert api.delete(f"{RATES}{made.json['id']}/").status == 409
    assert api.delete(f"{RATES}{own.json['id']}/").status == 204
    assert api.get(f"{RATES}{own.json['id']}/").status == 404


def test_held_levels(cast: Cast) -> None:
    api, wanda = Api(cast.max), cast.wanda.membership.public_id
    level = api.post(LEVELS, {"name": "Senior"}).json["id"]

    made = api.post(HELD, {"person": wanda, "level": level, "from_day": TODAY})

    assert (made.status, made.json["level_name"], made.json["person"]) == (201, "Senior", wanda)
    assert api.post(HELD, {"person": wanda, "level": None, "from_day": TODAY}).status == 200
    coming = api.post(HELD, {"person": wanda, "level": level, "from_day": later(9)}).json
    assert len(api.get(f"{HELD}?person={wanda}").results) == 2
    assert api.get(f"{HELD}?person={cast.wendell.membership.public_id}").results == []
    assert api.delete(f"{HELD}{made.json['id']}/").status == 409
    assert api.delete(f"{HELD}{coming['id']}/").status == 204
    for person in (cast.clara, cast.nora):
        body = {"person": person.membership.public_id, "level": level, "from_day": TODAY}
        assert api.post(HELD, body).status == 404


def test_hostile_values(cast: Cast) -> None:
    api, service = Api(cast.max), place_order(cast.clara).service.key
    northern = Api(cast.mara).post(LEVELS, {"name": "Far north"}).json["id"]
    good = {"service": service, "amount": "1", "from_day": TODAY}
    wrong: list[dict[str, Any]] = [
        {"service": "x"},
        {"level": northern},
        {"amount": "-1"},
        {"amount": "1.00001"},
        {"amount": "100001"},
        {"amount": 1},
        {"from_day": later(-1)},
        {"from_day": later(367)},
        {"from_day": "today"},
    ]
    for change in wrong:
        refused = api.post(RATES, {**good, **change})
        assert (refused.status, refused.errors.keys()) == (400, change.keys()), change
    for body in ({"name": ""}, {"name": "x" * 61}, {"name": "x", "position": 1000}):
        assert api.post(LEVELS, body).status == 400


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_only_for_managers(cast: Cast, name: str) -> None:
    api = Api(getattr(cast, name))

    assert {api.get(path).status for path in (RATES, LEVELS, HELD)} == {403}
    assert api.post(LEVELS, {"name": "Mine"}).status == 403


def test_nothing_of_another_agency(cast: Cast) -> None:
    level = acts.add_level(actor=cast.max, name="Senior")
    rate = set_rate(cast, place_order(cast.clara).service, "1", days=1)
    api = Api(cast.mara)

    assert [api.get(path).results for path in (RATES, LEVELS, HELD)] == [[], [], []]
    assert api.patch(f"{LEVELS}{level.public_id}/", {"name": "x"}).status == 404
    assert api.delete(f"{RATES}{rate.public_id}/").status == 404


def test_lists_cost_the_same_for_many(cast: Cast) -> None:
    api, service = Api(cast.max), place_order(cast.clara).service
    counted = []
    for start in (0, 1):
        for at in range(start, 1 + 2 * start):
            level = acts.add_level(actor=cast.max, name=f"Level {at}")
            set_rate(cast, service, "1", level=level)
            person = (cast.wendell, cast.wanda, cast.edith)[at].membership
            acts.hold_level(actor=cast.max, person=person, level=level, from_day=START.date(), now=START)
        counted.append([queries(api, path) for path in (RATES, LEVELS, HELD)])

    assert counted[0] == counted[1]


def test_the_suggested_fee(cast: Cast) -> None:
    order = place_order(cast.clara)
    path = f"orders/orders/{order.number}/suggested-fee/"
    set_rate(cast, order.service, "0.10")
    api = Api(cast.max)

    found = api.get(path).json

    assert found["fee"] == f"{(order.quantity or 0) / 10:.2f}" and "€0.10" in found["why"]
    assert api.get(f"{path}?writer={cast.wanda.membership.public_id}").json == found
    assert api.get(f"{path}?writer={cast.nora.membership.public_id}").status == 404
    assert Api(cast.clara).get(path).status == Api(cast.sam).get(path).status == 403
    assert Api(cast.nick).get(path).status == 404
