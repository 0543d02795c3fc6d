"""By keyboard alone, in the dark: a named writer is replaced and the client reads what became of the
surcharge; two client accounts are merged and parted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from clients.actions.desk import make_account
from clients.models import ClientAccount
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import account_of, place_order

from .conftest import Person
from .test_promises import paid_for_wendell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Stops of the Tab key within which whatever a page is for has to come.
MOST_TABS = 90


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus, and can be seen."""
    expect(wanted).to_be_visible()
    for _press in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached within {MOST_TABS} stops.")


def choose(page: Page, wanted: Locator) -> None:
    """Of options: come to their group by Tab, and to the wanted one by arrows."""
    group = page.locator(f"input[name='{wanted.get_attribute('name')}']")
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if group.evaluate_all("all => all.includes(document.activeElement)"):
            break
    page.keyboard.press("Space")
    for _press in range(group.count()):
        if wanted.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()
    expect(wanted).to_be_focused()


def enter(page: Page, wanted: Locator) -> None:
    """Reach it and press Enter."""
    reach(page, wanted)
    page.keyboard.press("Enter")


def test_a_named_writer_is_replaced(people: Callable[..., Person]) -> None:
    order = paid_for_wendell()
    desk, clara = people("max", color_scheme="dark"), people("clara", color_scheme="dark")
    page = desk.go(f"/orders/{order.number}/writer/")
    desk.look()

    choose(page, page.get_by_label("Wanda K."))
    reach(page, page.get_by_label("Take the surcharge back"))
    enter(page, page.get_by_role("button", name="Reassign order"))
    desk.sees("Wanda K. has been assigned the order.")

    clara.go(f"/orders/{order.number}/")
    clara.sees("was removed from the price")
    clara.look()
    (taken,) = order.ledger.filter(kind="change").values_list("amount", flat=True)
    assert taken < 0


def test_two_clients_are_merged_and_parted(people: Callable[..., Person]) -> None:
    cast, now = load_cast(), clock.now().replace(microsecond=0)
    place_order(cast.clara, now=now - dt.timedelta(hours=2))
    account = account_of(cast.clara)
    into = make_account(actor=cast.sam, name="Harbour Ltd", kind="company", now=now)
    desk = people("max", color_scheme="dark")
    page = desk.go(f"/desk/clients/{account.public_id}/")

    enter(page, page.get_by_role("link", name="Merge"))
    desk.sees("Choose the client that stays.")
    desk.look()
    enter(page, page.get_by_role("link", name="Preview").first)
    desk.sees("1 comes along")
    desk.look()
    enter(page, page.get_by_role("button", name="Merge"))
    page.wait_for_url(f"**/desk/clients/{into.public_id}/")
    desk.look()
    assert ClientAccount.objects.get(pk=account.pk).merged_into == into

    page = desk.go(f"/desk/clients/{account.public_id}/")
    enter(page, page.locator("summary").filter(has_text="Separate again"))
    enter(page, page.locator(".confirm-panel").get_by_role("button", name="Separate again"))
    expect(page.get_by_text("Merged into Harbour Ltd")).to_have_count(0)
    desk.look()
    assert ClientAccount.objects.get(pk=account.pk).merged_into is None
