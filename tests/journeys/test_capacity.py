"""Time off keeps an order away; a manager decides otherwise; a waiting list moves on; a rule accepts, and
that is undone; an editor's last review."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from orders.models import Order
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.story import Story
from tests.writers.helpers.rates import rated
from writers.models import BlackoutPeriod, EligibilityOverride

from .conftest import INKWELL, Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REASON = "Only Wendell knows the archive."


def order(title: str) -> Order:
    """Placed an hour ago, due in ten days."""
    now = clock.now().replace(microsecond=0) - dt.timedelta(hours=1)
    return place_order(load_cast().clara, now=now, title=title)


def take_time_off(writer: Person) -> None:
    """From yesterday on, which is over in every zone, for a month."""
    today = clock.now().date() - DAY
    writer.page.goto(writer.base + "/studio/capacity/time-off/")
    writer.page.get_by_label("First day", exact=True).fill(today.isoformat())
    writer.page.get_by_label("Last day", exact=True).fill((today + 31 * DAY).isoformat())
    writer.page.get_by_label("Reason").fill("A long walk")
    writer.page.get_by_role("button", name="Add time off").click()
    writer.page.wait_for_load_state()


def offer_in_spite(manager: Person, wanted: Order) -> None:
    """Wendell is away: refused with the reason, then offered with the manager's."""
    page = manager.page
    page.goto(f"{manager.base}/orders/{wanted.number}/offers/")
    choice = page.locator(".writer-choice", has_text="Wendell")
    expect(choice).to_contain_text("Away for")
    choice.locator("input").check()
    page.locator("#id_fee").fill("91.00")
    page.get_by_role("button", name="Send offer").click()
    page.wait_for_load_state()
    expect(page.locator("form.give .invalid-feedback").first).to_contain_text("Away for")
    expect(page.locator("#id_fee")).to_have_value("91.00")
    page.get_by_label("Reason for an exception").fill(REASON)
    page.get_by_role("button", name="Send offer").click()
    page.wait_for_load_state()


def confirm(person: Person, label: str, *, beside: str = "/") -> None:
    """A button that asks once more, the one of the form that leads to what stands `beside`."""
    asks = person.page.locator("details", has=person.page.locator(f"form[action*='{beside}']"))
    asks = asks.filter(has_text=label).last
    asks.locator("summary").first.click()
    asks.get_by_role("button", name=label).click()
    person.page.wait_for_load_state()


def test_time_off_an_exception_a_waiting_list_a_rule(people: Callable[..., Person]) -> None:
    first, second, third = order("Harbour feature"), order("Market day"), order("Late ferry")
    wendell, wanda, manager = people("wendell"), people("wanda"), people("max")

    # Time off, on a page that shows the load and six weeks.
    take_time_off(wendell)
    wendell.look()
    wendell.sees("A long walk")
    wendell.go("/studio/capacity/")
    expect(wendell.page.locator(".heat-away").first).to_be_visible()

    # Refused with the reason; the manager's own reason is logged, and shown to the desk alone.
    manager.go("/desk/assign/")
    expect(manager.page.locator(".assign-order")).to_have_count(3)
    offer_in_spite(manager, first)
    manager.sees(REASON)
    manager.look()
    assert EligibilityOverride.objects.get().codes == ["away"]
    wendell.go(f"/orders/{first.number}/")
    assert REASON not in wendell.page.content()

    # Back again. A list asks Wendell first, and Wanda when he declines.
    BlackoutPeriod.objects.all().delete()
    manager.go(f"/desk/assign/{second.number}/list/")
    page = manager.page
    page.locator("#id_fee").fill("80.00")
    page.get_by_label("Hours to respond").fill("24")
    page.get_by_label("Place Wendell").fill("1")
    page.get_by_label("Place Wanda").fill("2")
    manager.press("Save waiting list")
    wanda.go("/studio/offers/")
    assert second.title not in wanda.page.content()
    wendell.go("/studio/offers/")
    confirm(wendell, "Decline", beside=second.number)
    wanda.go("/studio/offers/")
    wanda.sees(second.title)

    # A rule accepts the next offer at once, as the agency has rates; ten minutes are left to undo that.
    rated(load_cast().inkwell)
    wanda.go("/studio/auto-accept/new/")
    wanda.page.get_by_label("Any client").check()
    wanda.press("Save and try")
    wanda.look()
    wanda.press("Switch on")
    page.goto(f"{manager.base}/orders/{third.number}/offers/")
    page.locator(".writer-choice", has_text="Wanda").locator("input").check()
    manager.press("Send offer")
    wanda.go(f"/orders/{third.number}/")
    third.refresh_from_db()
    assert third.writer_id == load_cast().wanda.member_id
    confirm(wanda, "Undo acceptance")
    wanda.sees("Acceptance undone.")
    third.refresh_from_db()
    assert third.writer_id is None


def test_an_editors_last_review(people: Callable[..., Person]) -> None:
    start = clock.now().replace(microsecond=0) - 2 * DAY
    texts = [Story(load_cast(), now=start, title=title).in_review().order for title in ("One", "Two")]
    edith = people("edith")
    edith.go("/editing/workload/")
    edith.page.get_by_label("Maximum reviews at once").fill("1")
    edith.press("Save changes")

    edith.go("/editing/")
    edith.press("Claim next review")
    edith.go("/editing/")
    edith.sees("Has 1 active review; the limit is 1.")
    expect(edith.page.get_by_role("button", name=re.compile("^Claim"))).to_have_count(0)

    assert Order.objects.filter(pk__in=[text.pk for text in texts], editor=None).count() == 1


def test_without_javascript(people: Callable[..., Person]) -> None:
    wanted = order("Harbour feature")
    wendell, manager = (people("", java_script_enabled=False) for _name in range(2))
    sign_in(wendell, INKWELL.email("wendell"))
    sign_in(manager, INKWELL.email("max"))

    take_time_off(wendell)
    wendell.sees("A long walk")
    offer_in_spite(manager, wanted)

    manager.sees(REASON)
