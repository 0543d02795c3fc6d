"""A founder's first hour: from the owner's link to the first order of a client, by what the pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from accounts.models import Mail
from orders.models import Order
from tests.accounts.helpers.support import STRONG, path_of
from tests.helpers.cast import load_cast

from .conftest import DESK, PHONE, Person
from .test_one_order import BRIEF, in_days

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOST = "words.localhost"
#: Presses of buttons and links, of everybody together. What is typed or chosen is not counted.
MOST_CLICKS = 40
TEAM = "will@words.example\nwanda@words.example\nedna@words.example, editor\nclea@words.example, client"
#: What is typed on the page of each step, by its label, and the buttons that are pressed there, in order.
STEPS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "agency": ({"Contact email address": "hello@words.example"}, ("Save changes",)),
    "branding": ({"Tagline": "Words that last"}, ("Save draft and preview", "Publish$")),
    "catalog/templates": ({}, ("Use this list",)),
    "catalog/general": ({"Tax (%)": "21"}, ("Preview changes", "Publish version")),
    "invoicing": ({"Legal name": "Words Ltd", "Address": "1 Main St, Vienna"}, ("Save",)),
    "hours/public-holidays": ({}, ("Add [0-9]+ holidays",)),
    "people/invite/many": ({"Email addresses": TEAM}, ("Send invitations",)),
    "setup/trial": ({}, ("Place trial order",)),
}


class Walk:
    """People at browsers of one new agency, whose clicks are counted together."""

    def __init__(self, chromium: Browser, base: str, size: Any, stack: ExitStack) -> None:
        self.chromium, self.base, self.size, self.stack, self.clicks = chromium, base, size, stack, 0

    def joins(self, path: str, name: str) -> Person:
        """Somebody new, by the link that they were sent: a name, a password, one click."""
        context = self.chromium.new_context(viewport=self.size, locale="en-GB", reduced_motion="reduce")
        self.stack.callback(context.close)
        person = Person(context.new_page(), self.base)
        person.page.set_default_timeout(8000)
        person.page.goto(self.base + path)
        person.page.get_by_label("Name").fill(name)
        for field in person.page.locator("input[type=password]").all():
            field.fill(STRONG)
        self.press(person, "Create account and join")
        return person

    def press(self, person: Person, name: str) -> None:
        """The button or link of the page, not of the menu, whose words begin so."""
        self.clicks += 1
        main, words = person.page.locator("main"), re.compile(f"^{name}")
        target = main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words))
        target.filter(visible=True).first.click()
        person.page.wait_for_load_state()

    def looks(self, person: Person) -> None:
        """With axe, and for what is wider than the screen; then back at the own size."""
        person.look()
        person.page.set_viewport_size(self.size)


def invitation_of(name: str) -> str:
    """The path of the link that was mailed to somebody."""
    text = Mail.objects.get(recipient=f"{name}@words.example").text
    found = re.search(r"(/invitation/\S+)", text)
    assert found, text
    return found[1]


@pytest.fixture
def founded(live_server: Any, transactional_db: None, settings: Any) -> str:
    """The one-use link of the owner of an agency that was made just now, as its command prints it."""
    settings.PUBLIC_PORT = live_server.thread.port
    load_cast()
    out = StringIO()
    call_command("create_agency", "Words", HOST, "olga@words.example", timezone="Europe/Vienna", stdout=out)
    return path_of(out.getvalue().split()[-1])


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def walk(chromium: Browser, live_server: Any, founded: str, request: Any) -> Iterator[Walk]:
    with ExitStack() as stack:
        yield Walk(chromium, f"http://{HOST}:{live_server.thread.port}", request.param, stack)


def test_from_the_link_to_the_first_order(walk: Walk, founded: str) -> None:
    olga = walk.joins(founded, "Olga")
    expect(olga.page).to_have_url(re.compile("/desk/setup/$"))
    olga.sees("0 of 9 done")
    walk.looks(olga)
    for step in STEPS:
        follow(walk, olga, step)
    walk.press(olga, "All steps")
    olga.sees("8 of 9 done")
    walk.press(olga, "Next")
    walk.press(olga, "Publish prices and open")
    olga.sees("Prices published. Your agency is open.")

    for name in ("will", "wanda", "edna"):
        walk.joins(invitation_of(name), name.title())
    ordered(walk, walk.joins(invitation_of("clea"), "Clea"))

    assert walk.clicks <= MOST_CLICKS, walk.clicks


def follow(walk: Walk, olga: Person, step: str) -> None:
    """The next step, which is the one that this table has, done on its page."""
    typed, pressed = STEPS[step]
    walk.press(olga, "Next")
    expect(olga.page).to_have_url(re.compile(f"/desk/{step}/$"))
    walk.looks(olga)
    for label, text in typed.items():
        olga.page.locator("main").get_by_label(re.compile(re.escape(label))).fill(text)
    for button in pressed:
        walk.press(olga, button)


def ordered(walk: Walk, clea: Person) -> None:
    """A draft of what the agency offers, placed at the price that is shown."""
    page = clea.page
    walk.press(clea, "New order")
    page.locator("#id_title").fill("Our harbour")
    page.locator("#id_service").select_option("article")
    page.locator("#id_quality").select_option("standard")
    page.locator("#id_quantity").fill("900")
    page.locator("#id_brief").fill(BRIEF)
    page.locator("#id_deadline").fill(in_days(20))
    expect(page.get_by_role("button", name=re.compile("Place order for"))).to_be_visible(timeout=10_000)
    walk.press(clea, "Place order for")
    page.wait_for_url(re.compile("/orders/WOR-20"))
    placed = Order.objects.get(agency__name="Words", requested_by__public_name="Clea")
    lines = {line.kind: line.amount for line in placed.lines.all()}
    assert (placed.currency, lines["work"], lines["tax"]) == ("EUR", Decimal("216.00"), Decimal("45.36"))
    assert str(placed.lines.get(kind="tax").label).startswith("VAT 21")
