"""Clients look through portfolios, keep some of them, and compare."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drafts.models import OrderDraft
from project.base import clock
from project.base.errors import NotAllowed, NotVisible, WrongState
from tests.helpers.cast import START, Cast, browser
from tests.writers.helpers.portfolios import figures_of, portfolio_of, sample_in
from writers.actions import shortlist
from writers.models import ShortlistedWriter, WriterPortfolio
from writers.states.portfolio import Audience, Visibility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]


def test_a_client_sees_what_is_for_clients(cast: Cast) -> None:
    row = portfolio_of(cast.wendell, "wendell", visibility=Visibility.CLIENTS, public_since=None)
    shown = sample_in(row, "For clients", audience=Audience.CLIENTS)
    hidden = sample_in(row, "By link", audience=Audience.LINK)
    clara = browser(cast.clara)

    page = clara.get("/orders/writers/wendell/")
    text = page.content.decode()

    assert "/orders/writers/wendell/" in clara.get("/orders/writers/").content.decode()
    assert "For clients" in text and "By link" not in text
    assert page.headers["Cache-Control"] == "no-store, private"
    assert clara.get(f"/orders/writers/wendell/work/{shown.public_id}/").status_code == 200
    assert clara.get(f"/orders/writers/wendell/work/{hidden.public_id}/").status_code == 404
    assert browser(None, cast.inkwell).get("/writers/wendell/").status_code == 404


@pytest.mark.parametrize("fields", [{"visibility": Visibility.PRIVATE}, {"enabled": False}])
def test_what_is_private_or_off_is_not_there(cast: Cast, fields: dict[str, Any]) -> None:
    portfolio_of(cast.wendell, "wendell", **fields)
    clara = browser(cast.clara)

    assert clara.get("/orders/writers/wendell/").status_code == 404
    assert clara.post("/orders/writers/wendell/shortlist/").status_code == 404
    assert "wendell" not in clara.get("/orders/writers/").content.decode()


def test_the_list_is_kept_compared_and_cleared(cast: Cast) -> None:
    first = portfolio_of(cast.wendell, "wendell", subjects=2, show_rating=True)
    figures_of(first)
    portfolio_of(cast.wanda, "wanda")
    clara = browser(cast.clara)
    for slug in ("wendell", "wanda", "wanda"):
        assert clara.post(f"/orders/writers/{slug}/shortlist/").status_code == 302

    compared = clara.get("/orders/writers/compare/").content.decode()
    assert "4.7" in compared and "from 12 ratings, as of 2 March 2026" in compared
    assert ShortlistedWriter.objects.count() == 2
    one = clara.get(f"/orders/writers/compare/?writer={first.public_id}&writer=nobody").content.decode()
    assert cast.wanda.membership.public_name not in one.split('id="main"')[1]

    for _click in range(2):
        assert clara.post("/orders/writers/wanda/shortlist/remove/").status_code == 302
    text = clara.get("/orders/writers/shortlist/").content.decode()
    assert cast.wendell.membership.public_name in text and "/orders/writers/wanda/" not in text


def test_who_leaves_the_directory_leaves_the_list(cast: Cast) -> None:
    row = portfolio_of(cast.wendell, "wendell")
    shortlist.add_to_shortlist(actor=cast.clara, portfolio=row, now=START)
    WriterPortfolio.objects.update(enabled=False)

    page = browser(cast.clara).get("/orders/writers/shortlist/").content.decode()

    assert "/orders/writers/wendell/" not in page


def test_a_draft_begins_with_the_writer_preferred_and_the_price_of_it_said_before(cast: Cast) -> None:
    portfolio_of(cast.wendell, "wendell")
    clara = browser(cast.clara)

    before = clara.get("/orders/writers/wendell/").content.decode()
    answer = clara.post("/orders/writers/wendell/draft/")

    made = OrderDraft.objects.latest("pk")
    assert "adds 15% of the base price" in before or "% of the base price" in before
    assert made.preferred_writer_id == cast.wendell.member_id
    assert answer["Location"] == f"/orders/drafts/{made.public_id}/"


def test_only_clients_keep_a_list_and_only_of_whom_they_see(cast: Cast) -> None:
    row = portfolio_of(cast.wendell, "wendell", visibility=Visibility.PRIVATE)
    there = portfolio_of(cast.nora, "nora")

    with pytest.raises(NotAllowed):
        shortlist.add_to_shortlist(actor=cast.max, portfolio=row, now=START)
    for hidden in (row, there):
        with pytest.raises(NotVisible):
            shortlist.add_to_shortlist(actor=cast.clara, portfolio=hidden, now=START)


def test_a_full_list_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "MOST", 1)
    first, second = portfolio_of(cast.wendell, "wendell"), portfolio_of(cast.wanda, "wanda")
    shortlist.add_to_shortlist(actor=cast.clara, portfolio=first, now=clock.now())

    with pytest.raises(WrongState):
        shortlist.add_to_shortlist(actor=cast.clara, portfolio=second, now=clock.now())
    shortlist.add_to_shortlist(actor=cast.clara, portfolio=first, now=clock.now())


@pytest.mark.parametrize("path", ["", "shortlist/", "compare/"])
def test_pages_cost_the_same_for_one_and_for_more(cast: Cast, path: str) -> None:
    clara = browser(cast.clara)

    def cost() -> int:
        clara.get(f"/orders/writers/{path}")
        with CaptureQueriesContext(connection) as asked:
            assert clara.get(f"/orders/writers/{path}").status_code == 200
        return len(asked)

    row = portfolio_of(cast.wendell, "wendell", subjects=2)
    sample_in(row)
    shortlist.add_to_shortlist(actor=cast.clara, portfolio=row, now=START)
    first = cost()
    other = portfolio_of(cast.wanda, "wanda", subjects=3)
    shortlist.add_to_shortlist(actor=cast.clara, portfolio=other, now=START)

    assert cost() == first <= 6
