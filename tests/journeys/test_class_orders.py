"""A class, from a roster with errors to a report that somebody outside reads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from cohorts.actions.placing_job import run_placing
from cohorts.models import CohortMember, MemberLink, Placing
from cohorts.rules.member_links import key_of
from orders.models import Order
from project.base import clock
from tests.cohorts.helpers.classes import begun, briefed
from tests.cohorts.helpers.sessions import session_of
from tests.helpers.cast import PASSWORD, load_cast
from tests.helpers.factories import DAY

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG = "Name;Email;Team;ID\nAda Adams;ada@firm;North;1\nBen Brown;ben@firm.example;North;1\n"
RIGHT = "Name;Email;Team;ID\nAda Adams;ada@firm.example;North;1\nBen Brown;ben@firm.example;North;2\n"
WISH = "I want to read about the years in Lisbon."


def paste(clara: Person, roster: str) -> None:
    clara.page.locator("textarea").fill(roster)
    clara.press("Check the rows")


def test_a_class_from_its_roster_to_its_report(people: Callable[..., Person]) -> None:
    cast, now = load_cast(), clock.now().replace(microsecond=0)
    cohort = begun(cast, now=now, receiver="member", asks_members=True)
    briefed(cohort, cast.clara, now=now, brief="A short biography for the website.", title="{name}")
    session_of(cohort, cast.clara, starts=now + 10 * DAY, now=now)
    home = f"/classes/{cohort.public_id}/"

    # A roster with errors changes nothing; mended, it is read before it is saved.
    clara = people("clara")
    clara.go(f"{home}roster/")
    paste(clara, WRONG)
    clara.sees("Rows to correct")
    clara.look()
    assert clara.page.get_by_role("button", name="Save the roster").count() == 0
    clara.page.goto(f"{clara.base}{home}roster/")
    paste(clara, RIGHT)
    clara.sees("What will change")
    clara.press("Save the roster")
    clara.sees("2 members changed.")

    # The price is read, then both are ordered for.
    clara.press("Order for 2 members")
    clara.look()
    clara.press("Place 2 orders for")
    run_placing(placing_id=Placing.objects.get().pk, now=clock.now())
    clara.go(home)

    # Ada has no account: she sends her brief and books a seat by the link that she got.
    clara.press("Member links")
    clara.page.locator("tr", has_text="Ada").get_by_role("button", name="Send link").click()
    clara.page.wait_for_load_state()
    ada, key = people(), key_of(MemberLink.objects.get(member__name="Ada Adams"))
    ada.go(f"/classes/mine/{key}/")
    ada.page.locator("#brief textarea").first.fill(WISH)
    ada.press("Send brief")
    order = Order.objects.get(cohort_member=CohortMember.objects.get(name="Ada Adams"))
    ada.press("Book a seat")
    expect(ada.page.locator("#sessions")).to_contain_text("Your seats")
    ada.look()

    # Clara sees how far it is, not what Ada wrote; what she shares names nobody.
    clara.go(home)
    clara.sees(order.number)
    assert WISH not in clara.page.content()
    clara.page.get_by_role("link", name="Reports", exact=True).click()
    clara.press("Make a report")
    clara.page.get_by_label("For", exact=True).fill("Board")
    clara.press("Create link")
    if clara.page.get_by_label("Password").count():
        clara.page.get_by_label("Password").fill(PASSWORD)
        clara.page.locator("form:has([type=password]) [type=submit]").first.click()
        clara.page.wait_for_load_state()
    link = clara.page.locator("#made-link").input_value()
    clara.look()

    outside = people()
    outside.go(re.sub(r"^https?://[^/]+", "", link))
    outside.sees(cohort.name)
    for secret in ("Ada", "Ben", WISH, "ada@firm.example"):
        assert secret not in outside.page.content()
    for person in (clara, ada, outside):
        assert person.problems == []
