"""A manager's morning: what is late, the board, two orders offered at
once, one put on hold and taken up again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from orders.actions.offers import assign_order
from orders.models import Offer, Order
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.story import make_order

from .conftest import PHONE, Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stock() -> tuple[Order, list[Order]]:
    """An order that is late, and two that wait for a writer."""
    cast, now = load_cast(), clock.now().replace(microsecond=0)
    late = make_order(cast, "in_progress", now=now - 12 * DAY, title="Late feature")
    return late, [
        place_order(cast.clara, now=now - dt.timedelta(hours=1), title=f"Waiting {n}") for n in (1, 2)
    ]


def tab_to(page: Page, selector: str) -> None:
    """Goes there by the Tab key alone."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_a_managers_morning(people: Callable[..., Person]) -> None:
    late, waiting = stock()
    manager = people("max")
    page = manager.page

    # The line above the rows says what is late, and leads to exactly that.
    manager.go("/desk/")
    page.locator(".tab-links").get_by_role("link", name=re.compile("^Late")).click()
    page.wait_for_url(re.compile("due=late"))
    expect(page.locator(".row-late")).to_have_count(1)
    expect(page.locator("tbody tr")).to_have_count(1)
    manager.look()
    expect(page.locator("tbody")).to_contain_text(late.number)

    # The board: columns by state, the same filters; two orders chosen by the keyboard alone.
    manager.go("/desk/?view=board")
    expect(page.locator(".board-column")).to_have_count(8)
    expect(page.locator(".card-late")).to_have_count(1)
    page.locator(".filter-menu summary").click()
    page.get_by_label("Words or order number").fill("waiting")
    page.wait_for_url(re.compile("view=board&q=waiting"))
    expect(page.locator(".board-card")).to_have_count(2)
    manager.look()
    page.locator(".view-switch a").last.focus()
    page.wait_for_load_state("networkidle")  # leaving the box asks once more
    for order in waiting:
        tab_to(page, f"input[value='{order.number}']")
        page.keyboard.press("Space")
    expect(page.locator("[data-choosing]")).to_have_text("2 orders chosen")
    with page.expect_response(re.compile("view=board")):  # fetched anew, what is ticked stays so
        page.locator(".filters").evaluate("form => form.requestSubmit()")
    page.wait_for_timeout(300)
    expect(page.locator("[data-choosing]")).to_have_text("2 orders chosen")
    tab_to(page, "button[value=offer]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/assign/"))
    manager.look()

    # Both are offered to Wanda, each for its own fee.
    page.locator(f"input[name=fee-{waiting[0].number}]").fill("71")
    page.get_by_label("Wanda K.").check()
    manager.press("Send offers")
    manager.sees("2 orders offered.")
    assert sorted(str(offer.fee) for offer in Offer.objects.filter(order__in=waiting))[0] == "71.00"
    assert page.url.endswith("/desk/?view=board")
    manager.look()

    # On a phone the states stand below each other, and the late order is found there too.
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Late feature").click()
    page.wait_for_url(re.compile(late.number))
    page.set_viewport_size({"width": 1280, "height": 900})

    # It rests, and is taken up again.
    page.locator("summary", has_text=re.compile("hold", re.IGNORECASE)).filter(visible=True).first.click()
    page.get_by_label("Reason").filter(visible=True).first.fill("The client sends new figures")
    page.locator("form[action$='/hold/'] button[type=submit]").click()
    expect(page.locator("form[action$='/resumption/'] button")).to_be_visible()
    manager.go("/desk/?due=late")
    expect(page.locator("tbody tr")).to_have_count(0)
    manager.go(f"/orders/{late.number}/")
    page.locator("form[action$='/resumption/'] button").click()
    expect(page.locator("form[action$='/hold/'] button[type=submit]")).to_be_attached()
    assert Order.objects.get(pk=late.pk).state == "in_progress"


def test_giving_several_out_without_javascript(people: Callable[..., Person]) -> None:
    """Ticked on the board and sent by a plain form; what another manager gave out
    meanwhile is said, the rest is given."""
    _late, waiting = stock()
    manager = people("", java_script_enabled=False)
    sign_in(manager, "max@inkwell.example")
    page = manager.page
    page.goto(manager.base + "/desk/?view=board")
    for order in waiting:
        page.locator(f"input[value='{order.number}']").check()
    page.locator("button[value=assign]").click()
    page.wait_for_url(re.compile("/desk/assign/"))

    # A fee that is none, beside its order; nothing typed is lost.
    page.locator(f"input[name=fee-{waiting[0].number}]").fill("much")
    page.locator(f"input[name=fee-{waiting[1].number}]").fill("72")
    page.get_by_label("Wanda K.").check()
    manager.press("Assign orders")
    expect(page.locator(f"input[name=fee-{waiting[0].number}]")).to_have_value("much")
    expect(page.locator(f"input[name=fee-{waiting[1].number}]")).to_have_value("72")
    expect(page.get_by_label("Wanda K.")).to_be_checked()

    # Otto gives the first one to Wendell before Max presses.
    cast, now = load_cast(), clock.now()
    assign_order(actor=cast.otto, order=waiting[0], writer=cast.wendell.membership, fee=Decimal(80), now=now)
    page.locator(f"input[name=fee-{waiting[0].number}]").fill("71")
    manager.press("Assign orders")
    manager.sees("1 order offered or assigned")
    manager.sees("1 order can’t be offered or assigned")
    assert [
        (str(order.writer_fee), order.writer_id)
        for order in Order.objects.filter(state="assigned").order_by("pk")
    ] == [
        ("80.00", cast.wendell.member_id),
        ("72.00", cast.wanda.member_id),
    ]
