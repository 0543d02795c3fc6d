"""By keyboard alone: the desk fills the form of an order in a client's name and places it; a visitor and a
client meet the home of an agency that is not open yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from agencies.models import Agency
from clients.actions.desk import make_account
from orders.models import Order
from project.base import clock
from tests.helpers.cast import load_cast

from .conftest import Person
from .test_keyboard_of_clients import enter, reach

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill(page: Page, name: str, text: str) -> None:
    """Come to the field and type; a list takes the first letters of what is chosen."""
    reach(page, page.locator(f"#id_{name}"))
    page.keyboard.type(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_orders_in_a_clients_name(people: Callable[..., Person], scheme: str) -> None:
    cast = load_cast()
    account = make_account(actor=cast.sam, name="Harbour Museums", kind="company", now=clock.now())
    sam = people("sam", color_scheme=scheme)
    page = sam.go(f"/desk/clients/{account.public_id}/")
    enter(page, page.get_by_role("button", name="Order in their name"))
    sam.sees("place the order in their name")
    sam.look()

    # What is missing is said beside its field, and the focus stands there.
    enter(page, page.get_by_role("button", name="Save and order in their name"))
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")
    sam.look()

    fill(page, "title", "A year of the harbour")
    fill(page, "service", "Article")
    fill(page, "quantity", "900")
    fill(page, "quality", "Standard")
    # A browser's own field for days, whose keys depend on its language.
    reach(page, page.locator("#id_deadline"))
    page.locator(":focus").fill(f"{clock.now() + dt.timedelta(days=12):%Y-%m-%dT16:00}")
    fill(page, "brief", "The year of the harbour, for those who paid for it.")
    enter(page, page.get_by_role("button", name="Save and order in their name"))
    sam.sees("placed in the name of Harbour Museums")
    sam.look()
    order = Order.objects.get(account=account)
    assert (order.title, order.requested_by.placeholder) == ("A year of the harbour", True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_home_of_an_agency_that_is_not_open(people: Callable[..., Person], scheme: str) -> None:
    load_cast()
    Agency.objects.filter(code="INK").update(opened_at=None)
    stranger = people("", color_scheme=scheme)
    page = stranger.go("/")
    stranger.sees("isn’t open yet")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    enter(page, page.locator("main").get_by_role("link", name="Sign in"))
    expect(page).to_have_url(stranger.base + "/accounts/sign-in/")
    otto = people("otto", color_scheme=scheme)
    page = otto.go("/desk/")
    enter(page, page.get_by_role("link", name="All steps"))
    expect(page).to_have_url(f"{otto.base}/desk/setup/")
    otto.look()
    otto.go("/")
    enter(page, page.locator("main").get_by_role("link", name="My workspace"))
    expect(page).not_to_have_url(f"{otto.base}/")
