"""The whole way of one order, from the first word of the brief to the acceptance, by the people who do it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from orders.models import Order
from tests.helpers.papers import docx, pdf, upload

from .conftest import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BRIEF = (
    "A feature about the harbour at dusk, for visitors who stay a night. Mention the market; leave out the "
    "ferry."
)
TEXT = (
    "# A quiet harbour\n\nBoats come in at dusk, and **nobody** hurries.\n\n## The market\n\n"
    "Fish, salt, talk."
)


def in_days(days: int) -> str:
    """A date and time for a datetime-local field."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(days=days)).strftime("%Y-%m-%dT16:00")


def fill_draft(page: Page, title: str) -> None:
    page.locator("#id_title").fill(title)
    page.locator("#id_service").select_option("article")
    page.locator("#id_quality").select_option("standard")
    page.locator("#id_quantity").fill("900")
    page.locator("#id_brief").fill(BRIEF)
    page.locator("#id_deadline").fill(in_days(12))


def saved(page: Page) -> None:
    """Waits until the autosave says so."""
    expect(page.locator("#save-status")).to_contain_text("Saved", timeout=10_000)


def test_from_draft_to_accepted(people: Callable[..., Person]) -> None:
    clara, path = people("clara"), ""

    # Clara writes; it is saved and priced while she types; she adds three real files.
    clara.press("New order")
    draft = clara.page.url
    fill_draft(clara.page, "Harbour feature")
    expect(clara.page.get_by_role("button", name=re.compile("Place order for"))).to_be_visible(timeout=10_000)
    saved(clara.page)
    expect(clara.page.locator("[data-upload-bar]")).to_be_hidden()
    clara.page.locator("#id_files").set_input_files(
        [
            upload("Notes.docx", docx("Names as on the list.")),
            upload("Map.pdf", pdf()),
            upload("Words.md", b"# Words"),
        ]
    )
    for name in ("Notes.docx", "Map.pdf", "Words.md"):
        expect(clara.page.locator("#draft-files")).to_contain_text(name, timeout=10_000)
    clara.look()

    # A second tab saves meanwhile; the first is told, and both texts are kept until she chooses.
    second = clara.page.context.new_page()
    second.goto(draft)
    with second.expect_response(lambda answer: answer.request.method == "POST"):
        second.locator("#id_title").fill("Harbour feature, from the other tab")
    saved(second)
    second.close()
    clara.page.locator("#id_title").fill("Harbour feature, long version")
    expect(clara.page.locator("#draft-conflict")).to_contain_text("from the other tab", timeout=10_000)
    clara.look()
    clara.page.locator("#draft-conflict").get_by_role("button", name="Compare and choose").click()
    clara.sees("Two versions of this draft")
    clara.look()
    clara.page.locator("input[name=keep-title][value=mine]").check()
    clara.press("Save choices")
    expect(clara.page.locator("#id_title")).to_have_value("Harbour feature, long version")
    expect(clara.page.locator("#id_brief")).to_have_value(BRIEF)

    clara.page.get_by_role("button", name=re.compile("Place order for")).click()
    clara.page.wait_for_url(re.compile(r"/orders/INK-"))
    clara.look()
    path = clara.page.url.removeprefix(clara.base)
    order = Order.objects.get()
    assert (order.title, order.state, order.attachments.count()) == (
        "Harbour feature, long version",
        "placed",
        3,
    )

    # Max offers it, Wendell accepts, starts, and writes with the preview beside it.
    manager = people("max")
    manager.go(f"{path}offers/")
    manager.page.get_by_label(re.compile("Wendell")).check()
    manager.press("Send offer")
    manager.look()
    wendell = people("wendell")
    wendell.go("/studio/offers/")
    wendell.press("Accept", exact=True)
    wendell.look()
    assert "Clara" not in wendell.page.content()
    wendell.press("Start work")
    wendell.page.get_by_role("link", name="Deliver", exact=True).first.wait_for()
    deliver(wendell, path, TEXT, [upload("Harbour.docx", docx("A quiet harbour"))])

    # Edith claims, sends back, and approves the second version.
    edith = people("edith")
    edith.go("/editing/")
    edith.press("Claim")
    edith.go(path)
    edith.page.locator("#verdict textarea").fill("Check the tides, please.")
    edith.press("Send back", exact=True)
    edith.sees("The writer is working on the text")
    deliver(wendell, path, TEXT.replace("at dusk", "with the tide at dusk"), [])
    edith.go(f"{path}deliveries/compared/")
    expect(edith.page.locator("ins")).to_have_text("with the tide ")
    edith.page.keyboard.press("n")
    expect(edith.page.locator("#change-1")).to_have_class("compare-at")
    edith.go(f"{path}deliveries/compared/?view=side")
    approve(edith, path)

    # Clara asks for a revision with two points; Wendell answers each and delivers again.
    clara.go(path)
    clara.press("Request revision")
    clara.look()
    clara.page.locator("#id_summary").fill("More market")
    clara.page.locator("[name=point-0-issue]").fill("The market is too short")
    clara.page.locator("[name=point-0-place]").fill("The market")
    clara.page.get_by_role("button", name="Add point").click()
    clara.page.locator("[name=point-2-issue]").fill("A livelier title")
    expect(clara.page.locator("[name=point-0-issue]")).to_have_value("The market is too short")
    clara.press("Send request")
    clara.sees("Waiting for the writer")
    clara.look()
    wendell.go(path)
    wendell.press("Start work")
    wendell.page.get_by_role("link", name="Answer points").first.wait_for()
    wendell.go(f"{path}revisions/1/answers/")
    wendell.page.locator("[name=point-1-answer]").select_option("done")
    wendell.page.locator("[name=point-1-reply]").fill("Two sentences more.")
    wendell.page.locator("[name=point-2-answer]").select_option("declined")
    wendell.page.locator("[name=point-2-reply]").fill("The title is yours.")
    wendell.press("Save answers")
    deliver(wendell, path, TEXT + " Somebody weighs shrimps on a brass scale.", [])
    approve(edith, path)

    # Clara reads the answers, and accepts.
    clara.go(path)
    clara.sees("Two sentences more.")
    assert "Edith" not in clara.page.content()
    clara.page.locator("summary", has_text="Accept delivery").click()
    clara.press("Accept delivery")
    clara.sees("Completed")
    clara.look()
    order.refresh_from_db()
    assert (order.state, order.revisions.get().state, order.deliveries.count()) == (
        "completed",
        "accepted",
        3,
    )


