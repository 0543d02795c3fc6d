"""Reviews that the agency gives out without choosing the editor, by the API."""

from __future__ import annotations

import pytest

from tests.helpers.api import Api
from tests.helpers.capacity import workload
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.api import ORDERS, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Story(cast).in_review(), monkeypatch)


def test_one(desk: Desk, cast: Cast) -> None:
    for _n in range(2):
        assert desk.does("max", "pick-editor").json["editor"]["id"] == cast.edith.membership.public_id
    assert desk.does("sam", "pick-editor").status == 403
    assert desk.does("nick", "pick-editor").status == 404


def test_nobody_has_room(desk: Desk, cast: Cast) -> None:
    workload(cast.edith, accepting=False)

    answer = desk.does("max", "pick-editor")

    assert answer.status == 400 and "Not accepting new work." in answer.errors["editor"][0]


def test_an_override_for_one_who_takes_none(desk: Desk, cast: Cast) -> None:
    workload(cast.edith, accepting=False)
    given = {"editor": cast.edith.membership.public_id}
    assert desk.does("max", "give-review", given).errors.keys() == {"editor"}

    answer = desk.does("max", "give-review", {**given, "override": "Agreed by phone"})

    assert answer.json["editor"]["id"] == given["editor"]


def test_several(desk: Desk, cast: Cast) -> None:
    workload(cast.edith, max_active=1)
    first, second = desk.story.order, Story(cast).in_review().order
    body = {"orders": [first.number, second.number]}

    rows = Api(cast.max).post(f"{ORDERS}pick-editors/", body).results

    assert [row["done"] for row in rows] == [True, False]
    assert rows[0]["editor"]["id"] == cast.edith.membership.public_id
    assert rows[1]["editor"] is None and "limit is 1" in rows[1]["reasons"][0]
    assert Api(cast.sam).post(f"{ORDERS}pick-editors/", body).status == 403
    unknown = Api(cast.max).post(f"{ORDERS}pick-editors/", {"orders": ["INK-2026-99999"]})
    assert (unknown.status, list(unknown.errors)) == (400, ["orders"])
