"""Messages across orders: somebody is mentioned by typing @, and answers from the inbox on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from orders.models import Attachment, Message, MessageMention
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.story import Story

from .conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A picture comes from the clipboard.
PASTE = """area => {
    const files = new DataTransfer();
    files.items.add(new File(["Harbour, old"], "harbour.txt", {type: "text/plain"}));
    area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: files, bubbles: true, cancelable: true}));
}"""


def test_a_message_is_answered_from_the_inbox_on_a_phone(people: Callable[..., Person]) -> None:
    cast = load_cast()
    order = Story(cast, now=clock.now().replace(microsecond=0)).in_progress().order
    clara = people("clara")
    page = clara.go(f"/orders/{order.number}/messages/")
    text = page.get_by_label("Message", exact=True)

    # By keyboard alone: @, a few letters, Enter; then a file from the clipboard.
    text.press_sequentially("Hello @wend")
    expect(page.get_by_role("option")).to_have_count(1)
    text.press("Enter")
    expect(text).to_have_value(re.compile("^Hello Wendell H"))
    expect(page.get_by_role("checkbox", name=re.compile("Wendell"))).to_be_checked()
    text.press_sequentially("which harbour?")
    text.evaluate(PASTE)
    expect(page.locator("[data-compose-status]")).to_contain_text("harbour.txt")
    clara.press("Send")
    expect(page.locator(".message")).to_have_count(1)
    assert MessageMention.objects.get().person == cast.wendell.membership
    assert Attachment.objects.get(message=Message.objects.get()).name == "harbour.txt"

    # The menu counts it; the newest thread leads to the field for the answer.
    wendell = people("wendell")
    page = wendell.go("/studio/")
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Open menu").click()
    page.locator(".side-menu").get_by_role("link", name=re.compile("^Messages 1")).click()
    expect(page.locator(".inbox-row")).to_have_count(1)
    wendell.look()
    page.set_viewport_size(PHONE)
    page.locator(".inbox-row").click()
    page.get_by_label("Message", exact=True).fill("The old one.")
    wendell.press("Send")
    expect(page.locator(".message")).to_have_count(2)
    page.get_by_role("link", name="Messages", exact=True).filter(visible=True).first.click()
    expect(page.locator(".inbox-new")).to_have_count(0)
    expect(page.locator(".inbox-row")).to_contain_text("The old one.")
