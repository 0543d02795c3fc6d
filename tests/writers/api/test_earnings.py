"""Earnings by the API: one's own, and for managers everybody's."""

from __future__ import annotations

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.api import queries
from tests.orders.helpers.fees import accept, given, hand_in
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.earnings import earn

pytestmark = pytest.mark.django_db
PATH = "writer-management/earnings/"


@pytest.fixture
def completed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    story = accept(hand_in(given(Story(cast), cast.wanda), cast.wanda))
    stop_clock(monkeypatch, story.now)
    return story


def test_one_s_own(cast: Cast, completed: Story) -> None:
    api = Api(cast.wanda)

    (row,) = api.get(PATH).results

    assert (row["order"], row["cause"], row["revision"], row["amount"], row["day"]) == (
        completed.order.number,
        "revision",
        1,
        "17.35",
        completed.now.date().isoformat(),
    )
    assert api.get(f"{PATH}?month=2026-03").results == [row]
    assert api.get(f"{PATH}?month=2026-02").results == []
    summary = api.get(f"{PATH}summary/").json
    assert summary["months"] == [{"month": "2026-03", "fees": 1, "earned": "17.35"}]
    assert (summary["earned"], summary["to_come"], summary["coming"]) == ("17.35", "0.00", [])


def test_what_is_to_come(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = given(Story(cast), cast.wanda)
    stop_clock(monkeypatch, story.now)

    for person, cause, amount in ((cast.wanda, "revision", "17.35"), (cast.wendell, "work", "90.00")):
        found = Api(person).get(f"{PATH}summary/").json
        assert [(row["cause"], row["amount"]) for row in found["coming"]] == [(cause, amount)]


def test_the_statement(cast: Cast, completed: Story) -> None:
    api = Api(cast.wanda)

    table, sheet = api.get(f"{PATH}csv/?month=2026-03"), api.get(f"{PATH}pdf/?month=2026-03")

    assert b"17.35" in table.content and sheet.content.startswith(b"%PDF")
    assert api.get(f"{PATH}csv/").errors.keys() == {"month"}
    assert api.get(f"{PATH}pdf/?month=2026-13").errors.keys() == {"month"}


def test_managers_read_everybody_s(cast: Cast, completed: Story) -> None:
    api, wanda = Api(cast.max), cast.wanda.membership.public_id

    people = api.get(f"{PATH}people/?month=2026-03").results

    assert [(row["person_name"], row["earned"]) for row in people] == [
        (cast.wanda.membership.public_name, "17.35"),
        (cast.wendell.membership.public_name, "90.00"),
    ]
    assert [row["amount"] for row in api.get(f"{PATH}?person={wanda}").results] == ["17.35"]
    assert api.get(f"{PATH}summary/?person={wanda}&year=2026").json["earned"] == "17.35"
    assert api.get(PATH).results == []
    assert api.get(f"{PATH}?person={cast.nora.membership.public_id}").status == 404


@pytest.mark.parametrize("name", ["wendell", "edith"])
def test_not_those_of_others(cast: Cast, completed: Story, name: str) -> None:
    api, wanda = Api(getattr(cast, name)), cast.wanda.membership.public_id

    for path in ("?person=", "summary/?person=", "csv/?month=2026-03&person=", "pdf/?month=2026-03&person="):
        assert api.get(f"{PATH}{path}{wanda}").status == 403
    assert api.get(f"{PATH}people/?month=2026-03").status == 403
    assert Api(cast.clara).get(PATH).status == Api(cast.sam).get(PATH).status == 403


def test_lists_cost_the_same_for_many(cast: Cast, completed: Story) -> None:
    own, managers = Api(cast.wanda), Api(cast.max)
    people = f"{PATH}people/?month=2026-03"
    few = [queries(own, PATH), queries(own, f"{PATH}summary/"), queries(managers, people)]
    for person in (cast.wendell, cast.wanda, cast.edith):
        earn(cast, person, completed.now)
        earn(cast, person, completed.now)

    assert [queries(own, PATH), queries(own, f"{PATH}summary/"), queries(managers, people)] == few
