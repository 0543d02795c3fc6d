"""From the very second on at which nobody can answer an offer any more the order waits for the desk again,
whether or not the sweep has been there: on its page, in lists, board, counts, search and the API. The next
act of the desk notes that first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from orders.actions import holding, offers
from orders.actions.sweeps import expire_offers
from orders.models import Offer
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY, HOUR
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
FEE = Decimal("50.00")


@pytest.fixture
def story(cast: Cast) -> Story:
    """Offered to two, to one of them a day longer."""
    story = Story(cast, title="Lighthouse").offered()
    offer = offers.offer_order
    offer(
        actor=cast.max, order=story.order, writers=[cast.wanda.membership], fee=FEE, hours=72, now=story.now
    )
    return story.reread()


def reach(story: Story, patch: pytest.MonkeyPatch, more: dt.timedelta = dt.timedelta(0)) -> None:
    last = Offer.objects.filter(order=story.order).latest("answer_by")
    story.now = last.answer_by + more
    stop_clock(patch, story.now)


def seen(story: Story) -> dict[str, Any]:
    """Where the desk finds it, and in which state."""
    desk, api, number = browser(story.cast.max), Api(story.cast.max), story.order.number
    board = desk.get("/desk/?view=board").context["columns"]
    found: dict[str, Any] = {
        "board": [column.state for column in board if column.count != "0"],
        "rows of the board": [column.state for column in board if column.rows],
        "page": words_of(desk.get(f"/orders/{number}/")),
        "api": api.get(f"orders/orders/{number}/").json["state"],
    }
    for state in ("placed", "offered"):
        rows = desk.get("/desk/", {"tab": "all", "state": state}).context["page"].rows
        found[state] = [row.number for row in rows]
        listed = api.get(f"orders/orders/?side=desk&state={state}").json["results"]
        found[f"api {state}"] = [row["state"] for row in listed]
    (hit,) = desk.get("/search/?q=Lighthouse").context["orders"]
    return found | {"search": str(hit["badge"])}


def test_while_one_may_answer_it_is_offered(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch, -SECOND)

    found = seen(story)
    assert found["board"] == found["rows of the board"] == ["offered"]
    assert (found["offered"], found["placed"]) == ([story.order.number], [])
    assert (found["api offered"], found["api placed"]) == (["offered"], [])
    assert found["api"] == "offered"
    assert "Offered" in found["search"]
    states = [
        row["state"] for row in Api(story.cast.max).get(f"orders/orders/{story.order.number}/").json["offers"]
    ]
    assert sorted(states) == ["expired", "open"]


def test_when_nobody_may_it_waits_for_the_desk(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch)

    found = seen(story)
    assert found["board"] == found["rows of the board"] == ["placed"]
    assert (found["offered"], found["placed"]) == ([], [story.order.number])
    assert (found["api offered"], found["api placed"]) == ([], ["placed"])
    assert found["api"] == "placed"
    assert "Placed" in found["search"]
    assert "Waiting for an answer" not in found["page"] and "Withdraw" not in found["page"]


def test_the_sweep_says_the_same(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch)
    before = seen(story)
    expire_offers(agency=story.cast.inkwell, now=story.now)
    after = seen(story)

    assert before | {"page": ""} == after | {"page": ""}


def test_on_hold_its_time_rests(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    holding.hold_order(actor=story.cast.max, order=story.order, reason="Wait", now=story.now + HOUR)
    reach(story, monkeypatch, DAY)

    page = words_of(browser(story.cast.max).get(f"/orders/{story.order.number}/"))
    assert "Waiting for an answer" in page and "On hold" in page
    assert Api(story.cast.max).get(f"orders/orders/{story.order.number}/").json["state"] == "on_hold"


def test_the_next_act_notes_it_first(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offering it again to the same person makes a new offer with a time of its own, for another fee."""
    reach(story, monkeypatch)
    who = story.cast.wanda.membership

    (made,) = offers.offer_order(
        actor=story.cast.max, order=story.order, writers=[who], fee=FEE + 1, now=story.now
    )

    assert made.answer_by > story.now
    assert Offer.objects.filter(order=story.order, state="expired").count() == 2
    assert [event.verb for event in story.order.events.order_by("-id")[:3]] == [
        "offer",
        "expire_offer",
        "expire_offer",
    ]


def test_withdrawing_what_has_expired_leaves_it_expired(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach(story, monkeypatch)

    offers.withdraw_offer(
        actor=story.cast.max, order=story.order, writer=story.cast.wanda.membership, now=story.now
    )

    assert set(story.order.offers.values_list("state", flat=True)) == {"expired"}
    assert story.reread().order.state == "placed"


def test_it_costs_the_same_for_one_and_three(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch)
    desk = browser(story.cast.max)
    pages = ["/desk/?view=board", "/desk/", "/search/?q=Lighthouse", "/invoices/unbilled/"]
    counted = [queries_of(desk, page) for page in pages]
    for _more in range(2):
        Story(story.cast, title="Lighthouse").offered()

    assert [queries_of(desk, page) for page in pages] == counted
