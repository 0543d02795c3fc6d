"""A writer's day: due and late, load, two weeks, money; declined offers; why one can't be accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.actions import offers
from orders.models import Order
from tests.helpers.capacity import away, capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.many import copies
from tests.helpers.pages import forms_of, words_of
from tests.helpers.story import FEE, Story
from tests.orders.helpers.revision_turns import give
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TODAY = "/studio/today/"


@pytest.fixture
def wendell(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.wendell)


def test_what_is_late_and_due_with_load_and_money(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Story(cast, title="Harbour lights").in_progress().order
    capacity(cast.wendell, max_active=4, max_hours=40)
    away(cast.wendell, (START + 3 * DAY).date())
    stop_clock(monkeypatch, order.writer_deadline - HOUR)
    found = wendell.get(TODAY)
    assert [row["number"] for row in found.context["today"]] == [order.number]
    words = words_of(found)
    assert "1 of 4 orders" in words and "of 40 hours" in words
    assert found.context["to_come"] and str(int(FEE)) in found.context["to_come"]

    stop_clock(monkeypatch, order.writer_deadline + HOUR)
    assert [row["number"] for row in wendell.get(TODAY).context["late"]] == [order.number]

    stop_clock(monkeypatch, START + 2 * DAY)
    days = wendell.get(TODAY).context["days"]
    assert len(days) == 14 and days[1]["words"] == "Away"
    assert [row["number"] for day in days for row in day["due"]] == [order.number]


def test_somebody_else_s_revision_is_not_mine(cast: Cast, wendell: Client, sign_in: SignIn) -> None:
    story = Story(cast).revision_requested()
    assert wendell.get(TODAY).context["late"] or wendell.get(TODAY).context["revisions"]
    give(story, cast.wanda)
    assert not wendell.get(TODAY).context["late"]
    assert sign_in(cast.wanda).get(TODAY).context["late"]


def test_the_studio_loads_it_and_links_to_it(wendell: Client) -> None:
    assert f'hx-get="{TODAY}"' in wendell.get("/studio/").content.decode()
    part = wendell.get(TODAY, headers={"HX-Request": "true"})
    assert b"<html" not in part.content and b"<html" in wendell.get(TODAY).content


def test_as_many_queries_for_three_orders_as_for_one(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Story(cast).in_progress().order
    stop_clock(monkeypatch, START + DAY)
    wendell.get(TODAY)
    one = queries_of(wendell, TODAY)
    copies(order, 2)

    assert queries_of(wendell, TODAY) == one <= 12


def test_what_i_declined_and_nothing_of_the_order(cast: Cast, wendell: Client, sign_in: SignIn) -> None:
    story = Story(cast, title="Harbour lights").offered()
    offers.decline_offer(actor=cast.wendell, order=story.order, reason="No time this week", now=story.now)

    page = wendell.get("/studio/declined/")

    assert "No time this week" in words_of(page)
    assert not {"Harbour", story.order.number} & set(words_of(page).split())
    assert "No time this week" not in words_of(sign_in(cast.wanda).get("/studio/declined/"))


def test_an_offer_says_why_it_cannot_be_accepted(
    cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the words of eligibility, at an inert button; not where a manager overrode it."""
    story = Story(cast).offered()
    stop_clock(monkeypatch, story.now)
    accept = next(form.action for form in forms_of(wendell.get("/studio/offers/")) if "accept" in form.action)
    capacity(cast.wendell, accepting=False, message="Moving house")

    for path in ("/studio/", "/studio/offers/"):
        page = wendell.get(path)
        assert "Moving house" in words_of(page) and "/studio/capacity/" in page.content.decode()
        assert accept not in {form.action for form in forms_of(page)}


def test_an_override_covers_its_offer(cast: Cast, wendell: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    capacity(cast.wendell, accepting=False, message="Moving house")
    order = place_order(cast.clara)
    people = [cast.wendell.membership]
    offers.offer_order(
        actor=cast.max, order=order, writers=people, fee=FEE, now=START, override="He offered to"
    )
    stop_clock(monkeypatch, START + HOUR)

    assert "Moving house" not in words_of(wendell.get("/studio/offers/"))
    offers.accept_offer(actor=cast.wendell, order=Order.objects.get(pk=order.pk), now=START + HOUR)
