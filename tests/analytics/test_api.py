"""Figures by the API: the same numbers as on the page and in its files."""

from __future__ import annotations

import csv
import io

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
PERIOD = "from=2026-02-20&to=2026-03-22&granularity=week"
CLIENT = f"/api/v1/analytics/client/?{PERIOD}"


def board(cast: Cast) -> Api:
    Story(cast).delivered()
    place_order(cast.clara)
    return Api(cast.clara)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + 20 * DAY)


def lines(answer) -> list[list[str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_call_and_its_file_say_the_same_to_the_cent(cast: Cast) -> None:
    api = board(cast)
    found = api.get(CLIENT).json
    by_key = {one["metric"]: one for one in found["figures"]}
    rows = lines(api.get(f"{CLIENT}&format=csv"))
    plain = {row[0]: row for row in rows if len(row) > 5 and row[2] in ("period", "now")}

    assert (found["zone"], found["granularity"]) == ("Europe/London", "week")
    assert {key: one["value"] for key, one in by_key.items()} == {key: row[6] for key, row in plain.items()}
    assert by_key["spend"]["value"] == "345.60" and by_key["on_time"]["value"] == "1.0000"
    assert sum(float(point["value"]) for point in by_key["spend"]["series"]) == 345.6
    assert by_key["open"]["before"] is None


def test_rows_of_a_number_add_up_to_it_page_by_page(cast: Cast) -> None:
    api = board(cast)
    path = f"/api/v1/analytics/client/rows/?metric=spend&{PERIOD}"
    first = api.get(f"{path}&page_size=1").json
    second = api.get(first["next"]).json
    amounts = [row["value"] for row in (*first["results"], *second["results"])]
    assert second["next"] is None and sum(map(float, amounts)) == 345.6
    whole = lines(api.get(f"{path}&format=csv"))
    assert [row[-1] for row in whole[whole.index([]) + 2 :]] == amounts


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("from=2026-03-09&to=2026-03-01", "to"),
        ("to=2026-03-01", "from"),
        ("from=2020-01-01&to=2026-03-01", "to"),
        ("from=2025-01-01&to=2026-03-01&granularity=day", "granularity"),
        ("client=abc", "client"),
        ("nothing=1", "nothing"),
        ("from=1999-01-01", "from"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_name(cast: Cast, asked: str, name: str) -> None:
    answer = Api(cast.clara).get(f"/api/v1/analytics/client/?{asked}")
    assert answer.status == 400 and name in answer.json["errors"], answer.json


def test_a_metric_that_is_not_mine_is_not_there(cast: Cast) -> None:
    assert Api(cast.sam).get("/api/v1/analytics/agency/rows/?metric=margin").status == 404
    assert Api(cast.max).get("/api/v1/analytics/agency/rows/?metric=margin").status == 200
    assert Api(cast.clara).get("/api/v1/analytics/agency/").status == 403
    of_sam = {one["metric"] for one in Api(cast.sam).get("/api/v1/analytics/agency/").json["figures"]}
    assert "revenue" in of_sam and not of_sam & {"fees", "margin"}


def test_definitions_are_those_of_my_boards(cast: Cast) -> None:
    mine = Api(cast.clara).get("/api/v1/analytics/metrics/").json["results"]
    assert {one["board"] for one in mine} == {"client", "class"} and all(one["definition"] for one in mine)
    of_writer = Api(cast.wendell).get("/api/v1/analytics/metrics/").json["results"]
    assert {one["board"] for one in of_writer} == {"writer"}


def test_another_agencys_orders_never_leave_by_the_api(cast: Cast) -> None:
    place_order(cast.nick, title="Canary of Northwind")
    api = Api(cast.max)
    for path in ("", "rows/?metric=placed&", "rows/?metric=revenue&"):
        joint = "" if path else "?"
        for kind in ("json", "csv"):
            answer = api.get(f"/api/v1/analytics/agency/{path}{joint}{PERIOD}&format={kind}")
            said = str(answer.json) if kind == "json" else str(lines(answer))
            assert "Canary" not in said and "NOR-" not in said
