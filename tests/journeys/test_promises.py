"""A client pays for a named writer; the agency gives the order to another, and the client reads what became
of the surcharge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from orders.actions.offers import assign_order
from orders.models import Order
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import place_order
from tests.helpers.story import FEE

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def paid_for_wendell() -> Order:
    cast, now = load_cast(), clock.now().replace(microsecond=0)
    wendell = cast.wendell.membership
    order = place_order(cast.clara, now=now - dt.timedelta(hours=2), preferred_writer=wendell)
    return assign_order(actor=cast.max, order=order, writer=wendell, fee=FEE, now=now)


def test_a_named_writer_is_replaced(people: Callable[..., Person]) -> None:
    order = paid_for_wendell()
    desk = people("max")

    # Max is asked beside the choice of the writer; the surcharge goes unless he says otherwise.
    desk.go(f"/orders/{order.number}/writer/")
    asked = desk.page.get_by_role("group", name="Surcharge for the preferred writer")
    expect(asked).to_contain_text("Wendell")
    expect(asked.get_by_label("Take the surcharge back")).to_be_checked()
    desk.page.get_by_label("Wanda K.").check()
    desk.press("Reassign order")
    desk.sees("Wanda K. has been assigned the order.")

    # Clara reads it in the history of her order, and the lower price.
    clara = people("clara")
    clara.go(f"/orders/{order.number}/")
    clara.sees("was removed from the price")
    clara.sees("The price has changed since the order was placed.")
    (taken,) = order.ledger.filter(kind="change").values_list("amount", flat=True)
    assert taken < 0


def test_a_style_guide_from_client_to_writer(people: Callable[..., Person]) -> None:
    order = paid_for_wendell()
    clara = people("clara")
    clara.go("/orders/accounts/")
    clara.press("Style guide")
    clara.look()
    clara.page.get_by_label("Style guide").fill("The **harbour**, never the port.")
    clara.press("Save style guide")
    clara.sees("never the port")
    clara.look()

    wendell = people("wendell")
    wendell.go(f"/orders/{order.number}/")
    wendell.page.locator("#style-guide summary").first.click()
    wendell.sees("never the port")
    wendell.look()
