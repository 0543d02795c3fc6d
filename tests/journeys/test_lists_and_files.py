"""A list that is searched while one types, and files of two versions that the reader pairs: by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from orders.actions import deliveries
from orders.models import Order
from tests.helpers.cast import load_cast
from tests.helpers.story import Story
from tests.helpers.word import line, word
from tests.orders.helpers.support import upload
from tests.orders.views.test_version_comparison import again

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_search_in_a_list_left_by_tab_is_one_step_back(people: Callable[..., Person]) -> None:
    cast = load_cast()
    for title in ("Quarry guide", "Orchard letter"):
        Story(cast, title=title).assigned()
    desk = people("max")
    page = desk.page
    desk.go("/desk/?tab=all")
    before = page.evaluate("history.length")

    page.locator("summary", has_text="Filter").first.click()
    page.get_by_label("Words or order number").press_sequentially("quarry", delay=40)
    expect(page.locator("#list")).not_to_contain_text("Orchard letter")
    page.keyboard.press("Tab")
    page.wait_for_timeout(900)

    assert "q=quarry" in page.url
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page.locator("#list")).to_contain_text("Orchard letter")
    assert desk.problems == []


def two_versions() -> Order:
    """Three files in each, of which two have no counterpart but by the reader’s choice."""
    story = Story(load_cast()).in_progress()
    old, new = (
        [upload(name, word(line(f"{said} at the quay"))) for name, said in files.items()]
        for files in (
            {"Alpha.docx": "Dusk", "Notes.docx": "Tide", "Budget.docx": "Sums"},
            {"Omega.docx": "Dawn", "Notes.docx": "Tide", "Summary.docx": "Gist"},
        )
    )
    about = {"order": story.order, "now": story.now}
    deliveries.deliver(actor=story.cast.wendell, text="", note="", uploads=old, **about)
    again(story, "", *new)
    return story.order


def test_files_are_paired_by_keyboard(people: Callable[..., Person]) -> None:
    order = two_versions()
    wendell = people("wendell")
    page = wendell.go(f"/orders/{order.number}/deliveries/compared/")
    wendell.sees("Only in version 1:")

    page.locator("summary", has_text="Pair two files by hand").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for name in ("Alpha.docx", "Omega.docx"):
        page.keyboard.type(name[:3])
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    wendell.look()
    wendell.sees("Alpha.docx → Omega.docx")
    expect(page.locator("del").first).to_have_text("Dusk")
    expect(page.locator("ins").first).to_have_text("Dawn")
    chosen = page.locator("select[name=old_file]")
    assert chosen.evaluate("node => node.selectedOptions[0].textContent.trim()") == "Alpha.docx"
    # The choice stays when another view is asked for.
    page.locator("select[name=view]").select_option("side")
    wendell.press("Compare", exact=True)
    wendell.sees("Alpha.docx → Omega.docx")
    assert wendell.problems == []
