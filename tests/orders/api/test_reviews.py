"""Reviews by the API."""

from __future__ import annotations

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import CORRECTED, TEXT, Story
from tests.orders.api.test_work import uploaded
from tests.orders.helpers.api import ORDERS, Desk
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Story(cast).in_review(), monkeypatch)


def test_claimed_returned_and_assigned(desk: Desk, cast: Cast) -> None:
    for _n in range(2):
        assert desk.does("edith", "claim-review").json["editor"]["id"] == cast.edith.membership.public_id
    assert desk.does("max", "release-review").json["editor"] is None
    assert desk.does("max", "release-review").status == 200
    given = {"editor": cast.edith.membership.public_id}
    for _n in range(2):
        assert desk.does("max", "give-review", given).json["editor"]["id"] == given["editor"]
    assert desk.does("edith", "release-review").status == 200
    wrong = desk.does("max", "give-review", {"editor": cast.wendell.membership.public_id})
    assert wrong.errors.keys() == {"editor"}
    assert desk.does("sam", "give-review", given).status == 403
    assert desk.does("clara", "claim-review").status == desk.does("wendell", "claim-review").status == 403
    assert desk.does("nick", "claim-review").status == 404


def test_the_next_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).in_review()
    stop_clock(monkeypatch, story.now)
    api, path = Api(cast.edith), f"{ORDERS}claim-next/"

    assert api.post(path).json["number"] == story.order.number
    assert api.post(path).status == 204
    assert Api(cast.max).post(path).status == 403


def test_a_verdict_names_the_version_that_was_read(desk: Desk) -> None:
    desk.does("edith", "claim-review")

    assert desk.does("edith", "approve", {"version": 2}).status == 409
    assert desk.does("edith", "approve", {}).errors.keys() == {"version"}
    assert desk.does("edith", "approve", {"version": 0, "number": 1}).errors.keys() == {"version", "number"}
    assert desk.does("edith", "send-back", {"version": 1}).errors.keys() == {"note"}
    assert desk.does("max", "approve", {"version": 1}).status == 403
    assert desk.does("edith", "approve", {"version": 1, "note": "Lovely."}).json["state"] == "delivered"
    assert desk.read("clara")["deliveries"][0]["review_note"] == ""
    assert desk.read("wendell")["deliveries"][0]["review_note"] == "Lovely."


def test_corrected_with_a_file(desk: Desk) -> None:
    desk.does("edith", "claim-review")
    file = uploaded(desk, "edith")
    body = {"version": 1, "text": CORRECTED, "attachments": [file]}

    made = desk.does("edith", "correct", body)

    assert [row["number"] for row in made.json["deliveries"]] == [2, 1]
    assert made.json["deliveries"][0]["files"][0]["id"] == file
    assert desk.read("wendell")["deliveries"][0]["corrected_by"]
    assert desk.does("edith", "correct", {"version": 2, "text": CORRECTED}).errors.keys() == {"text"}
    assert desk.does("edith", "correct", {"version": 1, "text": TEXT}).status == 409
    assert desk.does("wendell", "correct", {"version": 2, "text": TEXT}).status == 403


def test_a_file_takes_the_place_of_the_one_of_its_name(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)
    old, kept = uploaded(desk, "wendell"), uploaded(desk, "wendell", "Map.txt", b"Map")
    desk.does("wendell", "deliver", {"text": TEXT, "attachments": [old, kept]})
    desk.does("edith", "claim-review")
    new = uploaded(desk, "edith", "Harbour.md", b"# Corrected\n")

    made = desk.does("edith", "correct", {"version": 1, "text": TEXT, "attachments": [new]})

    files = made.json["deliveries"][0]["files"]
    assert [file["name"] for file in files] == ["Map.txt", "Harbour.md"] and files[1]["id"] == new


def test_comments_on_passages(desk: Desk) -> None:
    desk.does("edith", "claim-review")
    said = {"version": 1, "passage": "nobody hurries", "text": "Who says so?"}

    for _n in range(2):
        assert desk.does("edith", "comment-passage", said).status == 200

    comments = desk.api("edith").get(f"{desk.path}deliveries/1/").json["comments"]
    assert [(row["passage"], row["text"]) for row in comments] == [("nobody hurries", "Who says so?")]
    assert desk.api("wendell").get(f"{desk.path}deliveries/1/").json["comments"] == []
    assert desk.does("edith", "comment-passage", {**said, "version": 2}).status == 409
    assert desk.does("edith", "comment-passage", {"version": 1}).errors.keys() == {"passage", "text"}
    assert desk.does("wendell", "comment-passage", said).status == 403
