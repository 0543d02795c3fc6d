"""A founder tries an order out, before the agency is open or after, and deletes it."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Erasure, Role
from agencies.pages.setup import checklist_of
from catalog.actions.templates import use_template
from catalog.states.templates import TEMPLATES
from clients.models import ClientAccount
from orders.actions.messages import post_message
from orders.actions.offers import accept_offer, offer_order
from orders.models import Order
from project.base.errors import NotAllowed
from quotes.actions.trial_orders import delete_trial_order, place_trial_order
from tests.agencies.helpers.opening import third_house
from tests.helpers.api import Api
from tests.helpers.cast import START, browser
from tests.helpers.factories import HOUR
from tests.helpers.races import race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]
PAGE = "/desk/setup/trial/"


def test_one_is_placed_by_the_own_list_and_stands_alone(cast: Any) -> None:
    first = place_trial_order(actor=cast.otto, now=START)
    again = place_trial_order(actor=cast.max, now=START + HOUR)

    assert (first.number, again) == ("INK-T-2026-00001", first)
    assert (first.account.name, first.lines.exists()) == ("Trial client", True)


@pytest.mark.parametrize("key", TEMPLATES)
def test_it_can_be_tried_before_the_agency_is_open_with_every_template(cast: Any, key: str) -> None:
    owner = third_house(Role.OWNER)
    use_template(actor=owner, key=key, now=START)
    owner.agency.refresh_from_db()

    order = place_trial_order(actor=owner, now=START)

    assert order.number == "THI-T-2026-00001"
    assert order.service.name == TEMPLATES[key].services[0][1]


def test_it_goes_with_all_that_was_done_and_leaves_the_step_done(cast: Any) -> None:
    accounts, orders = ClientAccount.objects.count(), Order.objects.count()
    order = place_trial_order(actor=cast.otto, now=START)
    offer_order(actor=cast.max, writers=[cast.wendell.membership], fee=50, order=order, now=START)
    accept_offer(actor=cast.wendell, order=order, now=START + HOUR)
    order.refresh_from_db()
    post_message(actor=cast.wendell, order=order, internal=False, text="A question.", now=START + HOUR)

    assert delete_trial_order(actor=cast.otto, now=START + 2 * HOUR)
    assert not delete_trial_order(actor=cast.otto, now=START + 2 * HOUR)

    assert (ClientAccount.objects.count(), Order.objects.count()) == (accounts, orders)
    assert Erasure.objects.filter(agency=cast.inkwell).count() == 1
    assert {step["key"]: step["done"] for step in checklist_of(cast.otto).steps}["trial"]
    assert place_trial_order(actor=cast.otto, now=START + 3 * HOUR).number == "INK-T-2026-00002"


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_managers_and_owners_alone(cast: Any, name: str) -> None:
    with pytest.raises(NotAllowed):
        place_trial_order(actor=getattr(cast, name), now=START)
    with pytest.raises(NotAllowed):
        delete_trial_order(actor=getattr(cast, name), now=START)


def test_the_page_leads_to_it_and_deletes_it(cast: Any) -> None:
    desk = browser(cast.max)
    assert "Place trial order" in desk.get(PAGE).text

    placed = desk.post(PAGE)
    order = Order.objects.get(number__contains="-T-")
    page = desk.get(PAGE).text
    gone = desk.post(f"{PAGE}delete/")

    assert (placed.status_code, placed.url) == (302, f"/orders/{order.number}/")
    assert order.number in page and "Place trial order" not in page
    assert desk.get(placed.url).status_code == 404
    assert (gone.status_code, gone.url) == (302, PAGE)


def test_programs_do_the_same(cast: Any) -> None:
    api = Api(cast.max)
    assert api.get("orders/trial/").json == {"number": None}

    made = api.post("orders/trial/")

    assert (made.status, api.get("orders/trial/").json) == (201, made.json)
    assert api.delete("orders/trial/").status == 204
    assert api.get("orders/trial/").json == {"number": None}


@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_one_order_comes(cast: Any) -> None:
    results = race([lambda: place_trial_order(actor=cast.otto, now=START)] * 4)

    assert len({order.pk for order in results}) == 1


def test_its_page_leads_managers_to_where_it_is_deleted(cast: Any) -> None:
    order = place_trial_order(actor=cast.otto, now=START)
    way = f'href="{PAGE}"'

    assert way in browser(cast.max).get(f"/orders/{order.number}/").text
    assert way not in browser(cast.sam).get(f"/orders/{order.number}/").text
