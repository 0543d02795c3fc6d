"""A revision from a selected passage to the last accepted point, and one that is beyond the order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from agencies.models import Agency
from orders.models import Order, RevisionRequest
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.orders.helpers.support import url_of

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SELECT = """(words) => {
    const walker = document.createTreeWalker(document.querySelector("[data-passages]"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        return;
    }
}"""


def recent() -> dt.datetime:
    """When a story began that is delivered by now."""
    return clock.now() - DAY


def typed(moment: dt.datetime, name: str) -> str:
    """A moment as the person of that name types it: in their own zone, or the agency's."""
    user = User.objects.get(name__startswith=f"{name} ")
    return moment.astimezone(user.zone or Agency.objects.get(code="INK").zone).strftime("%Y-%m-%dT%H:%M")


def passage(page: Page, words: str) -> None:
    """Select words of the delivered text and press the button that appears."""
    page.evaluate(SELECT, words)
    page.get_by_role("button", name="Add point about this passage").click()


def test_from_a_passage_to_the_last_accepted_point(people: Callable[..., Person]) -> None:
    order = Story(load_cast(), now=recent()).delivered().order
    clara, wendell, edith = people("clara"), people("wendell"), people("edith")

    # Clara selects a passage, says what is wrong there, and needs it soon.
    clara.go(url_of(order, "revisions/new/"))
    clara.page.get_by_label("Summary").fill("More about the market")
    clara.page.get_by_text("Major", exact=True).click()
    passage(clara.page, "Fish, salt, talk.")
    place = clara.page.locator("#id_point-0-place")
    expect(place).to_have_value("“Fish, salt, talk.”")
    expect(clara.page.locator("#id_point-0-issue")).to_be_focused()
    clara.page.keyboard.type("Too short.")
    clara.press("Send request")
    clara.sees("Enter what you want instead.")  # a major request needs it
    expect(place).to_have_value("“Fish, salt, talk.”")
    clara.page.locator("#id_point-0-wish").fill("Two sentences more.")
    clara.page.get_by_text("Deadline, urgency, files, private note").click()
    clara.page.get_by_label("When do you need the new version?").fill(
        typed(clock.now() + dt.timedelta(hours=30), "Clara")
    )
    clara.page.get_by_label("Urgent").check()
    clara.look()
    clara.press("Send request")
    clara.sees("Revision request sent.")

    # Wendell proposes another time, Clara agrees.
    wendell.go(url_of(order, "revisions/1/"))
    wendell.press("Propose a different deadline")
    later = (clock.now() + dt.timedelta(days=6)).replace(second=0, microsecond=0)
    wendell.page.get_by_label("Proposed deadline").fill(typed(later, "Wendell"))
    wendell.page.get_by_label("Reason").fill("I am at a fair until Friday.")
    wendell.look()
    wendell.press("Send proposal")
    clara.go(url_of(order, "revisions/1/"))
    clara.sees("I am at a fair until Friday.")
    clara.press("Agree to deadline")
    clara.sees("Deadline agreed.")
    assert RevisionRequest.objects.get().due_at == later

    # He asks; the clock rests until she answers.
    wendell.go(url_of(order))
    wendell.press("Start work")
    wendell.sees("answer the points in the revision, then deliver again.")
    wendell.go(url_of(order, "revisions/1/answers/"))
    wendell.page.locator("select[name$=-answer]").first.select_option("question")
    wendell.page.locator("textarea[name$=-reply]").first.fill("Which market?")
    wendell.press("Save answers")
    clara.go(url_of(order))
    clara.sees("answer the writer’s question.")
    clara.press("Answer questions")
    clara.look()
    clara.page.get_by_label("Your answer").fill("The one by the harbour.")
    clara.press("Send answers")
    clara.sees("Answer sent to the writer.")

    # He delivers, Edith approves, Clara is not content with the first point.
    deliver(wendell, order, "Fish, salt, loud talk.")
    approve(edith, order)
    clara.go(url_of(order, "revisions/1/"))
    clara.sees("Changes in this passage")
    clara.press("Check answers")
    clara.look()
    clara.page.locator("select[name$=-verdict]").first.select_option("reopened")
    clara.press("Send decisions")
    clara.sees("Describe what is still missing or wrong.")
    clara.page.locator("textarea[name$=-why]").first.fill("Still one sentence.")
    clara.press("Send decisions")
    clara.sees("Decisions sent.")
    assert Order.objects.get().state == "in_progress"

    # Once more; this time every point is met, and the order itself waits for her.
    wendell.go(url_of(order, "revisions/1/"))
    wendell.sees("Still one sentence.")
    deliver(wendell, order, "Fish, salt, loud talk. Nets dry on the wall.")
    approve(edith, order)
    clara.go(url_of(order, "revisions/1/verdicts/"))
    clara.page.locator("select[name$=-verdict]").first.select_option("met")
    clara.press("Send decisions")
    clara.sees("Nothing more to do.")
    clara.look()
    assert (RevisionRequest.objects.get().state, Order.objects.get().state) == ("accepted", "delivered")


def deliver(writer: Person, order: Order, market: str) -> None:
    """Answer the one point as done and hand in a new version."""
    writer.go(url_of(order, "deliveries/new/"))
    writer.page.locator("select[name$=-answer]").first.select_option("done")
    writer.page.locator("textarea[name$=-reply]").first.fill("Written anew.")
    text = writer.page.locator("textarea[name=text]")
    text.fill(text.input_value().split("Fish,")[0] + market)
    writer.page.get_by_role("button", name="Deliver").last.click()
    writer.press("Deliver anyway")
    writer.sees("Version delivered.")


def approve(editor: Person, order: Order) -> None:
    editor.go(url_of(order))
    editor.page.locator("#verdict").get_by_role("button", name="Approve").click()
    expect(editor.page.locator("#verdict")).to_have_count(0)


def test_beyond_the_order(people: Callable[..., Person]) -> None:
    Agency.objects.update(included_rounds=0)
    story = Story(load_cast(), now=recent()).revision_requested()
    order, page = story.order, url_of(story.order, "revisions/1/")
    clara, sam, max_ = people("clara"), people("sam"), people("max")

    # Nobody begins before the desk has decided. Sam decides, beside brief and points; Max offers it at a
    # price.
    sam.go(url_of(order))
    sam.sees("decide whether the revision is part of the order.")
    sam.press("Decide scope")
    sam.look()
    sam.page.get_by_text("No, it is not part of the order").click()
    sam.press("Save decision")
    sam.sees("Quote the relevant passage of the brief.")
    sam.page.get_by_label("Passage from the brief").fill("A feature about the harbour at dusk")
    sam.page.get_by_label("Reason").fill("The market was not part of the brief.")
    sam.press("Save decision")
    sam.sees("Decision saved.")

    max_.go(page)
    max_.press("Offer change order")
    max_.page.get_by_label("Description").fill("Two paragraphs on the market.")
    max_.page.get_by_label("Line 1", exact=True).fill("Two paragraphs")
    max_.page.get_by_label("Working hours needed").fill("8")
    max_.press("Send offer")
    max_.sees("Enter an amount.")
    expect(max_.page.get_by_label("Line 1", exact=True)).to_have_value("Two paragraphs")
    max_.page.get_by_label("Amount for line 1", exact=True).fill("40")
    max_.look()
    max_.press("Send offer")
    max_.sees("Change order offered. Nothing is charged until the client accepts it.")

    # Clara reads why, and orders it; it is charged and with the writer.
    clara.go(url_of(order))
    clara.sees("accept or decline the change order.")
    clara.press("Read change order")
    clara.sees("The market was not part of the brief.")
    clara.look()
    clara.press("Accept for €48.00")
    clara.sees("Change order accepted.")
    clara.go(url_of(order, "ledger/"))
    clara.sees("Change order 1")
    assert Order.objects.get().state == "revision_requested"
