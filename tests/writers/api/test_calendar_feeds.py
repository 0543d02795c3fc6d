"""Calendar links by the API."""

from __future__ import annotations

import pytest

from project.base.clock import now
from tests.helpers.api import Api, by_token, hidden, proved
from tests.helpers.cast import Cast, browser
from writers.actions.calendar_feeds import make_feed
from writers.models import CalendarFeed

pytestmark = pytest.mark.django_db
FEEDS = "writer-management/calendar-feeds/"


def test_made_read_and_revoked(cast: Cast) -> None:
    api = proved(cast.wendell)

    made = api.post(FEEDS, {"name": "Phone"})

    path = "/" + made.json["url"].split("/", 3)[3]
    assert made.status == 201 and browser(None, cast.inkwell).get(path).status_code == 200
    (row,) = api.get(FEEDS).results
    assert row["id"] == made.json["id"] and row["last_used_at"] and "url" not in row
    assert api.call("DELETE", f"{FEEDS}{row['id']}/").status == 204
    assert browser(None, cast.inkwell).get(path).status_code == 404
    assert api.get(FEEDS).results == [] and len(api.get(f"{FEEDS}?state=revoked").results) == 1


def test_no_token_makes_one(cast: Cast) -> None:
    assert by_token(cast.wendell).post(FEEDS, {"name": "Phone"}).status == 403
    assert not CalendarFeed.objects.exists()


def test_a_session_shows_who_it_is_first(cast: Cast) -> None:
    assert Api(cast.wendell).post(FEEDS, {"name": "Phone"}).status == 403
    assert not CalendarFeed.objects.exists()


def test_somebody_elses_does_not_exist(cast: Cast) -> None:
    feed, _key = make_feed(actor=cast.wendell, name="Phone", now=now())

    for method in ("GET", "DELETE"):
        assert hidden(Api(cast.wanda), FEEDS + "{}/", feed.public_id, method)