def deliver(writer: Person, path: str, text: str, files: list[object]) -> None:
    """Write in the deliver page, see the preview, hand in."""
    writer.go(f"{path}deliveries/new/")
    writer.page.locator("#id_text").fill(text)
    expect(writer.page.locator("#preview .prose")).to_contain_text("A quiet harbour", timeout=10_000)
    if files:
        writer.page.locator("#id_files").set_input_files(files)  # type: ignore[arg-type]
    writer.press("Deliver for review")
    if not files:  # a text of its own that is far shorter than ordered
        writer.press("Deliver anyway")
    writer.sees("Waiting for the editor")


def approve(editor: Person, path: str) -> None:
    editor.go(path)
    editor.press("Approve", exact=True)
    editor.sees("Waiting for the client")


def test_without_javascript(people: Callable[..., Person]) -> None:
    """Every step is a plain form: draft, save, order, offer, accept, start,
    preview, deliver, claim, approve, accept."""
    plain = {"java_script_enabled": False}
    clara = people("", **plain)
    sign_in(clara, "clara@inkwell.example")
    clara.press("New order")
    fill_draft(clara.page, "Harbour feature")
    clara.page.locator("#id_files").set_input_files([upload("Notes.docx", docx("Names"))])
    clara.page.get_by_role("button", name="Save", exact=True).click()
    clara.sees("Notes.docx")
    clara.page.get_by_role("button", name=re.compile("Place order for")).click()
    clara.page.wait_for_url(re.compile(r"/orders/INK-"))
    path = clara.page.url.removeprefix(clara.base)

    manager = people("", **plain)
    sign_in(manager, "max@inkwell.example")
    manager.page.goto(manager.base + f"{path}offers/")
    manager.page.get_by_label(re.compile("Wendell")).check()
    manager.press("Send offer")

    wendell = people("", **plain)
    sign_in(wendell, "wendell@inkwell.example")
    wendell.page.goto(wendell.base + path)
    wendell.press("Accept offer")
    wendell.press("Start work")
    wendell.page.goto(wendell.base + f"{path}deliveries/new/")
    wendell.page.locator("#id_text").fill(TEXT)
    wendell.press("Preview")
    expect(wendell.page.locator("#preview")).to_contain_text("nobody hurries")
    expect(wendell.page.locator("#id_text")).to_have_value(TEXT)
    wendell.press("Deliver for review")
    wendell.press("Deliver anyway")

    edith = people("", **plain)
    sign_in(edith, "edith@inkwell.example")
    edith.press("Claim")
    edith.page.goto(edith.base + path)
    edith.press("Approve", exact=True)

    clara.page.goto(clara.base + path)
    clara.press("Request revision")
    clara.page.locator("#id_summary").fill("Shorter")
    clara.page.locator("[name=point-0-issue]").fill("Too long")
    clara.press("Add point")
    expect(clara.page.locator("#id_summary")).to_have_value("Shorter")
    expect(clara.page.locator("[name=point-0-issue]")).to_have_value("Too long")
    clara.page.goto(clara.base + path)
    clara.page.locator("summary", has_text="Accept delivery").click()
    clara.press("Accept delivery")
    clara.sees("Completed")
    assert Order.objects.get().state == "completed"


def test_a_refusal_is_shown_by_htmx(people: Callable[..., Person]) -> None:
    """htmx swaps no 4xx by itself: two editors press Claim on one review,
    and the second reads why it did nothing."""
    from agencies.models import Membership
    from orders.actions import reviews
    from tests.helpers.cast import load_cast
    from tests.helpers.story import Story

    Membership.objects.filter(pk=load_cast().wanda.member_id).update(roles=["editor"])
    cast = load_cast()
    story = Story(cast).in_review()
    edith = people("edith")
    edith.go(f"/orders/{story.order.number}/")
    reviews.claim_review(actor=cast.wanda, order=story.order, now=story.now)

    edith.page.get_by_role("button", name=re.compile("Claim")).first.click()

    edith.sees("There is nothing at this address, or you do not have access to it.")
