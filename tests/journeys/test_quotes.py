"""A quote: from a preset and a draft to a price that is agreed, sent, and accepted by
the mailed link; and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from orders.models import Order
from project.base import clock
from project.base.money import format_money
from quotes.models import OrderQuote
from quotes.states import QuoteState
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY, make_draft
from tests.helpers.story import Story
from tests.orders.helpers.support import draft_url
from tests.orders.helpers.support import url_of as order_url
from tests.quotes.helpers.quote_pages import deliver_mails, desk_url, mailed_code, url_of

from .conftest import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_preset_to_an_order_by_the_mailed_link(people: Callable[..., Person]) -> None:
    cast, begun = load_cast(), clock.now() - 5 * DAY
    past = Story(cast, now=begun, tone="Quiet, exact").delivered().order
    draft = make_draft(cast.clara, now=clock.now(), tone="", title="Harbour at dawn")
    clara, desk = people("clara"), people("max")

    # Clara keeps what a past order had, and fills a new draft with it after seeing the difference.
    clara.go(order_url(past))
    clara.press("Save as preset")
    clara.page.get_by_label("Name", exact=True).fill("Harbour features")
    clara.press("Save preset")
    clara.go(draft_url(draft))
    clara.press("Apply preset")
    clara.press("Preview changes")
    clara.look()
    clara.press("Apply preset")
    clara.sees("Preset applied.")

    # She asks for a quote, and her draft rests.
    clara.press("Request a quote")
    clara.page.wait_for_url("**/quote/")
    clara.page.get_by_label("What does the agency need to know to set the price?").fill("Our budget is 90.")
    clara.look()
    clara.press("Request quote")
    clara.sees("The agency is preparing your quote")
    clara.look()
    clara.go("/orders/quotes/")
    quote = OrderQuote.objects.get()

    # Max finds it among what waits, makes a line cheaper and adds one of his own; the price beside the form
    # follows.
    desk.go("/desk/")
    desk.press("Quotes to prepare")
    desk.look()
    desk.press("Harbour at dawn")
    desk.press("Prepare and send")
    desk.sees("Our budget is 90.")
    desk.look()
    desk.page.locator("[name^='delta:work:']").fill("-5")
    desk.page.locator("[name^='why:work:']").fill("Your notes save us time")
    own = desk.page.locator(".quote-own").first
    own.get_by_label("Item").fill("Photographs")
    own.get_by_label("Reason").fill("Three, by our own photographer")
    own.get_by_label("Amount").fill("20")
    desk.page.get_by_label("Price assumptions").fill("Captions come from you.")
    expect(desk.page.locator("#quote-price")).to_contain_text(
        "Three, by our own photographer", timeout=10_000
    )
    desk.press("Save", exact=True)
    desk.sees("Saved. The client sees nothing until you send the quote.")
    clara.go(url_of(quote))
    expect(clara.page.locator("main")).not_to_contain_text("Photographs")
    desk.press("Save and send")
    desk.sees("has been sent the quote")
    desk.look()

    for path in (
        "/desk/quotes/new/",
        "/desk/quotes/settings/",
        "/desk/quotes/?tab=sent",
        desk_url(quote, "withdrawal/"),
    ):
        desk.go(path)
    for path in (url_of(quote), url_of(quote, "change/"), url_of(quote, "refusal/")):
        clara.go(path)

    # The mail's link opens it without an account; a wrong code keeps the page, the right one places the
    # order.
    (mail,) = [mail for mail in deliver_mails() if "/quotes/" in mail.text]
    found = re.search(r"/quotes/\S+", mail.text)
    assert found and mail.recipient == cast.clara.membership.user.email
    reader = people("")
    reader.go(found[0])
    reader.sees("Three, by our own photographer")
    reader.press("Accept and place order for")
    reader.sees("Code sent to")
    code, field = mailed_code(), reader.page.get_by_label("Code from the email")
    field.fill("000000" if code != "000000" else "000001")
    reader.look()
    reader.press("Accept quote")
    reader.sees("This code is wrong or no longer valid. Check the latest email.")
    reader.look()
    field.fill(code)
    reader.page.keyboard.press("Enter")
    reader.sees("Quote accepted. The order has been placed.")
    reader.look()

    # The order stands at that total, with the lines that were agreed.
    quote.refresh_from_db()
    order = Order.objects.latest("pk")
    assert quote.state == QuoteState.ACCEPTED and quote.order == order
    lines = dict(order.lines.values_list("label", "amount"))
    assert lines["Photographs"] == Decimal(20) and Decimal(-5) in lines.values()
    clara.go(order_url(order))
    clara.sees(format_money(sum(lines.values(), Decimal(0)), "EUR"))
    clara.go(url_of(quote))
    clara.sees(", using the emailed link")


def test_a_change_and_a_new_version_without_scripts(people: Callable[..., Person]) -> None:
    cast = load_cast()
    draft = make_draft(cast.clara, now=clock.now(), title="Harbour at dawn")
    clara, desk = (people("", java_script_enabled=False) for _person in range(2))
    sign_in(clara, cast.clara.membership.user.email)
    sign_in(desk, cast.sam.membership.user.email)

    # Asked for; a mistake of the desk keeps what was typed; sent at the list price.
    clara.page.goto(clara.base + draft_url(draft))
    clara.press("Request a quote")
    clara.press("Request quote")
    clara.sees("Quote requested. You will get an email when it is ready.")
    quote = OrderQuote.objects.get()
    desk.page.goto(desk.base + desk_url(quote))
    own = desk.page.locator(".quote-own").first
    own.get_by_label("Item").fill("Photographs")
    desk.press("Save and send")
    desk.sees("Fill this in, or clear the whole line.")
    expect(own.get_by_label("Item")).to_have_value("Photographs")
    own.get_by_label("Item").fill("")
    desk.press("Save and send")
    desk.sees("has been sent the quote")

    # Clara wants something else, and says what.
    clara.page.goto(clara.base + url_of(quote))
    clara.press("Request a change")
    clara.press("Request a change")
    clara.sees("This field is required")
    clara.page.get_by_label("What should change?").fill("Photographs, please.")
    clara.press("Request a change")
    clara.sees("Change requested. The agency will send you a new version.")

    # The desk answers with a new version, which says what changed.
    desk.page.goto(desk.base + desk_url(quote))
    desk.sees("Photographs, please.")
    own.get_by_label("Item").fill("Photographs")
    own.get_by_label("Reason").fill("Three of them")
    own.get_by_label("Amount").fill("20")
    desk.press("Save and send")
    desk.sees("has been sent the quote")
    clara.page.goto(clara.base + url_of(quote))
    clara.sees("Changes since version 1")
    expect(clara.page.get_by_role("row", name="Photographs").first).to_be_visible()
    clara.press("Accept and place order for")
    clara.sees("placed.")
    assert Order.objects.get().lines.filter(label="Photographs", amount=20).exists()
    assert OrderQuote.objects.get().version == 2
