"""What an app to the right adds to the pages of an order: where it stands, what it is given, who is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.template import Engine
from django.template.loaders.locmem import Loader
from django.test import Client

from orders.hooks.panels import Panel, Place, order_panels
from orders.models import Order
from orders.rules.sides import Sides
from project.base.viewer import Viewer
from tests.helpers.cast import Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]
TEMPLATE = "[{{ panel.words }} {% if csrf_token %}token{% endif %} {{ order }}{{ page }}]"
PAGE = {Place.MAIN: "", Place.SIDE: "", Place.LEDGER: "ledger/"}


class Notes:
    """A throw-away panel: for the desk alone."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.asked: list[tuple[Viewer, Order, Sides, dt.datetime]] = []

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        self.asked.append((viewer, order, sides, now))
        return Panel("throwaway/_notes.html", {"words": f"Notes on {order.number}"}) if sides.desk else None


@pytest.fixture(params=Place)
def notes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notes]:
    engine = Engine.get_default()
    loaders = [Loader(engine, {"throwaway/_notes.html": TEMPLATE}), *engine.template_loaders]
    monkeypatch.setattr(engine, "template_loaders", loaders)
    entry = Notes(request.param)
    order_panels.register("notes", entry)
    yield entry
    order_panels.forget("notes")


def test_a_panel_stands_once_on_its_page_and_reads_nothing_but_its_context(
    cast: Cast, sign_in: SignIn, notes: Notes
) -> None:
    order, client = place_order(cast.clara), sign_in(cast.max)

    pages = {path: client.get(url_of(order, path)).content.decode() for path in ("", "ledger/")}

    found = {path: page.count(f"[Notes on {order.number} token ]") for path, page in pages.items()}
    assert found == {path: int(path == PAGE[notes.place]) for path in pages}
    assert len(notes.asked) == 1


def test_it_is_asked_for_the_viewer_and_shows_nothing_when_it_says_so(
    cast: Cast, sign_in: SignIn, notes: Notes
) -> None:
    order = Story(cast).claimed().order

    page = sign_in(cast.clara).get(url_of(order, PAGE[notes.place])).content.decode()

    viewer, about, sides, _now = notes.asked[0]
    assert (viewer.member_id, about.pk, sides.client, sides.desk) == (
        cast.clara.member_id,
        order.pk,
        True,
        False,
    )
    assert "Notes on" not in page


def test_a_main_panel_stands_before_the_brief_and_a_side_panel_before_what_happened(
    cast: Cast, sign_in: SignIn, notes: Notes
) -> None:
    order = place_order(cast.clara)

    page = sign_in(cast.max).get(url_of(order, PAGE[notes.place])).content.decode()

    column, _, side = page.partition('<aside class="stack"')
    assert ("Notes on" in column, "Notes on" in side) == (
        notes.place is Place.MAIN,
        notes.place is not Place.MAIN,
    )
    if notes.place is Place.MAIN:
        assert column.index("Notes on") < column.index('id="brief"')
    if notes.place is Place.SIDE:
        assert side.index('id="payment"') < side.index("Notes on") < side.index('id="timeline"')


def test_a_panel_without_queries_costs_none(cast: Cast, sign_in: SignIn, notes: Notes) -> None:
    url, client = url_of(place_order(cast.clara), PAGE[notes.place]), sign_in(cast.max)
    client.get(url)

    there = queries_of(client, url)
    order_panels.forget("notes")
    without = queries_of(client, url)
    order_panels.register("notes", notes)

    assert there == without
