"""The figures above the lists: in which order they stand, and how an app to the right adds one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client

from orders.hooks.tiles import Moment, client_tiles, desk_tiles
from orders.models import Order
from project.base.viewer import Viewer
from tests.helpers.cast import Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of
from tests.orders.views.test_lists import tab

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]
CLIENTS = ["Late", "Drafts", "Quotes to respond to", "Orders to rate"]
DESK = ["Late", "Due within a day", "Scope undecided", "Quotes to prepare", "Open disputes"]
PAGES = [("/orders/", "clara", CLIENTS), ("/desk/", "max", DESK), ("/desk/?view=board", "max", DESK)]
#: Session, person, accounts of a client, counts, rows, what they need.
QUERIES = {"/orders/": 6, "/desk/": 5, "/desk/?view=board": 5}


class Parcels:
    """A throw-away tile, named as a tab of the desk is."""

    name = "waiting"
    position = 25
    label = "Parcels"
    icon = "inbox"
    tone = "bad"

    def url(self) -> str:
        return "/parcels/"

    def rows(self, viewer: Viewer, now: Moment) -> QuerySet[Any]:
        return Order.objects.filter(agency_id=viewer.agency_id)


@pytest.fixture
def parcels() -> Iterator[Parcels]:
    entry = Parcels()
    for registry in (client_tiles, desk_tiles):
        registry.register("parcels", entry)
    yield entry
    for registry in (client_tiles, desk_tiles):
        registry.forget("parcels")


def tiles(client: Client, path: str) -> dict[str, dict[str, Any]]:
    return {str(tile["label"]): tile for tile in client.get(path).context["tiles"]}


@pytest.mark.parametrize(("path", "name", "labels"), PAGES)
def test_they_stand_in_this_order(
    cast: Cast, sign_in: SignIn, path: str, name: str, labels: list[str]
) -> None:
    assert list(tiles(sign_in(getattr(cast, name)), path)) == labels


@pytest.mark.parametrize(("path", "name", "labels"), PAGES)
def test_one_of_another_app_stands_where_it_says_and_costs_no_query(
    cast: Cast, sign_in: SignIn, parcels: Parcels, path: str, name: str, labels: list[str]
) -> None:
    client = sign_in(getattr(cast, name))
    place_order(cast.clara)
    before = tiles(client, path)

    place_order(cast.clara)

    shown = tiles(client, path)
    assert list(shown) == [*labels[:2], "Parcels", *labels[2:]]
    assert [found["Parcels"]["value"] for found in (before, shown)] == ["1", "2"]
    assert (shown["Parcels"]["url"], shown["Parcels"]["tone"], shown["Parcels"]["icon"]) == (
        "/parcels/",
        "bad",
        "inbox",
    )
    assert queries_of(client, path) == QUERIES[path]


def test_its_name_takes_no_count_of_the_list(cast: Cast, sign_in: SignIn, parcels: Parcels) -> None:
    Story(cast).assigned()

    shown = tiles(sign_in(cast.max), "/desk/")

    assert shown["Parcels"]["value"] == "1"
    assert tab(sign_in(cast.max).get("/desk/"), "Unassigned")["count"] == "0"


def test_without_rows_it_has_no_tone(cast: Cast, sign_in: SignIn, parcels: Parcels) -> None:
    shown = tiles(sign_in(cast.max), "/desk/")["Parcels"]

    assert (shown["value"], shown["tone"]) == ("0", "")
