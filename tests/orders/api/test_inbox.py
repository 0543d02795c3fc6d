"""The inbox by the API."""

from __future__ import annotations

import pytest

from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.api import Desk, queries

pytestmark = pytest.mark.django_db
PATH = "orders/inbox/"


def test_threads_with_what_is_new(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).claimed(), monkeypatch)
    sent = desk.does("clara", "messages", {"text": "Could the market come first?"}).json
    desk.does("sam", "messages", {"text": "Watch the tides", "internal": True})

    (row,) = desk.api("wendell").get(PATH).results

    assert row == {
        "order": desk.story.order.number,
        "title": desk.story.order.title,
        "internal": False,
        "latest": sent["id"],
        "who": "The client",
        "text": "Could the market come first?",
        "sent_at": sent["sent_at"],
        "unread": 1,
    }
    assert [row["internal"] for row in desk.api("edith").get(PATH).results] == [True]
    assert desk.api("clara").get(PATH).results[0]["who"] == "You"
    assert desk.api("clara").get(f"{PATH}?unread=true").results == []
    assert desk.api("wendell").get(f"{PATH}?unread=true").results == [row]
    assert desk.api("nick").get(PATH).results == desk.api("wanda").get(PATH).results == []
    assert Api(None, cast.inkwell).get(PATH).status == 401
    desk.api("wendell").post(f"{desk.path}messages/{sent['id']}/mark-read/")
    assert desk.api("wendell").get(f"{PATH}?unread=true").results == []


def test_pages_and_queries(cast: Cast, monkeypatch) -> None:
    for n in range(3):
        desk = Desk(Story(cast, title=f"T{n}").in_progress(), monkeypatch)
        desk.does("clara", "messages", {"text": "Hello"})
        for name, count in (("wendell", 3), ("clara", 4)):
            assert queries(desk.api(name), PATH) == count
    api = Api(cast.wendell)
    first = api.get(f"{PATH}?page_size=2")
    second = api.get(first.json["next"])
    assert [row["title"] for row in first.results + second.results] == ["T2", "T1", "T0"]
    assert api.get(second.json["previous"]).results == first.results
