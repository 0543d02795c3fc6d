"""By keyboard alone: rows by J and K, pages and actions by Ctrl-K."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import place_order

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_manager_needs_no_pointer(people: Callable[..., Person]) -> None:
    cast, now = load_cast(), clock.now().replace(microsecond=0)
    orders = [place_order(cast.clara, now=now, title=f"Harbour {number}") for number in (1, 2, 3)]
    manager = people("max")
    page = manager.go("/desk/")

    # Rows: two down, one up, chosen by X; then the row is opened.
    for key in "jjkx":
        page.keyboard.press(key)
    expect(page.locator(".row-tick:checked")).to_have_count(1)
    expect(page.locator("[data-choosing]")).to_have_text("1 order chosen")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/orders/{orders[2].number}/"))

    # Actions of this page are led to, not pressed.
    page.keyboard.press("Control+k")
    page.keyboard.type("offer")
    expect(page.get_by_role("option").first).to_contain_text("Offer")
    manager.look()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()

    # Pages of the menu, by a few letters; what is not there is searched for.
    page.keyboard.press("Control+k")
    page.keyboard.type("revis")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/revisions/"))
    page.keyboard.press("Control+k")
    page.keyboard.type("harbour 2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=harbour(%20|\+)2"))


def test_letters_that_are_typed_stay_letters(people: Callable[..., Person]) -> None:
    manager = people("max")
    page = manager.go("/desk/")

    page.locator("#search-box").press_sequentially("jkx")

    expect(page.locator("#search-box")).to_have_value("jkx")
    expect(page.locator("#search-box")).to_be_focused()
