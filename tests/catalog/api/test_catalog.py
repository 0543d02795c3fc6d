"""The catalog by the API: read by everybody, changed by managers, each change a version."""

from __future__ import annotations

import pytest

from catalog.models import PriceBook
from catalog.pricing.offering import current_offering
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "orders/catalog/"
PARTS = ("services", "subjects", "languages", "qualities", "urgencies", "addons", "general")


def current(cast: Cast) -> PriceBook:
    return PriceBook.objects.filter(agency=cast.inkwell).standing()[0]


def test_everybody_reads_what_can_be_ordered(cast: Cast) -> None:
    seen = [Api(member, cast.inkwell).get(PATH).json for member in (None, cast.clara, cast.wendell, cast.max)]

    offering = current_offering(cast.inkwell)
    assert all(one == seen[0] for one in seen)
    assert [row["key"] for row in seen[0]["services"]] == [row.key for row in offering.services]
    first = offering.services[0]
    assert seen[0]["services"][0]["name"] == first.name
    assert seen[0]["services"][0]["minimum_quantity"] == offering.book.services[first.key].minimum_quantity
    assert (seen[0]["version"], seen[0]["currency"]) == (offering.book.version, offering.book.currency)
    assert {row["key"] for row in seen[0]["addons"]} == set(offering.book.addons)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_alone(cast: Cast, part: str) -> None:
    anyone = Api(None, cast.inkwell).get(f"{PATH}{part}/")
    manager = Api(cast.max).get(f"{PATH}{part}/")

    assert anyone.status == 200 and anyone.json["rows"]
    assert anyone.json == manager.json and manager.headers["ETag"] == f'"{manager.json["version"]}"'


def test_a_change_is_the_next_version(cast: Cast) -> None:
    api = Api(cast.max)
    before = api.get(f"{PATH}services/").json
    row = before["rows"][0]

    changed = api.patch(
        f"{PATH}services/",
        {"version": before["version"], "rows": [{"key": row["key"], "rate": "0.31"}]},
    )

    assert changed.status == 200 and changed.json["version"] == before["version"] + 1
    assert changed.json["rows"] == [{**row, "rate": "0.31"}, *before["rows"][1:]]
    history = api.get(f"{PATH}versions/").results
    assert [one["version"] for one in history[:2]] == [changed.json["version"], before["version"]]
    assert history[0]["is_current"] and history[0]["created_by"] == cast.max.membership.public_name
    one = api.get(f"{PATH}versions/{changed.json['version']}/").json
    assert one["changes"] == [
        {"key": row["key"], "name": row["name"], "field": "rate", "old": row["rate"], "new": "0.31"}
    ]
    assert one["allowed"] == ["take_back"] and one["blocked"] == {}


def test_something_new_something_archived(cast: Cast) -> None:
    api = Api(cast.otto)
    before = api.get(f"{PATH}subjects/").json
    gone = before["rows"][0]["key"]
    rows = [{"key": gone, "offered": False}, {"name": "Astronomy"}]

    changed = api.patch(f"{PATH}subjects/", {"rows": rows}, **{"If-Match": f'"{before["version"]}"'})

    assert changed.status == 200
    by_key = {row["key"]: row for row in changed.json["rows"]}
    assert not by_key[gone]["offered"] and by_key["astronomy"]["name"] == "Astronomy"
    public = Api(None, cast.inkwell).get(f"{PATH}subjects/").json["rows"]
    assert gone not in [row["key"] for row in public]


def test_the_general_part(cast: Cast) -> None:
    api = Api(cast.max)
    before = api.get(f"{PATH}general/").json

    changed = api.patch(f"{PATH}general/", {"version": before["version"], "rows": [{"tax_rate": "19"}]})

    assert changed.json["rows"] == [{**before["rows"][0], "tax_rate": "19"}]
    assert api.get(PATH).json["tax_rate"] == "19"


@pytest.mark.parametrize(
    ("part", "rows", "fields"),
    [
        ("services", [{"key": "no-such-thing", "rate": "1"}], {"rows.0.key"}),
        ("services", [{"name": "Poems"}], {"rows.0.unit", "rows.0.rate"}),
        ("services", [{"rate": "much"}], {"rows.0.rate"}),
        ("services", [{"multiplier": "2"}], {"rows.0.multiplier"}),
        ("services", [{"colour": "red"}], {"rows.0.colour"}),
        ("qualities", [{"name": "Fine", "multiplier": "0.01"}], {"rows.0.multiplier"}),
        ("general", [], {"rows"}),
        ("general", [{"tax_rate": "90"}], {"rows.0.tax_rate"}),
        ("general", [{"key": "x"}], {"rows.0.key"}),
    ],
)
def test_what_is_wrong_stands_beside_its_row(cast: Cast, part: str, rows: list, fields: set) -> None:
    answer = Api(cast.max).patch(f"{PATH}{part}/", {"version": current(cast).version, "rows": rows})

    assert answer.status == 400 and fields <= set(answer.errors), answer
    assert current(cast).version == 1


