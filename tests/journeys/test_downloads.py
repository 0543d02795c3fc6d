"""An accepted text is taken away: as a Word document that is opened again, by the clipboard, as a ZIP."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from orders.actions import acceptance
from tests.helpers.cast import load_cast
from tests.helpers.story import Story

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """# Salt roads

Carts left **before** dawn[^carts].

## Stages

1. Inland
   - Weir
2. Coast

[^carts]: Two wheels, one ox.
"""
COPIED = """async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => [type, await (await item.getType(type)).text()];
    return Object.fromEntries(await Promise.all(item.types.map(read)));
}"""


def unfold(person: Person) -> None:
    """Open the menu of the newest version."""
    menu = person.page.locator("#work details.menu").first
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()


def saved(person: Person, name: str) -> bytes:
    """What the browser saves after a press on an entry of the menu."""
    unfold(person)
    with person.page.expect_download() as waiting:
        person.page.get_by_role("link", name=name, exact=True).filter(visible=True).first.click()
    return Path(waiting.value.path()).read_bytes()


def look_at(person: Person, name: str) -> None:
    """Pictures for whoever wants to see them."""
    if folder := os.environ.get("PICTURES"):
        for width in (1440, 390):
            person.page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                person.page.emulate_media(color_scheme=scheme)
                person.page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png")


def test_an_accepted_text_is_taken_away(people: Callable[..., Person]) -> None:
    story = Story(load_cast()).in_progress().deliver(TEXT).approve()
    clara, number = people("clara"), story.order.number
    acceptance.accept_order(actor=story.cast.clara, **story.tick())
    clara.go(f"/orders/{number}/")

    # Word: headings, lists and footnotes are those of Word.
    document = docx.Document(io.BytesIO(saved(clara, "Word (.docx)")))
    looks = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert looks["Salt roads"] == "Heading 1" and looks["Stages"] == "Heading 2"
    levels = {line.text: line._p.find(f".//{qn('w:ilvl')}") for line in document.paragraphs}
    assert levels["Inland"].get(qn("w:val")) == "0" and levels["Weir"].get(qn("w:val")) == "1"
    assert len(document.element.findall(f".//{qn('w:footnoteReference')}")) == 1
    notes = [part for part in document.part.package.iter_parts() if part.partname.endswith("footnotes.xml")]
    assert "Two wheels, one ox." in notes[0].blob.decode()

    clara.page.set_viewport_size({"width": 1440, "height": 900})
    unfold(clara)
    look_at(clara, "menu")
    with zipfile.ZipFile(io.BytesIO(saved(clara, "Whole order (.zip)"))) as archive:
        assert "Carts left **before** dawn" in archive.read("version-1.md").decode()

    # The clipboard holds the formatting and the words, and the page says so.
    clara.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    unfold(clara)
    clara.page.get_by_role("button", name="Copy with formatting").click()
    clara.sees("Text copied with its formatting.")
    copied = clara.page.evaluate(COPIED)
    assert "<strong>before</strong>" in copied["text/html"] and "before dawn" in copied["text/plain"]

    # The page to print has nothing but the text.
    unfold(clara)
    clara.press("Page to print")
    clara.look()
    clara.press("With letterhead")
    clara.sees(load_cast().inkwell.name)
    clara.look()
    look_at(clara, "print")
    assert clara.page.locator(".printed-head").count() == 1
    clara.page.emulate_media(media="print")
    assert not clara.page.locator(".printed-bar").is_visible()
    assert clara.problems == []
