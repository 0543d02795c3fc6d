"""Notifications by the API."""

from __future__ import annotations

import pytest

from accounts.actions.notices import give_notice
from accounts.models import Notice
from project.base import clock
from tests.helpers.api import Api, hidden
from tests.helpers.cast import Cast, Member
from tests.helpers.factories import place_order

pytestmark = pytest.mark.django_db
PATH, SETTINGS = "users/notifications/", "users/notification-settings/"


def told(member: Member, detail: str = "Delivered", **facts: str) -> str:
    about = {"kind": "order", "path": "/orders/", **facts}
    whose = {"user": member.membership.user, "agency": member.agency}
    return give_notice(**whose, detail=detail, now=clock.now(), **about).public_id


def test_read_one_by_one_and_all(cast: Cast) -> None:
    order = place_order(cast.clara)
    Notice.objects.all().delete()
    first, second, third = (
        told(cast.clara, about=order.number),
        told(cast.clara, kind="message"),
        told(cast.clara),
    )
    api = Api(cast.clara)
    rows = api.get(PATH).results
    assert [row["id"] for row in rows] == [third, second, first]
    assert rows[2]["text"] == f"{order.number} Delivered: {order.title}" and rows[2]["about"] == order.number
    assert api.get(f"{PATH}{first}/").json == rows[2]
    assert [row["id"] for row in api.get(f"{PATH}?kind=message").results] == [second]

    assert api.post(f"{PATH}mark-read/", {"ids": [first, "2222222222"]}).json == {"marked": 1}

    assert [row["id"] for row in api.get(f"{PATH}?unread=false").results] == [first]
    assert [row["id"] for row in api.get(f"{PATH}?unread=true").results] == [third, second]
    assert api.post(f"{PATH}mark-read/").json == {"marked": 2}
    assert api.post(f"{PATH}mark-read/", {}).json == {"marked": 0}
    assert api.get(f"{PATH}?unread=maybe&kind=x").errors.keys() == {"unread", "kind"}
    assert api.post(f"{PATH}mark-read/", {"ids": "all"}).errors.keys() == {"ids"}


def test_others_see_and_mark_nothing(cast: Cast) -> None:
    key = told(cast.clara)
    for other in (cast.otto, cast.nick):
        api = Api(other)
        assert hidden(api, f"{PATH}{{}}/", key) and key not in str(api.get(PATH).json)
        assert api.post(f"{PATH}mark-read/", {"ids": [key]}).json == {"marked": 0}
    assert Api(None, cast.inkwell).get(PATH).status == 401
    assert Notice.objects.get(public_id=key).read_at is None


def test_how_one_is_told_is_read_and_changed(cast: Cast) -> None:
    api = Api(cast.clara)
    stored = api.get(SETTINGS).json
    assert set(stored.values()) == {True} and len(stored) == 8

    assert api.patch(SETTINGS, {"quote_mail": False}).json == {**stored, "quote_mail": False}
    assert api.get(SETTINGS).json == {**stored, "quote_mail": False}
    assert api.put(SETTINGS, stored).json == stored
    assert set(api.put(SETTINGS, {"quote_mail": True}).errors) == set(stored) - {"quote_mail"}
    assert api.patch(SETTINGS, {"quote_mail": "no", "x": True}).errors.keys() == {"quote_mail", "x"}
    assert set(Api(cast.otto).get(SETTINGS).json.values()) == {True}


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    order, api = place_order(cast.clara), Api(cast.clara)
    api.get(PATH)
    for _n in range(3):
        told(cast.clara, about=order.number)
        with django_assert_num_queries(4):
            api.get(PATH)
