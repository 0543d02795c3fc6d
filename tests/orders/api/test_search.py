"""The search box by the API: what the page shows the same person, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from orders.actions.messages import post_message
from orders.api.search import KINDS
from orders.hooks.search import search_kinds
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import make_draft
from tests.helpers.story import Story
from tests.orders.helpers.api import Desk, queries

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PEOPLE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto", "nick", "nora")
PATH = "search/"


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A delivered order, a draft and a note that all say “zephyrine”."""
    story = Story(cast, title="Zephyrine feature").in_progress().deliver("A zephyrine breeze.").approve()
    make_draft(cast.clara, title="Zephyrine draft")
    for actor, internal in ((cast.clara, False), (cast.sam, True)):
        post_message(actor=actor, order=story.order, internal=internal, text="zephyrine tides", now=story.now)
    return Desk(story, monkeypatch)


def found(desk: Desk, name: str, typed: str) -> dict[str, list[dict[str, str]]]:
    answer = desk.api(name).get(f"{PATH}?q={typed}")
    assert answer.status == 200
    return {kind["kind"]: kind["found"] for kind in answer.json["kinds"]}


def test_it_finds_by_kind(desk: Desk) -> None:
    number = desk.story.order.number
    kinds = found(desk, "clara", "zephyrine")

    assert list(kinds) == ["orders", "drafts", "messages", "deliveries"]
    assert kinds["orders"] == [
        {
            "id": number,
            "title": "Zephyrine feature",
            "about": kinds["orders"][0]["about"],
            "order": number,
            "page": f"/orders/{number}/",
        }
    ]
    (version,) = kinds["deliveries"]
    assert (version["id"], version["order"]) == ("1", number)
    assert [row["about"] for row in kinds["messages"]] == ["zephyrine tides"]
    assert desk.api("clara").get(f"{PATH}?q={number.lower()}").json["exact"] == number
    assert desk.api("nick").get(f"{PATH}?q={number}").json == {
        "exact": None,
        "kinds": [],
        "orders_searched": 0,
        "talks_searched": 0,
    }


@pytest.mark.parametrize("typed", ["zephyrine", "tides", "wendell", "example", "INK"])
def test_it_finds_what_the_page_finds(desk: Desk, sign_in: SignIn, typed: str) -> None:
    for name in PEOPLE:
        page = sign_in(getattr(desk.story.cast, name)).get("/search/", {"q": typed})
        html = unescape(page.content.decode())
        kinds = found(desk, name, typed)
        orders = [row["number"] for row in page.context.get("orders", ())]

        # The place in a thread is signed anew each time.
        addresses = [row["page"].partition("?")[0] for rows in kinds.values() for row in rows]
        assert [address for address in addresses if f'href="{address}' not in html] == [], name
        assert html.count('<ul class="found">') == len(kinds), name
        assert orders == [row["id"] for row in kinds.get("orders", ())]


@pytest.mark.parametrize("typed", ["", " ", "'", "&|!():*", "²", "\0", "\u200b", "'; --", "日本", "a" * 100])
def test_odd_words_find_nothing(desk: Desk, typed: str) -> None:
    answer = desk.api("clara").get(f"{PATH}?q={quote(typed)}")

    assert answer.status in (200, 400) and not answer.json.get("kinds")


def test_too_many_words_and_unknown_names_are_refused(desk: Desk) -> None:
    assert desk.api("clara").get(f"{PATH}?q={'a' * 101}").status == 400
    assert desk.api("clara").get(PATH).status == 400
    assert desk.api("clara").get(f"{PATH}?q=a&kind=orders").status == 400
    assert Api(None, desk.story.cast.inkwell).get(f"{PATH}?q=a").status == 401


def test_each_kind_has_its_word() -> None:
    assert {name for name, _kind in search_kinds.items()} <= set(KINDS)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(cast: Cast, desk: Desk, rows: int) -> None:
    for at in range(rows):
        Story(cast, title=f"Zephyrine feature {at}").assigned()

    assert queries(desk.api("max"), f"{PATH}?q=zephyrine") <= 13
