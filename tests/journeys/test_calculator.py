"""A stranger works out a price, signs up, and orders at that very price: live, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from accounts.models import Mail
from drafts.models import OrderDraft
from orders.models import Order
from tests.helpers.cast import load_cast

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: 1,500 x 0.24 x 1.35 x 1.15 = 558.90; 60; 20 % tax.
TOTAL = "€742.68"
ADDRESS = "nadia@elsewhere.example"


def signs_up(nadia: Person, *, looks: bool) -> None:
    """From the calculator's button to the page that the mailed link leads to."""
    nadia.press("Order this")
    nadia.page.get_by_label("Name").fill("Nadia Rahmani")
    nadia.page.get_by_label("Email address").fill(ADDRESS)
    for field in nadia.page.locator("input[type=password]").all():
        field.fill("a long enough secret")
    nadia.page.get_by_role("button", name=re.compile("Create")).last.click()
    nadia.page.wait_for_load_state()
    link = re.search(r"http://\S+", Mail.objects.get(recipient=ADDRESS).text)
    assert link is not None
    nadia.page.goto(link[0])
    if looks:
        nadia.look()
    nadia.press("Confirm email address")


def chooses(nadia: Person) -> None:
    nadia.page.get_by_label("Quantity").fill("1500")
    for name in ("Premium", "Swift", "Search outline"):
        nadia.page.get_by_label(re.compile(name)).check()


def test_from_a_price_to_an_order(people: Callable[..., Person]) -> None:
    nadia = people("")
    nadia.go("/")
    nadia.press("Work out a price: Article")
    nadia.look()

    # The price follows each change, and says beside the field what has none.
    nadia.page.get_by_label("Quantity").fill("15")
    nadia.sees("Order between 200 and 8,000 words.")
    nadia.look()
    chooses(nadia)
    expect(nadia.page.locator("#calculator-price")).to_contain_text(TOTAL)
    expect(nadia.page.locator("#calculator-price")).to_contain_text(
        "1,500 words at €0.24, Premium × 1.35, Swift × 1.15"
    )
    expect(nadia.page.locator("#id_quantity_error")).to_be_empty()
    nadia.page.reload()
    expect(nadia.page.get_by_label("Quantity")).to_have_value("1500")
    nadia.look()

    signs_up(nadia, looks=True)
    nadia.sees(TOTAL)
    nadia.look()
    nadia.press("Start draft")
    nadia.sees("Draft created at this price. Now add a title and a brief.")
    expect(nadia.page.locator("#draft-price")).to_contain_text(TOTAL)
    nadia.look()

    nadia.page.get_by_label("Title", exact=True).fill("The ferry in winter")
    nadia.page.get_by_label("Brief").fill("A feature about the ferry in winter, for islanders.")
    nadia.page.get_by_role("button", name=re.compile("Place order for")).click()
    nadia.page.wait_for_url(re.compile(r"/orders/INK-"))
    order = Order.objects.get()
    assert sum(line.amount for line in order.lines.all()) == Decimal("742.68")
    assert order.agency == load_cast().inkwell


def test_without_javascript(people: Callable[..., Person]) -> None:
    nadia = people("", java_script_enabled=False)
    nadia.page.goto(nadia.base + "/services/article/")
    nadia.press("Work out your price")
    nadia.page.get_by_label("Quantity").fill("15")
    nadia.press("Show price")
    nadia.sees("Order between 200 and 8,000 words.")
    chooses(nadia)
    nadia.press("Show price")
    expect(nadia.page.locator("#calculator-price")).to_contain_text(TOTAL)

    signs_up(nadia, looks=False)
    nadia.press("Start draft")
    expect(nadia.page.locator("#draft-price")).to_contain_text(TOTAL)
    assert OrderDraft.objects.get().created_by.public_name == "Nadia Rahmani"


def test_a_client_gets_a_draft_with_one_press(people: Callable[..., Person]) -> None:
    clara = people("clara")
    clara.go("/services/?service=article")
    chooses(clara)
    expect(clara.page.locator("#calculator-price")).to_contain_text(TOTAL)

    clara.press("Order this")

    expect(clara.page.locator("#draft-price")).to_contain_text(TOTAL)
    clara.look()


def test_a_member_of_another_agency_joins_on_the_way(people: Callable[..., Person]) -> None:
    clara = people("")
    clara.base = clara.base.replace("inkwell", "northwind")
    clara.go("/services/?service=article&quantity=1500&quality=premium&pace=swift&addons=seo")
    clara.press("I already have an account")
    clara.page.get_by_label("Email address").fill("clara@inkwell.example")
    clara.page.get_by_label("Password").fill("demo-quillhouse")
    clara.page.get_by_role("button", name="Sign in", exact=True).click()
    clara.page.wait_for_load_state()
    clara.press("Join as a client")

    clara.sees(TOTAL)
    clara.press("Start draft")
    expect(clara.page.locator("#draft-price")).to_contain_text(TOTAL)
