"""The studio: offers that wait, work by its deadline; what it tells a writer, and what it costs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.actions import offers
from orders.models import Offer, Order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.many import copies
from tests.helpers.pages import forms_of, order_rows, pager_links, words_of
from tests.helpers.story import FEE, Story, make_order
from tests.orders.helpers.revision_turns import give
from tests.orders.helpers.sentinels import Secretive, seen
from tests.orders.helpers.support import queries_of, stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LIST = {"HX-Request": "true", "HX-Target": "list"}


def offered(response: Any) -> list[str]:
    """The order numbers of the offers, in their order."""
    cards = re.split('class="offer(?:-row)?"', response.content.decode())[1:]
    return [match[0] for card in cards if (match := re.search(r"[A-Z]+-\d{4}-\d{5}", card))]


def give_offer(cast: Cast, order: Order, now: dt.datetime) -> None:
    offers.offer_order(actor=cast.max, order=order, writers=[cast.wendell.membership], fee=FEE, now=now)


def content_of(response: Any) -> str:
    """The page without its menu, which leads to all offers too."""
    text: str = response.content.decode()
    return text[text.index("<main") :]


@pytest.fixture
def wendell(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.wendell)


TABS = {
    "": {"assigned", "in_progress", "revision_requested"},
    "todo": {"assigned", "in_progress", "revision_requested"},
    "others": {"in_review", "delivered", "on_hold"},
    "closed": {"completed", "cancelled"},
    "all": {
        "assigned",
        "in_progress",
        "revision_requested",
        "in_review",
        "delivered",
        "on_hold",
        "completed",
        "cancelled",
    },
}


def test_the_tabs_hold_the_own_work_alone(
    cast: Cast, wendell: Client, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offers stand above the tabs; those of this test have expired by then."""
    orders = {state: make_order(cast, state).number for state in TABS["all"] - {"cancelled"}}
    orders["cancelled"] = Story(cast).assigned().cancelled().order.number
    make_order(cast, "placed")
    make_order(cast, "offered")
    stop_clock(monkeypatch, START + 5 * DAY)

    for tab, states in TABS.items():
        assert set(order_rows(wendell.get(f"/studio/?tab={tab}"))) == {orders[state] for state in states}, tab
        assert order_rows(sign_in(cast.wanda).get(f"/studio/?tab={tab}")) == [], tab
        assert order_rows(sign_in(cast.wanda_northwind).get(f"/studio/?tab={tab}")) == [], tab


def test_the_nearest_deadline_first(cast: Cast, wendell: Client) -> None:
    early, late = (Story(cast, deadline=START + days * DAY).assigned().order for days in (5, 9))

    assert order_rows(wendell.get("/studio/")) == [early.number, late.number]
    assert order_rows(wendell.get("/studio/?sort=new")) == [late.number, early.number]


