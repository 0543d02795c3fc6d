"""An owner drafts a look, sees it live, publishes it, and takes it back; at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST, SECOND = "Words that stay", "Words that carry"


def publish(otto: Person, tagline: str) -> None:
    """Type a tagline, wait until the preview beside shows it, and publish it."""
    otto.page.goto(otto.base + "/desk/branding/")
    otto.page.get_by_label("Tagline").fill(tagline)
    otto.sees("Draft, not published yet")
    frame = otto.page.frame_locator("iframe.brand-frame")
    expect(frame.get_by_text(tagline).first).to_be_visible(timeout=8000)
    otto.press("Publish", exact=True)


def home_of(people: Callable[..., Person]) -> str:
    """What a visitor reads on the home page."""
    visitor = people()
    visitor.page.goto(visitor.base + "/")
    return visitor.page.content()


def test_a_look_is_drafted_previewed_published_and_taken_back(people: Callable[..., Person]) -> None:
    otto = people("otto")
    otto.press("Branding", exact=True)
    otto.look()

    # While it is being typed, the preview follows, and nobody else sees anything of it.
    otto.page.get_by_label("Tagline").fill(FIRST)
    otto.sees("Draft, not published yet")
    otto.look()
    assert FIRST not in home_of(people)
    publish(otto, FIRST)
    assert FIRST in home_of(people)

    # A colour that is hard to read is measured, and the nearest one that is not is offered.
    otto.page.goto(otto.base + "/desk/branding/")
    otto.page.get_by_label("Main colour", exact=True).fill("#ffff66")
    otto.sees("Too low")
    otto.look()
    publish(otto, SECOND)
    assert SECOND in home_of(people)

    # Both are in the history, and the first can be taken up again.
    otto.page.goto(otto.base + "/desk/branding/history/")
    otto.look()
    row = otto.page.get_by_role("row").filter(has_text=FIRST)
    row.locator("summary").click()
    row.get_by_role("button", name="Restore").click()
    otto.sees("Branding of version 2 restored.")
    otto.look()
    assert FIRST in home_of(people) and SECOND not in home_of(people)


def test_on_a_phone_and_without_scripts(people: Callable[..., Person]) -> None:
    otto = people("otto", java_script_enabled=False)
    otto.page.set_viewport_size(PHONE)
    otto.page.goto(otto.base + "/desk/branding/")
    otto.page.get_by_label("Tagline").fill(FIRST)
    otto.press("Save draft and preview")
    otto.sees("Draft, not published yet")
    otto.press("Publish", exact=True)

    assert FIRST in home_of(people)
