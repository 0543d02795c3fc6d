"""A preset: made of a past order, chosen as the default, and a draft that is
filled after its difference was shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from drafts.models import OrderDraft, OrderPreset
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY, make_draft
from tests.helpers.story import Story
from tests.orders.helpers.support import url_of

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_past_order_to_a_filled_draft(people: Callable[..., Person]) -> None:
    cast, begun = load_cast(), clock.now() - 5 * DAY
    order = Story(cast, now=begun, tone="Quiet, exact", audience="Visitors").delivered().order
    draft = make_draft(cast.clara, now=begun, tone="", audience="Sailors")
    clara = people("clara")

    # What an order had becomes a preset, with a preference of style beside it.
    clara.go(url_of(order))
    clara.press("Save as preset")
    clara.page.get_by_label("Name", exact=True).fill("Harbour features")
    clara.page.get_by_label("Preference 1").fill("Numbers")
    clara.look()
    clara.press("Save preset")
    clara.sees("Fill in both fields, or leave both empty.")
    expect(clara.page.get_by_label("Preference 1")).to_have_value("Numbers")
    clara.page.get_by_label("Details").first.fill("in words")
    clara.press("Save preset")
    clara.sees("Preset “Harbour features” saved.")
    clara.look()

    # It fills what her draft leaves open, and keeps what she has written, unless she ticks it.
    clara.go(f"/orders/drafts/{draft.public_id}/")
    clara.press("Apply preset")
    clara.look()
    clara.press("Preview changes")
    clara.look()
    expect(clara.page.get_by_label("Tone")).to_be_checked()
    expect(clara.page.get_by_label("Who will read the text?")).not_to_be_checked()
    clara.page.get_by_label("Tone").focus()
    clara.page.keyboard.press("Space")
    clara.page.keyboard.press("Space")
    clara.press("Apply preset")
    clara.sees("Preset applied.")
    draft.refresh_from_db()
    assert (draft.tone, draft.audience) == ("Quiet, exact", "Sailors")
    assert "Numbers: in words" in draft.style_preferences and draft.notes == ""

    # As the default it stands first when something new is begun; archived, it can be brought back at once.
    clara.go("/orders/presets/")
    clara.sees("used once")
    clara.page.get_by_text("More", exact=True).click()
    clara.press("Make default")
    clara.go("/orders/drafts/new/")
    clara.press("Start from preset")
    clara.page.wait_for_url("**/orders/drafts/*/")
    assert OrderDraft.objects.latest("pk").audience == "Visitors"
    clara.go("/orders/presets/")
    clara.page.get_by_text("More", exact=True).click()
    clara.press("Archive", exact=True)
    clara.press("Undo")
    clara.sees("Preset restored.")
    assert OrderPreset.objects.in_use().count() == 1