def test_offers_stand_above_and_can_be_answered(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(cast).offered()
    stop_clock(monkeypatch, story.now + HOUR)

    for path in ("/studio/", "/studio/offers/"):
        page = wendell.get(path)
        actions = {form.action for form in forms_of(page)}
        assert offered(page) == [story.order.number], path
        assert {url_of(story.order, "offer/accept/"), url_of(story.order, "offer/decline/")} <= actions
        assert "€90.00" in words_of(page)


def test_what_is_no_offer_any_more(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch, sign_in: SignIn
) -> None:
    """Over, withdrawn, declined, another's, or the order is held: no card,
    neither here nor on the page of offers."""
    story, others = Story(cast).offered(), [Story(cast).offered() for _each in range(3)]
    make = {"actor": cast.max, "order": others[0].order, "now": others[0].now}
    offers.withdraw_offer(writer=cast.wendell.membership, **make)
    offers.decline_offer(actor=cast.wendell, order=others[1].order, reason="", now=others[1].now)
    Order.objects.filter(pk=others[2].order.pk).update(state="on_hold", resumes_to="offered")
    over = Offer.objects.get(order=story.order).answer_by

    found = []
    for now in (story.now + HOUR, over - HOUR, over, over + HOUR):
        stop_clock(monkeypatch, now)
        found.append([offered(wendell.get("/studio/")), offered(wendell.get("/studio/offers/"))])
    stop_clock(monkeypatch, story.now + HOUR)

    number = story.order.number
    assert found == [[[number], [number]]] * 2 + [[[], []]] * 2
    assert offered(sign_in(cast.wanda).get("/studio/offers/")) == []


def test_the_offers_to_answer_first_stand_above_the_work_and_lead_to_all(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = place_order(cast.clara)
    orders = [first, *copies(first, 24)]
    stop_clock(monkeypatch, START + HOUR)
    every = "/studio/offers/"

    found = []
    for start, end in ((0, 5), (5, 20), (20, 25)):
        for step, order in enumerate(orders[start:end], start):
            give_offer(cast, order, START)
            Offer.objects.filter(order=order).update(answer_by=START + DAY - step * dt.timedelta(minutes=1))
        found.append((wendell.get("/studio/"), wendell.get(every)))
    numbers = [order.number for order in reversed(orders)]
    second = wendell.get(pager_links(found[-1][1])["next"])

    assert [offered(page) for page, _all in found] == [numbers[20:], numbers[5:10], numbers[:5]]
    assert [f'href="{every}"' in content_of(page) for page, _all in found] == [False, True, True]
    assert [offered(page) for _first, page in found] == [numbers[20:], numbers[5:], numbers[:20]]
    assert offered(second) == numbers[20:]
    assert offered(wendell.get(pager_links(second)["prev"])) == numbers[:20]


@pytest.mark.parametrize(
    ("path", "wanted"), [("/studio/", {"fee"}), ("/studio/offers/", {"fee"}), ("/studio/?tab=all", {"fee"})]
)
def test_nothing_of_the_client_in_offers(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch, path: str, wanted: set[str]
) -> None:
    story = Secretive(cast).offered()
    stop_clock(monkeypatch, story.now + HOUR)

    assert seen(wendell.get(path), story.order) == wanted


@pytest.mark.parametrize("tab", ["others", "all"])
def test_nothing_of_the_client_in_the_rows(cast: Cast, wendell: Client, tab: str) -> None:
    story = Secretive(cast).three_versions()

    page = wendell.get(f"/studio/?tab={tab}")

    assert order_rows(page) == [story.order.number]
    assert seen(page, story.order) == {"fee", "writer"}


def test_a_client_cannot_be_searched_for(cast: Cast, wendell: Client) -> None:
    """The address of the desk's list, typed here, narrows nothing: it would tell whose order it is."""
    order = Story(cast).assigned().order

    for query in ("client=nobody", "client=clara", "writer=nobody"):
        assert order_rows(wendell.get(f"/studio/?{query}")) == [order.number], query


# -- cost ---------------------------------------------------------------------


def test_six_queries_for_one_three_and_fifty_rows(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Story(cast).assigned().order
    stop_clock(monkeypatch, START + DAY)
    wendell.get("/studio/")

    counted = []
    for more in (0, 2, 47):
        copies(order, more)
        counted.append((queries_of(wendell, "/studio/"), len(order_rows(wendell.get("/studio/")))))

    assert counted == [
        (6, 1),
        (6, 3),
        (6, 50),
    ]  # session, person, offers, counts, rows, what they need
    assert queries_of(wendell, "/studio/?q=harbour&due=late&state=assigned", **LIST) == 6  # words ask first


@pytest.mark.parametrize(("path", "queries"), [("/studio/", 10), ("/studio/offers/", 8)])
def test_offers_cost_the_same_whatever_their_number(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch, path: str, queries: int
) -> None:
    first = place_order(cast.clara)
    orders = [first, *copies(first, 49)]
    stop_clock(monkeypatch, START + HOUR)
    wendell.get(path)

    counted = []
    for start, end in ((0, 1), (1, 3), (3, 50)):
        for order in orders[start:end]:
            give_offer(cast, order, START)
        counted.append(queries_of(wendell, path))

    assert counted == [queries] * 3


def test_htmx_gets_the_list_alone(cast: Cast, wendell: Client) -> None:
    order = Story(cast).assigned().order

    page, part = (wendell.get("/studio/?q=harbour", headers=headers) for headers in ({}, LIST))

    assert order_rows(page) == order_rows(part) == [order.number]
    assert b"<html" in page.content and part.content.strip().startswith(b'<div id="list"')
    assert part["HX-Push-Url"] == "/studio/?q=harbour" and "HX-Request" in page["Vary"]


def test_empty_pages_say_what_to_do(wendell: Client) -> None:
    assert "Nothing to write at the moment" in words_of(wendell.get("/studio/"))
    assert "None of your orders are with an editor or the client" in words_of(
        wendell.get("/studio/?tab=others")
    )
    assert "No offers waiting for you" in words_of(wendell.get("/studio/offers/"))


@pytest.mark.parametrize("path", ["/studio/", "/studio/offers/", "/editing/"])
@pytest.mark.parametrize("name", ["clara", "sam", "max", "otto", "nick"])
def test_areas_of_other_roles(cast: Cast, sign_in: SignIn, path: str, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/studio/", "/studio/offers/"])
def test_the_studio_is_private(cast: Cast, wendell: Client, sign_in: SignIn, path: str) -> None:
    assert "no-store" in wendell.get(path)["Cache-Control"]
    assert sign_in(None, cast.inkwell).get(path).status_code == 302
    assert wendell.post(path).status_code == 405
    assert sign_in(cast.edith).get(path).status_code == 403


@pytest.mark.parametrize(
    "query", ["state=x", "sort=waiting", "tab=x", "due=x", "after=garbage", "q='", "q=%25"]
)
def test_unknown_values_do_no_harm(cast: Cast, wendell: Client, query: str) -> None:
    Story(cast).assigned()

    assert wendell.get(f"/studio/?{query}").status_code == 200
    assert wendell.get("/studio/?q=%00").status_code == 400


def test_whoever_is_given_a_revision_does_not_see_the_writers_fee(
    cast: Cast, wendell: Client, sign_in: SignIn
) -> None:
    story = give(Story(cast).revision_requested(), cast.wanda)
    fee = f"€{FEE:,.2f}"

    theirs, own = sign_in(cast.wanda).get("/studio/?tab=all"), wendell.get("/studio/?tab=all")

    assert order_rows(theirs) == order_rows(own) == [story.order.number]
    assert fee in words_of(own) and fee not in words_of(theirs)
