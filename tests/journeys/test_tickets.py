"""A ticket from an order: the clock pauses and goes on, a step of the ladder is taken and acknowledged, it is
solved, and whoever asked says how it went. By keyboard and mouse, at a desk and on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from agencies.states.sla import Target
from project.base import clock
from support.actions.escalation import take_steps
from support.models import Ticket
from support.rules.sla_policies import Step
from support.states.sla_policies import StepAct, Whom
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.support.helpers.sla_policies import policy
from tests.support.helpers.tickets import timer

from .conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOLD = Step(50, StepAct.NOTIFY, target=Target.FIRST_REPLY, whom=Whom.SUPPORT)


def test_from_the_question_to_the_rating(people: Callable[..., Person]) -> None:
    cast = load_cast()
    story = Story(cast, now=clock.now().replace(microsecond=0) - 2 * DAY).delivered()
    policy(cast, steps=(TOLD,))
    clara, sam = people("clara"), people("sam")
    clara.page.set_viewport_size(PHONE)

    # From the order, on a phone.
    clara.go(f"/orders/{story.order.number}/")
    clara.press("Ask for help")
    clara.page.get_by_label("What is it about?").fill("The map is missing")
    clara.page.get_by_label("Message", exact=True).fill("Page 2 should have it.")
    clara.press("Open ticket")
    clara.sees("Ticket opened. You will be told when someone replies.")
    clara.look()
    ticket = Ticket.objects.get()
    url = f"/support/{ticket.number}/"

    # Half of the first reply’s time goes by: support is told, and says so.
    half = timer(ticket, Target.FIRST_REPLY).next_step_at
    assert half is not None
    assert take_steps(agency=cast.inkwell, now=half + dt.timedelta(seconds=1)) == 1
    sam.go("/desk/support/?view=escalated")
    sam.page.keyboard.press("j")
    sam.page.keyboard.press("Enter")
    sam.sees("not acknowledged yet")
    sam.press("Acknowledge")
    sam.sees("acknowledged by Sam")

    # A reply, sent by keyboard, pauses the clock; the answer lets it go on.
    reply, keys = sam.page.get_by_label("Reply", exact=True), sam.page.keyboard
    for letter, target in (("e", "Mark as solved"), ("a", "Assigned to")):
        keys.press(letter)
        expect(sam.page.get_by_label(target).or_(sam.page.get_by_role("button", name=target))).to_be_focused()
    sam.page.locator("h1").click()  # letters that are typed into a field stay letters
    keys.press("r")
    keys.type("Are you sure? Which map do you mean?")
    expect(reply).to_have_value("Are you sure? Which map do you mean?")
    sam.page.get_by_role("button", name="Send reply").focus()
    keys.press("Enter")
    sam.sees("Which map do you mean?")
    sam.look()
    clara.go(url)
    clara.sees("Paused: waiting for you.")
    clara.page.get_by_label("Message", exact=True).fill("The one of the harbour.")
    clara.press("Send", exact=True)
    clara.sees("The one of the harbour.")
    assert "Paused: waiting for you." not in clara.page.content()

    # Solved, and rated.
    sam.go(url)
    sam.page.get_by_label("Reply", exact=True).fill("It is in the file now.")
    sam.page.get_by_label("Then").select_option("solved")
    sam.press("Send reply")
    sam.sees("It is in the file now.")
    clara.go(url)
    clara.page.get_by_label("Good").check()
    clara.page.get_by_label("Anything to add?").fill("Quick!")
    clara.press("Send rating")
    clara.sees("Quick!")
    clara.look()
    sam.go("/desk/support/?view=done")
    sam.sees("The map is missing")
    ticket.refresh_from_db()
    assert ticket.rating.words == "Quick!" and ticket.state == "solved"
