"""Presets by the API."""

from __future__ import annotations

import pytest

from drafts.models import OrderPreset
from tests.drafts.helpers.presets import make_preset
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "orders/order-presets/"
SAID = {
    "name": "Letters",
    "service": "article",
    "quantity": 1200,
    "tone": "Warm",
    "addons": [],
    "style_preferences": [{"name": "Numbers", "value": "in words"}],
}


def test_made_read_changed_archived_and_brought_back(cast: Cast) -> None:
    api = Api(cast.clara)

    made = api.post(PATH, SAID)

    assert made.status == 201 and made.headers["ETag"] == '"1"'
    preset = made.json
    assert {**SAID, "usage_count": 0, "is_active": True, "version": 1}.items() <= preset.items()
    assert api.get(made.headers["Location"]).json == preset
    assert api.get(PATH).results == [preset]
    one = f"{PATH}{preset['id']}/"
    changed = api.patch(one, {"tone": "Brisk"}, **{"If-Match": made.headers["ETag"]})
    assert (
        changed.json["tone"] == "Brisk" and changed.json["quantity"] == 1200 and changed.json["version"] == 2
    )
    replaced = api.put(one, {"name": "Notes", "version": 2}).json
    assert (replaced["name"], replaced["tone"], replaced["quantity"], replaced["style_preferences"]) == (
        "Notes",
        "",
        None,
        [],
    )
    assert api.delete(one).status == 204 == api.delete(one).status
    assert api.get(PATH).results == [] and not api.get(f"{PATH}?is_active=all").results[0]["is_active"]
    assert api.post(f"{one}restore/").json["is_active"]


def test_a_stale_change_shows_the_newer_record(cast: Cast) -> None:
    api = Api(cast.clara)
    preset = api.post(PATH, SAID).json
    one = f"{PATH}{preset['id']}/"
    api.patch(one, {"tone": "Brisk", "version": 1})

    stale = api.patch(one, {"tone": "Dry", "version": 1})

    assert stale.status == 409 and stale.json["current"]["tone"] == "Brisk"
    assert stale.json["type"] == "urn:quillhouse:problem:stale"
    assert api.patch(one, {"tone": "Dry"}).errors.keys() == {"version"}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"name"}),
        ({"name": " "}, {"name"}),
        ({"name": "x" * 81}, {"name"}),
        ({"name": 3, "quantity": "3", "shared": "yes"}, {"name", "quantity", "shared"}),
        ({"name": "A", "quantity": True}, {"quantity"}),
        ({"name": "A", "quantity": 0}, {"quantity"}),
        ({"name": "A", "service": "no-such-service"}, {"service"}),
        ({"name": "A", "addons": "rush"}, {"addons"}),
        ({"name": "A", "preferred_writer": "2222222222"}, {"preferred_writer"}),
        ({"name": "A", "owner": "x", "agency": 2}, {"owner", "agency"}),
        ({"name": "A", "style_preferences": [{"name": "n"}]}, {"style_preferences.0.value"}),
        (
            {"name": "A", "style_preferences": [{"name": "n", "value": "v", "x": 1}]},
            {"style_preferences.0.x"},
        ),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, fields: set) -> None:
    answer = Api(cast.clara).post(PATH, body)

    assert (answer.status, set(answer.errors)) == (400, fields), answer
    assert not OrderPreset.objects.exists()


def test_the_default_is_one(cast: Cast) -> None:
    api = Api(cast.clara)
    assert api.get(f"{PATH}default/").status == 404
    first, second = (make_preset(cast.clara, name=name).public_id for name in ("One", "Two"))
    for key in (first, second):
        assert api.post(f"{PATH}{key}/make-default/").json["is_default"]

    assert api.get(f"{PATH}default/").json["id"] == second
    assert [row["id"] for row in api.get(PATH).results if row["is_default"]] == [second]
    for _ in range(2):
        assert not api.delete(f"{PATH}{second}/make-default/").json["is_default"]
    assert api.get(f"{PATH}default/").status == 404


def test_others_see_nothing_of_it(cast: Cast) -> None:
    key = make_preset(cast.clara).public_id
    never = Api(cast.nick).get(f"{PATH}2222222222/")
    assert Api(None, cast.inkwell).get(f"{PATH}{key}/").status == 401
    assert Api(cast.wendell).get(f"{PATH}{key}/").status == 403
    assert Api(cast.nick).get(f"{PATH}{key}/").response.content == never.response.content
    assert never.status == 404 and Api(cast.nick).get(PATH).results == []


def test_pages_by_cursor(cast: Cast) -> None:
    for n in range(5):
        make_preset(cast.clara, name=f"P{n}")
    api = Api(cast.clara)
    first = api.get(f"{PATH}?page_size=2")
    second = api.get(first.json["next"])
    third = api.get(second.json["next"])
    names = [row["name"] for page in (first, second, third) for row in page.results]
    assert names == ["P4", "P3", "P2", "P1", "P0"] and third.json["next"] is None
    assert api.get(third.json["previous"]).json["results"] == second.results
    assert api.get(first.json["next"].replace("after=", "after=x")).errors.keys() == {"after"}
    assert api.get(f"{PATH}?page_size=201").errors.keys() == {"page_size"}
    assert api.get(f"{PATH}?colour=red&page=2").errors.keys() == {"colour", "page"}


def test_one_key_makes_one(cast: Cast) -> None:
    api = Api(cast.clara)
    key = {"Idempotency-Key": "made-once"}

    first, again = (api.post(PATH, SAID, **key) for _ in range(2))

    assert (
        first.json == again.json
        and again.status == 201
        and again.headers["Location"] == first.headers["Location"]
    )
    assert OrderPreset.objects.count() == 1
    other = api.post(PATH, {**SAID, "name": "Others"}, **key)
    assert other.status == 422 and other.json["type"] == "urn:quillhouse:problem:key-reused"
    assert api.post(PATH, SAID, **{"Idempotency-Key": "another"}).errors.keys() == {"name"}
    assert api.post(PATH, {**SAID, "name": "Others"}, **{"Idempotency-Key": "another"}).status == 201


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.clara)
    for n in range(3):
        make_preset(cast.clara, name=f"P{n}")
        api.get(PATH)
        with django_assert_num_queries(4):
            api.get(PATH)


def test_a_row_of_a_list_is_whole_in_a_partial_change_too(cast: Cast) -> None:
    api = Api(cast.clara)
    one = f"{PATH}{make_preset(cast.clara).public_id}/"
    body = {"version": 1, "style_preferences": [{"name": "Numbers"}]}
    assert api.patch(one, body).errors.keys() == {"style_preferences.0.value"}
