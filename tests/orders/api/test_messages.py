"""Messages of an order by the API."""

from __future__ import annotations

import pytest

from orders.models import Message
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import Story
from tests.orders.api.test_work import uploaded
from tests.orders.helpers.api import Desk, queries
from tests.orders.helpers.support import colleague, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Story(cast).claimed(), monkeypatch)


def test_sent_read_edited(desk: Desk) -> None:
    sent = desk.does("clara", "messages", {"text": "Could the market come first?"})

    assert sent.status == 201 and sent.json["who"] == "You" and sent.json["editable"]
    assert desk.api("clara").get(sent.headers["Location"]).json == sent.json
    (line,) = desk.api("wendell").get(f"{desk.path}messages/").results
    assert (line["who"], line["unread"], line["mine"]) == ("The client", True, False)
    one = f"{desk.path}messages/{line['id']}/"
    assert desk.api("wendell").post(f"{one}mark-read/").status == 204
    assert not desk.api("wendell").get(one).json["unread"]
    edited = desk.api("clara").patch(one, {"text": "The market first, please"})
    assert edited.json["edited"] and edited.json["earlier"] == []
    (desks,) = desk.api("sam").get(f"{desk.path}messages/").results
    assert [row["text"] for row in desks["earlier"]] == ["Could the market come first?"]
    assert desk.api("wendell").patch(one, {"text": "No"}).status == 403
    assert desk.api("clara").patch(one, {}).errors.keys() == {"text"}
    stop_clock(desk.monkeypatch, desk.story.now + HOUR)
    assert desk.api("clara").patch(one, {"text": "Too late"}).status == 409


def test_files_and_mentions(desk: Desk) -> None:
    file = uploaded(desk, "clara")
    choices = desk.api("clara").get(f"{desk.path}messages/mentions/").json["results"]
    keys = [row["key"] for row in choices]

    sent = desk.does("clara", "messages", {"attachments": [file], "mentions": keys})

    assert sent.json["attachments"][0]["id"] == file and sent.json["mentions"]
    assert desk.api("wendell").get(f"{desk.path}messages/").results[0]["mentions_me"]
    assert desk.api("wendell").get(f"orders/attachments/{file}/").json["place"] == "message"
    assert desk.api("edith").get(f"orders/attachments/{file}/").status == 404
    wrong = desk.does("clara", "messages", {"text": "Hm", "mentions": ["nobody"], "attachments": [file]})
    assert wrong.errors.keys() == {"mentions"}
    assert desk.does("clara", "messages", {"text": "Hm", "attachments": [file]}).errors.keys() == {
        "attachments"
    }
    assert desk.does("clara", "messages", {}).errors.keys() == {"text"}
    assert desk.does("clara", "messages", {"text": "x" * 10_001, "key": "k"}).errors.keys() == {"text", "key"}


def test_the_notes_are_for_desk_and_editor(desk: Desk) -> None:
    said = {"internal": True, "text": "Watch the tides"}

    made = desk.does("sam", "messages", said)

    assert made.status == 201 and made.json["internal"]
    assert desk.api("edith").get(f"{desk.path}messages/?internal=true").results[0]["text"] == said["text"]
    assert desk.api("edith").get(f"{desk.path}messages/").status == 404
    for name in ("clara", "wendell"):
        assert desk.api(name).get(f"{desk.path}messages/?internal=true").status == 404
        assert desk.does(name, "messages", said).status == 404
        assert desk.api(name).get(f"{desk.path}messages/{made.json['id']}/").status == 404
        assert desk.api(name).get(f"{desk.path}messages/").results == []
    assert desk.api("max").get(f"{desk.path}messages/?internal=yes").errors.keys() == {"internal"}


def test_readers_do_not_write_and_strangers_find_nothing(desk: Desk, cast: Cast) -> None:
    reader = Api(colleague(cast, "reader"))
    assert reader.post(f"{desk.path}messages/", {"text": "Hello"}).status == 403
    for name in ("nick", "wanda", "mara"):
        assert desk.does(name, "messages", {"text": "Hello"}).status == 404
    assert not Message.objects.exists()


def test_a_closed_order_takes_no_messages(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).completed(), monkeypatch)
    stop_clock(monkeypatch, desk.story.now + 31 * DAY)

    answer = desk.does("clara", "messages", {"text": "Hello"})

    assert answer.status == 409 and answer.json["state"] == "completed"


def test_one_key_sends_once(desk: Desk) -> None:
    first, again = (
        desk.does("clara", "messages", {"text": "Hello"}, **{"Idempotency-Key": "hello"}) for _n in range(2)
    )
    assert first.json == again.json and Message.objects.count() == 1


def test_pages_and_queries(desk: Desk) -> None:
    path = f"{desk.path}messages/"
    for n in range(3):
        desk.does("clara", "messages", {"text": f"M{n}"})
        for name in ("clara", "sam"):
            assert queries(desk.api(name), path) == 4
    first = desk.api("sam").get(f"{path}?page_size=2")
    second = desk.api("sam").get(first.json["next"])
    assert [row["text"] for row in first.results + second.results] == ["M2", "M1", "M0"]
    assert desk.api("sam").get(second.json["previous"]).results == first.results
