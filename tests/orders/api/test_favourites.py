"""Favourite writers by the API: kept from an order, listed, put away."""

from __future__ import annotations

import pytest

from clients.actions.favourites import keep_writer
from clients.models import FavouriteWriter
from tests.helpers.api import Api, hidden
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db
LIST = "clients/favourites/"


def test_kept_listed_and_put_away(cast: Cast) -> None:
    order, api = Story(cast).completed().order, Api(cast.clara)
    path, key = f"orders/orders/{order.number}/favourite/", cast.wendell.membership.public_id

    kept = api.post(path).json

    assert kept == {"order": order.number, "writer": key, "is_favourite": True} == api.post(path).json
    (row,) = api.get(LIST).results
    assert (row["id"], row["completed_orders"], row["works_here"]) == (key, 1, True)
    assert api.get(f"{LIST}{key}/").json == row
    assert not api.delete(path).json["is_favourite"] and api.delete(path).status == 200
    assert api.get(LIST).results == []
    api.post(path)
    assert api.delete(f"{LIST}{key}/").status == 204 and api.delete(f"{LIST}{key}/").status == 404
    assert not FavouriteWriter.objects.exists()


def test_each_role_has_its_door(cast: Cast) -> None:
    order = Story(cast).assigned().order
    path, key = f"orders/orders/{order.number}/favourite/", cast.wendell.membership.public_id
    Api(cast.clara).post(path)
    for method in ("POST", "DELETE"):
        assert Api(None, cast.inkwell).call(method, path).status == 401
        for member in (cast.wendell, cast.edith, cast.sam, cast.max):
            assert Api(member).call(method, path).status == 403
        nick = Api(cast.nick)
        foreign = nick.call(method, path).response.content
        assert foreign == nick.call(method, "orders/orders/INK-2026-99999/favourite/").response.content
    assert Api(cast.wendell).get(LIST).status == 403
    assert Api(cast.nick).get(LIST).results == []
    assert hidden(Api(cast.nick), f"{LIST}{{}}/", key) and hidden(
        Api(cast.nick), f"{LIST}{{}}/", key, "DELETE"
    )
    assert FavouriteWriter.objects.count() == 1


def test_nobody_is_kept_before_somebody_writes(cast: Cast) -> None:
    number = place_order(cast.clara).number
    assert Api(cast.clara).post(f"orders/orders/{number}/favourite/").status == 403


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.clara)
    api.get(LIST)
    with django_assert_num_queries(3):
        api.get(LIST)
    for writer in (cast.wendell, cast.wanda):
        keep_writer(actor=cast.clara, writer_id=writer.member_id, now=START)
        with django_assert_num_queries(3):
            api.get(LIST)
