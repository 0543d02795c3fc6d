"""The review queue: what waits for any editor, what I claimed, what I reviewed; what
it tells an editor, and what it costs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import Membership
from orders.models import Delivery, Order
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.many import copies
from tests.helpers.pages import forms_of, order_rows, pager_links, words_of
from tests.helpers.story import Story, make_order
from tests.orders.helpers.sentinels import Secretive, seen
from tests.orders.helpers.support import queries_of, stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LIST = {"HX-Request": "true", "HX-Target": "list"}


@pytest.fixture
def edith(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.edith)


TABS = {
    "": {"in_review"},
    "queue": {"in_review"},
    "mine": {"claimed"},
    "reviewed": {"delivered", "revision_requested", "completed"},
}


def test_the_tabs_of_an_editor(cast: Cast, edith: Client) -> None:
    states = ("assigned", "in_review", "delivered", "revision_requested", "completed", "on_hold")
    orders = {state: make_order(cast, state).number for state in states}
    orders["claimed"] = Story(cast).claimed().order.number

    for tab, wanted in TABS.items():
        assert set(order_rows(edith.get(f"/editing/?tab={tab}"))) == {orders[state] for state in wanted}, tab


def test_another_editor_sees_what_waits_alone(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["editor"])
    waiting, _claimed, _done = (
        getattr(Story(cast), state)().order for state in ("in_review", "claimed", "delivered")
    )
    wanda = sign_in(load_cast().wanda)

    found = {tab: order_rows(wanda.get(f"/editing/?tab={tab}")) for tab in ("queue", "mine", "reviewed")}

    assert found == {"queue": [waiting.number], "mine": [], "reviewed": []}


@pytest.mark.parametrize("name", ["wendell", "clara"])
def test_nobody_is_offered_their_own_to_review(cast: Cast, sign_in: SignIn, name: str) -> None:
    """Neither the writer of the text, nor who ordered it."""
    Story(cast).in_review()
    Membership.objects.filter(pk=getattr(cast, name).member_id).update(roles=["editor"])

    assert order_rows(sign_in(getattr(load_cast(), name)).get("/editing/")) == []


def test_nothing_of_another_agency(cast: Cast, sign_in: SignIn) -> None:
    Story(cast).in_review()
    Membership.objects.filter(pk=cast.nora.member_id).update(roles=["editor"])

    assert order_rows(sign_in(load_cast().nora).get("/editing/")) == []


def test_the_text_that_waits_longest_first(cast: Cast, edith: Client) -> None:
    """By when it was handed in, not by when it was ordered."""
    first, second = (Story(cast, now=START + step * HOUR).in_review().order for step in (0, 1))
    assert order_rows(edith.get("/editing/")) == [first.number, second.number]

    Delivery.objects.filter(order=first).update(delivered_at=START + DAY)
    assert order_rows(edith.get("/editing/")) == [second.number, first.number]
    assert "Longest wait first" in words_of(edith.get("/editing/"))

    Order.objects.filter(pk=second.pk).update(client_deadline=START + 20 * DAY)
    assert order_rows(edith.get("/editing/?sort=due")) == [first.number, second.number]


def test_how_long_a_text_waits(cast: Cast, edith: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).in_review()
    stop_clock(monkeypatch, story.now + 26 * HOUR)

    assert "ago" in words_of(edith.get("/editing/")) and "1 day" in words_of(edith.get("/editing/"))


def test_claiming_from_the_queue(cast: Cast, edith: Client) -> None:
    order = Story(cast).in_review().order
    path = url_of(order, "review/claim/")
    assert path in {form.action for form in forms_of(edith.get("/editing/"))}

    answer = edith.post(path)

    assert (answer.status_code, answer.url) == (302, url_of(order))
    assert order_rows(edith.get("/editing/")) == [] and order_rows(edith.get("/editing/?tab=mine")) == [
        order.number
    ]


@pytest.mark.parametrize("tab", ["queue", "mine", "reviewed"])
def test_an_editor_reads_of_neither_client_nor_money(cast: Cast, edith: Client, tab: str) -> None:
    story = Secretive(cast)
    if tab == "queue":
        story.in_progress().deliver()
    else:
        story.three_versions()
        if tab == "reviewed":
            story.approve()

    page = edith.get(f"/editing/?tab={tab}")

    assert order_rows(page) == [story.order.number]
    assert seen(page, story.order) == {"writer"}


def test_a_client_cannot_be_searched_for(cast: Cast, edith: Client) -> None:
    order = Story(cast).in_review().order

    for query in ("client=nobody", "client=clara", "writer=nobody"):
        assert order_rows(edith.get(f"/editing/?{query}")) == [order.number], query


@pytest.mark.parametrize(
    ("tab", "state"), [("queue", "in_review"), ("mine", "claimed"), ("reviewed", "delivered")]
)
def test_eight_queries_for_one_three_and_fifty_rows(cast: Cast, edith: Client, tab: str, state: str) -> None:
    order, url = getattr(Story(cast), state)().order, f"/editing/?tab={tab}"
    edith.get(url)

    counted = []
    for more in (0, 2, 47):
        copies(order, more)
        counted.append((queries_of(edith, url), len(order_rows(edith.get(url)))))

    # Session, person, counts, rows, what they need; three of my own load.
    assert counted == [(8, 1), (8, 3), (8, 50)]
    assert queries_of(edith, f"{url}&q=harbour", **LIST) == 9  # words ask first


@pytest.mark.parametrize("sort", ["waiting", "due"])
def test_paging_shows_every_text_once(cast: Cast, edith: Client, sort: str) -> None:
    order = Story(cast).in_review().order
    wanted = {order.number, *(twin.number for twin in copies(order, 60, groups=7))}

    page = edith.get(f"/editing/?sort={sort}")
    rest = edith.get(pager_links(page)["next"])

    walked = [*order_rows(page), *order_rows(rest)]
    assert len(walked) == 61 and set(walked) == wanted


def test_htmx_gets_the_list_alone(cast: Cast, edith: Client) -> None:
    order = Story(cast).in_review().order

    page, part = (edith.get("/editing/?q=harbour", headers=headers) for headers in ({}, LIST))

    assert order_rows(page) == order_rows(part) == [order.number]
    assert b"<html" in page.content and part.content.strip().startswith(b'<div id="list"')
    assert part["HX-Push-Url"] == "/editing/?q=harbour" and "HX-Request" in page["Vary"]


def test_empty_pages_say_what_to_do(cast: Cast, edith: Client) -> None:
    assert "No texts waiting for an editor" in words_of(edith.get("/editing/"))
    assert "You have no reviews in progress" in words_of(edith.get("/editing/?tab=mine"))
    Story(cast).claimed()
    assert "You have claimed one review." in words_of(edith.get("/editing/"))


def test_the_queue_is_private(cast: Cast, edith: Client, sign_in: SignIn) -> None:
    assert "no-store" in edith.get("/editing/")["Cache-Control"]
    assert sign_in(None, cast.inkwell).get("/editing/").status_code == 302
    assert edith.post("/editing/").status_code == 405
    assert sign_in(cast.wendell).get("/editing/").status_code == 403


def test_take_the_next(cast: Cast, edith: Client) -> None:
    assert "Claim next review" not in words_of(edith.get("/editing/"))
    order = make_order(cast, "in_review")
    assert "Claim next review" in words_of(edith.get("/editing/"))

    assert edith.post("/editing/next/")["Location"] == f"/editing/{order.number}/"
    assert Order.objects.get(pk=order.pk).editor == cast.edith.membership
    assert "No texts are waiting for an editor at the moment." in words_of(
        edith.post("/editing/next/", follow=True)
    )
