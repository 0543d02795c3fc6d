"""An editor's review: taken from the queue, compared with the version before, sent
back, approved, and read by the client."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from orders.actions.reassigning import release_review
from orders.models import Order
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import TEXT, Story
from tests.writers.helpers.reviews import stored_rubric
from writers.models import Feedback

from .conftest import DESK, PHONE, Person
from .test_revision import SELECT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECOND = TEXT + " The ferry leaves at nine.\n\nA closing line about the lamps."
THIRD = SECOND.replace("The ferry leaves at nine.", "The lamps are lit at nine.")


def tab_to(page: Page, matches: str) -> None:
    """Goes there by the Tab key alone."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", matches):
            return
    raise AssertionError(f"Tab does not lead to {matches}")


def only_marked(page: Page, change: int) -> None:
    """Everything of this change is marked (it has several elements when it goes over a paragraph's end), and
    nothing else."""
    expect(page.locator(f"#change-{change}")).to_have_class(re.compile("compare-at"))
    expect(page.locator(f"[data-change='{change}']:not(.compare-at)")).to_have_count(0)
    expect(page.locator(f".compare-at:not([data-change='{change}'])")).to_have_count(0)


def deliver(writer: Person, path: str, text: str) -> None:
    writer.go(f"{path}deliveries/new/")
    writer.page.locator("#id_text").fill(text)
    writer.press("Deliver for review")
    writer.press("Deliver anyway")
    writer.sees("Waiting for the editor")


def test_an_editors_review(people: Callable[..., Person]) -> None:
    story = Story(load_cast(), now=clock.now().replace(microsecond=0) - 2 * DAY).revision_requested()
    path = f"/orders/{story.order.number}/"
    stored_rubric(story.cast)
    wendell, edith = people("wendell"), people("edith")
    page = edith.page
    wendell.go(path)
    wendell.press("Start work")
    wendell.page.get_by_role("link", name="Answer points").first.wait_for()
    wendell.go(f"{path}revisions/1/answers/")
    for answer in wendell.page.locator("select[name$=-answer]").all():
        answer.select_option("done")
    for reply in wendell.page.locator("[name$=-reply]").all():
        reply.fill("Done as asked.")
    wendell.press("Save answers")
    deliver(wendell, path, SECOND)
    release_review(
        actor=story.cast.max, order=story.order, now=clock.now()
    )  # it was hers; now it is in the queue again

    # She takes what is due first, by the keyboard alone, and has brief, points and text on one page.
    edith.go("/editing/")
    tab_to(page, "form[action$='/editing/next/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(f"/editing/{story.order.number}/")))
    edith.look()
    for words in (story.order.brief[:40], "Done as asked.", "The ferry leaves at nine."):
        edith.sees(words)
    assert "Clara" not in page.content()

    # What is new since the version before, change by change, with n and p; the buttons do the same on a
    # phone.
    edith.go(f"{path}deliveries/compared/")
    expect(page.locator("ins").first).to_contain_text("The ferry leaves at nine.")
    page.keyboard.press("n")
    expect(page.locator("#change-1")).to_have_class(re.compile("compare-at"))
    page.keyboard.press("p")
    only_marked(page, 1)
    page.set_viewport_size(PHONE)
    page.locator("[data-step='1']").click()
    only_marked(page, 1)
    page.set_viewport_size(DESK)

    # A point about a passage, which she keeps for other texts; sent back with a note, by the keyboard alone.
    edith.go(f"/editing/{story.order.number}/")
    page.evaluate(SELECT, "Boats come in at dusk")
    page.get_by_role("button", name="Add point on this passage").click()
    page.locator("#id_point-issue").fill("Which boats are these?")
    points = page.locator("#feedback-points")
    points.get_by_role("button", name="Add point").click()
    expect(points.locator(".points .point").first).to_contain_text("Boats come in at dusk")
    points.get_by_role("button", name="Save to my comments").click()
    edith.sees("Saved to your comments.")
    edith.look()
    tab_to(page, "#verdict textarea")
    page.keyboard.type("The ferry stays out, says the brief.")
    tab_to(page, "#verdict button[value='send_back']")
    page.keyboard.press("Enter")
    edith.sees("The writer is working on the revision")
    edith.look()

    # Wendell reads why, and delivers again; the review is still hers.
    wendell.go(path)
    wendell.sees("The ferry stays out, says the brief.")
    wendell.sees("Which boats are these?")
    deliver(wendell, path, THIRD)
    edith.go("/editing/?tab=mine")
    edith.press("Review", exact=False)
    edith.go(f"{path}deliveries/compared/")
    expect(page.locator("del").first).to_contain_text("ferry")
    expect(page.locator("ins").first).to_contain_text("lamps")
    edith.go(f"{path}deliveries/compared/?view=side")

    # Her earlier point stands beside the text; one of the bank, rubric, ratings and verdict in one act.
    edith.go(f"/editing/{story.order.number}/")
    expect(page.locator("#earlier-points")).to_contain_text("Which boats are these?")
    points.locator("summary").click()
    points.get_by_role("button", name="Use").click()
    expect(page.locator("#id_point-issue")).to_have_value("Which boats are these?")
    page.locator("#id_point-section").fill("The market")
    points.get_by_role("button", name="Add point").click()
    expect(points.locator(".points .point").first).to_contain_text("The market")
    page.get_by_role("group", name="Structure").get_by_label("Good").check()
    page.get_by_role("group", name="Overall").get_by_label("4 – Very good").check()
    tab_to(page, "#verdict textarea")
    tab_to(page, "#verdict button[value='approve']")
    page.keyboard.press("Enter")
    edith.sees("Waiting for the client")
    feedback = Feedback.objects.get()
    assert (feedback.overall, feedback.levels.get().level.name, feedback.points.count()) == (4, "Good", 2)
    assert feedback.released_at and not feedback.points.filter(shown_at=None).exists()
    edith.look()

    # Clara reads the approved version on her phone, and nothing of the inside.
    clara = people("clara", color_scheme="dark")
    clara.go(path)
    clara.page.set_viewport_size(PHONE)
    clara.sees("The lamps are lit at nine.")
    for inside in ("The ferry leaves at nine.", "says the brief", "Edith", "Which boats"):
        assert inside not in clara.page.content()
    assert Order.objects.get().state == "delivered"
