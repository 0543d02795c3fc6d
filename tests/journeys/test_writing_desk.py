"""A writer with everything beside the text, an editor who comments and corrects, and the writer again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from orders.actions.passage_comments import comment_passage
from orders.models import Delivery, Order
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import TEXT, Story
from tests.orders.helpers import revision_turns

from .conftest import PHONE, Person
from .test_revision import SELECT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def select(page: Page, words: str) -> None:
    """Select words of the text and press the button that appears."""
    page.evaluate(SELECT, words)
    page.get_by_role("button", name="Add point on this passage").click()


def test_writing_commenting_correcting(people: Callable[..., Person]) -> None:
    story = Story(load_cast(), now=clock.now().replace(microsecond=0) - 2 * DAY, references="The almanac")
    order = revision_turns.tell(revision_turns.reply(story.revising(), "question")).order
    path, review = f"/orders/{order.number}/", f"/editing/{order.number}/"
    wendell, edith = people("wendell"), people("edith")

    # Wendell writes with brief, references and the client's answer beside the text, which is counted.
    wendell.go(f"{path}deliveries/new/")
    for words in (order.brief, "The almanac", "The fish market"):
        wendell.sees(words)
    wendell.page.locator("#id_text").fill(f"{TEXT} And the almanac.")
    expect(wendell.page.locator("#length")).to_contain_text("19 of 600 words", timeout=10_000)
    expect(wendell.page.locator("#length")).to_contain_text("too short")
    for answer in wendell.page.locator("select[name$=-answer]").all():
        answer.select_option("done")
    wendell.look()
    wendell.press("Deliver for review")
    wendell.sees("This text is shorter than ordered")
    wendell.look()
    expect(wendell.page.locator("#id_text")).to_have_value(f"{TEXT} And the almanac.")
    wendell.press("Deliver anyway")
    wendell.sees("Waiting for the editor")

    # Edith comments on a passage, adds a point about it, corrects a word, compares, and sends the text back.
    said: dict[str, Any] = {"number": 2, "passage": "Fish, salt, talk.", "text": "Who talks?"}
    comment_passage(actor=story.cast.edith, order=Order.objects.get(), now=clock.now(), **said)
    edith.go(review)
    expect(edith.page.locator("mark.passage")).to_have_text("Fish, salt, talk.")
    select(edith.page, "Fish, salt, talk.")
    edith.page.locator("#id_point-issue").fill("Whose fish?")
    edith.page.locator("#feedback-points").get_by_role("button", name="Add point").click()
    expect(edith.page.locator("#feedback-points .point")).to_contain_text("Fish, salt, talk.")
    edith.look()
    edith.press("Correct text")
    text = edith.page.locator("#id_text")
    text.fill(text.input_value().replace("almanac", "almanack"))
    edith.look()
    edith.press("Save corrected version")
    edith.sees("corrected by Edith M.")
    edith.go(f"{path}deliveries/compared/")
    expect(edith.page.locator("ins")).to_contain_text("almanack")
    edith.go(review)
    edith.page.locator("#verdict textarea").fill("One more look, please.")
    edith.press("Send back")
    edith.sees("The writer is working on the revision")

    # Wendell reads on his phone what she said, ticks it off, and goes on from her version.
    wendell.page.set_viewport_size(PHONE)
    wendell.go(f"{path}deliveries/2/")
    expect(wendell.page.locator("mark.passage")).to_have_text("Fish, salt, talk.")
    wendell.sees("Who talks?")
    wendell.go(path)
    wendell.sees("Whose fish?")
    wendell.press("Mark as done")
    wendell.sees("1 of 1 done")
    wendell.look()
    wendell.page.set_viewport_size(PHONE)
    wendell.go(f"{path}deliveries/new/")
    wendell.page.set_viewport_size(PHONE)  # going there ends on a desk
    expect(wendell.page.locator("#id_text")).to_have_value(f"{TEXT} And the almanack.")
    brief = wendell.page.locator("details:has(#brief)")
    expect(brief).not_to_have_attribute("open", "")
    wendell.page.get_by_role("link", name="Brief", exact=True).click()
    expect(brief).to_have_attribute("open", "")
    wendell.page.get_by_role("link", name="“Fish, salt, talk.”").click()
    chosen = "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
    assert wendell.page.evaluate(f"{chosen}(document.activeElement)") == "Fish, salt, talk."
    wendell.look()
    assert (Order.objects.get().writer, Delivery.objects.count()) == (story.cast.wendell.membership, 3)