def test_the_last_offer_stays(cast: Cast) -> None:
    api = Api(cast.max)
    part = api.get(f"{PATH}qualities/").json
    rows = [{"key": row["key"], "offered": False} for row in part["rows"]]

    answer = api.patch(f"{PATH}qualities/", {"version": part["version"], "rows": rows})

    assert answer.status == 400 and set(answer.errors) == {"rows"}


def test_a_stale_change_shows_the_newer_part(cast: Cast) -> None:
    api = Api(cast.max)
    version = current(cast).version
    key = api.get(f"{PATH}services/").json["rows"][0]["key"]
    api.patch(f"{PATH}services/", {"version": version, "rows": [{"key": key, "rate": "0.31"}]})

    stale = api.patch(f"{PATH}services/", {"version": version, "rows": [{"key": key, "rate": "0.32"}]})
    looked = api.post(f"{PATH}services/preview/", {"version": version, "rows": [{"key": key, "rate": "0.4"}]})

    assert stale.status == 409 == looked.status
    assert stale.json["current"]["rows"][0]["rate"] == "0.31"
    assert api.patch(f"{PATH}services/", {"rows": []}).errors.keys() == {"version"}
    same = api.patch(f"{PATH}services/", {"version": version + 1, "rows": [{"key": key, "rate": "0.31"}]})
    assert same.json["version"] == version + 1


def test_a_preview_stores_nothing(cast: Cast) -> None:
    api = Api(cast.max)
    part = api.get(f"{PATH}services/").json
    row = part["rows"][0]
    body = {"version": part["version"], "rows": [{"key": row["key"], "rate": "0.31"}]}

    preview = api.post(f"{PATH}services/preview/", body)

    assert preview.status == 200 and preview.json["version"] == part["version"] + 1
    assert [change["new"] for change in preview.json["changes"]] == ["0.31"]
    assert preview.json["effects"] and preview.json["warnings"] == []
    assert current(cast).version == part["version"]


def test_the_newest_version_is_withdrawn(cast: Cast) -> None:
    api = Api(cast.max)
    first = current(cast).version
    key = api.get(f"{PATH}services/").json["rows"][0]["key"]
    api.patch(f"{PATH}services/", {"version": first, "rows": [{"key": key, "rate": "0.31"}]})

    blocked = api.post(f"{PATH}versions/{first}/take-back/")
    back, again = (api.post(f"{PATH}versions/{first + 1}/take-back/") for _ in range(2))

    assert blocked.status == 409
    assert back.status == again.status == 200 and back.json == again.json
    assert back.json["withdrawn_by"] == cast.max.membership.public_name and not back.json["is_current"]
    assert api.get(PATH).json["version"] == first


def test_who_may(cast: Cast) -> None:
    body = {"version": 1, "rows": []}
    for member in (cast.clara, cast.wendell, cast.edith, cast.sam):
        api = Api(member)
        assert api.patch(f"{PATH}services/", body).status == 403
        assert api.post(f"{PATH}services/preview/", body).status == 403
        assert api.get(f"{PATH}versions/").status == 403
        assert api.get(f"{PATH}versions/1/").status == 403
        assert api.post(f"{PATH}versions/1/take-back/").status == 403
    visitor = Api(None, cast.inkwell)
    assert visitor.patch(f"{PATH}services/", body).status == 401
    assert visitor.get(f"{PATH}versions/").status == 401
    assert visitor.get(f"{PATH}nothing/").status == 404
    assert Api(cast.max).get(f"{PATH}versions/999/").status == 404
    assert Api(cast.max).get(f"{PATH}versions/99999999999999999999/").status == 404


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.max)
    key = api.get(f"{PATH}services/").json["rows"][0]["key"]
    for rate in ("0.31", "0.32", "0.33"):
        with django_assert_num_queries(4):
            api.get(f"{PATH}versions/")
        api.patch(
            f"{PATH}services/", {"version": current(cast).version, "rows": [{"key": key, "rate": rate}]}
        )
