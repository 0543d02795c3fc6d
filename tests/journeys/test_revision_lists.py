"""The revisions of one morning: what waits for each side, the filters, the
policy and the figures; on a phone, too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from agencies.models import Agency
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns

from .conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stock() -> None:
    cast, now = load_cast(), clock.now().replace(microsecond=0) - 2 * DAY
    revision_turns.ask(Story(cast, now=now).delivered(), summary="A calmer ending")
    revision_turns.reply(
        revision_turns.start(revision_turns.ask(Story(cast, now=now).delivered(), summary="Which harbour?")),
        "question",
    )
    revision_turns.pending(Story(cast, now=now).delivered())


def test_everybody_finds_what_waits_for_them(people: Callable[..., Person]) -> None:
    stock()

    for name, path, own in (
        ("clara", "/orders/revisions/", "Which harbour?"),
        ("wendell", "/studio/revisions/", "A calmer ending"),
        ("max", "/desk/revisions/", "More market"),
    ):
        person = people(name)
        page = person.go(path)
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody tr")).to_contain_text(own)
        expect(page.locator("tbody tr")).to_contain_text("Your turn")
        assert person.problems == []
    people("edith").go("/editing/revisions/")


def test_the_desk_filters_decides_what_is_included_and_reads_figures(people: Callable[..., Person]) -> None:
    stock()
    manager = people("max")
    page = manager.go("/desk/")
    page.locator(".tab-links").get_by_role("link", name=re.compile("^Scope undecided")).click()
    page.wait_for_url(re.compile("/desk/revisions/.*scope=pending"))
    expect(page.locator("tbody tr")).to_have_count(1)

    manager.go("/desk/revisions/?tab=open")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.locator(".filter-menu summary").click()
    page.get_by_label("State").select_option("in_progress")
    page.wait_for_url(re.compile("state=in_progress"))
    expect(page.locator("tbody tr")).to_have_count(1)
    manager.look()

    manager.go("/desk/revisions/figures/")
    page.get_by_role("link", name=re.compile("^The delivery fell short")).click()
    expect(page.locator("tbody tr")).to_have_count(3)

    page.set_viewport_size(PHONE)
    manager.go("/desk/revisions/policy/")
    page.get_by_label("Included rounds").fill("many")
    manager.press("Save policy")
    manager.sees("Enter a whole number in digits.")
    manager.look()
    page.get_by_label("Included rounds").fill("5")
    page.get_by_label("Working hours: Minor").fill("3")
    manager.press("Save policy")
    manager.sees("Policy saved. It applies to requests and deliveries from now on.")
    assert Agency.objects.get(code="INK").included_rounds == 5
    assert manager.problems == []
