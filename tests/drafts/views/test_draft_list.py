"""The list of drafts: tabs, words, order, prices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client

from drafts.models import OrderDraft
from drafts.pricing.draft_price import price_draft
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, make_draft, place_order
from tests.helpers.pages import words_of
from tests.orders.helpers.support import dearer_book, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]
URL = "/orders/drafts/"


def titles(client: Client, **query: str) -> list[str]:
    answer = client.get(f"{URL}?{urlencode(query)}")
    assert answer.status_code == 200
    return [row.title for row in answer.context["page"].rows]


@pytest.fixture
def some(cast: Cast) -> dict[str, OrderDraft]:
    """One ready draft, two unfinished ones, one that was ordered, one of the other agency."""
    place_order(cast.clara, title="Zebra, ordered")
    make_draft(cast.nick, title="Of Northwind")
    return {
        "ready": make_draft(cast.clara, title="Harbour", deadline=START + 20 * DAY),
        "bare": make_draft(
            cast.clara, title="anchor", quantity=None, deadline=START + 9 * DAY, now=START + DAY
        ),
        "past": make_draft(
            cast.clara, title="Buoy", deadline=START + dt.timedelta(hours=2), now=START + 2 * DAY
        ),
    }


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Buoy", "anchor", "Harbour"]),
        ({"tab": "ready"}, ["Harbour"]),
        ({"tab": "unfinished"}, ["Buoy", "anchor"]),
        ({"tab": "ordered"}, ["Zebra, ordered"]),
        ({"sort": "title"}, ["anchor", "Buoy", "Harbour"]),
        ({"sort": "due"}, ["Buoy", "anchor", "Harbour"]),
        ({"q": "harb"}, ["Harbour"]),
        ({"q": "zebra", "tab": "ordered"}, ["Zebra, ordered"]),
        ({"q": "northwind"}, []),
        ({"tab": "nonsense", "sort": "nonsense"}, ["Buoy", "anchor", "Harbour"]),
    ],
)
def test_tab_order_and_words(cast: Cast, sign_in: SignIn, query: dict[str, str], expected: list[str]) -> None:
    brief_holds_harbour = query == {"q": "harb"}
    found = titles(sign_in(cast.clara), **query)

    assert set(expected) <= set(found) if brief_holds_harbour else found == expected


@pytest.mark.usefixtures("some")
def test_the_tabs_say_how_many(cast: Cast, sign_in: SignIn) -> None:
    tabs = sign_in(cast.clara).get(URL).context["tabs"]

    assert {str(tab["label"]): tab["count"] for tab in tabs} == {
        "Open": "3",
        "Unfinished": "2",
        "Ready to order": "1",
        "Ordered": None,
    }


def test_the_price_is_that_of_today(cast: Cast, sign_in: SignIn, some: dict[str, OrderDraft]) -> None:
    client = sign_in(cast.clara)

    def shown() -> dict[str, str]:
        return {row.title: row.price for row in client.get(URL).context["page"].rows}

    before = shown()
    total = price_draft(cast.inkwell, some["ready"], now=START).total
    assert before == {"Harbour": f"€{total:,.2f}", "anchor": "", "Buoy": ""}
    dearer_book(cast.inkwell, Decimal(2))
    assert shown()["Harbour"] != before["Harbour"]


@pytest.mark.usefixtures("some")
def test_what_was_ordered_leads_to_its_order(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.clara).get(f"{URL}?tab=ordered")

    assert "/orders/INK-" in page.content.decode()
    assert "Delete" not in words_of(page)


@pytest.mark.parametrize("sort", ["saved", "due", "title"])
def test_every_order_pages_without_loss(cast: Cast, sign_in: SignIn, sort: str) -> None:
    drafts = [
        make_draft(cast.clara, title=f"T{n % 7}", deadline=None if n % 3 else START + DAY * (n % 5 + 1))
        for n in range(53)
    ]
    client, url, seen = sign_in(cast.clara), f"{URL}?sort={sort}", []
    while url:
        page = client.get(url).context["page"]
        seen += [row.public_id for row in page.rows]
        url = page.next_url

    assert len(seen) == len(set(seen)) == len(drafts)


def test_the_same_queries_for_one_and_for_more(cast: Cast, sign_in: SignIn) -> None:
    client, counts = sign_in(cast.clara), []
    client.get(URL)
    for more in (1, 2, 47):
        for _each in range(more):
            make_draft(cast.clara)
        counts.append(queries_of(client, URL))

    assert counts == [5] * 3
