"""A ticket from an order: the clock pauses and goes on, a step of the ladder is taken and acknowledged, it is
solved, and whoever asked says how it went. By keyboard and mouse, at a desk and on a phone, and without
scripts. And two of the desk who would answer the same ticket."""

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
from tests.support.helpers.tickets import opened, timer

from .conftest import PHONE, Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOLD = Step(50, StepAct.NOTIFY, target=Target.NEXT_REPLY, whom=Whom.SUPPORT)


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

    # A reply, sent by keyboard, pauses the clock; the answer lets it go on.
    sam.go(url)
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

    # Half of the time for the next reply goes by: support is told, and says so.
    half = timer(ticket, Target.NEXT_REPLY).next_step_at
    assert half is not None
    assert take_steps(agency=cast.inkwell, now=half + dt.timedelta(seconds=1)) == 1
    sam.go("/desk/support/?view=escalated")
    sam.page.keyboard.press("j")
    sam.page.keyboard.press("Enter")
    sam.sees("not acknowledged yet")
    sam.press("Acknowledge")
    sam.sees("acknowledged by Sam")

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


def test_without_scripts(people: Callable[..., Person]) -> None:
    """From the order to the rating, and several at once, with forms alone."""
    cast = load_cast()
    story = Story(cast, now=clock.now().replace(microsecond=0) - 2 * DAY).delivered()
    clara, sam = (people("", java_script_enabled=False) for _person in range(2))
    sign_in(clara, "clara@inkwell.example")
    sign_in(sam, "sam@inkwell.example")

    clara.page.goto(f"{clara.base}/orders/{story.order.number}/")
    clara.press("Ask for help")
    clara.page.get_by_label("What is it about?").fill("The map is missing")
    clara.page.get_by_label("Message", exact=True).fill("Page 2 should have it.")
    clara.press("Open ticket")
    url = clara.page.url
    number = Ticket.objects.get().number
    sam.page.goto(f"{sam.base}/support/{number}/")
    sam.page.get_by_label("Reply", exact=True).fill("Which map do you mean?")
    sam.press("Send reply")
    sam.sees("Which map do you mean?")
    clara.page.goto(url)
    clara.sees("Paused: waiting for you.")
    clara.page.get_by_label("Message", exact=True).fill("The one of the harbour.")
    clara.press("Send", exact=True)

    # From the queue: ticked, tagged, then solved.
    for act, label in (("tag", "Add tags"), ("solve", "Mark as solved")):
        sam.page.goto(f"{sam.base}/desk/support/")
        sam.page.get_by_label(f"Choose {number}").check()
        sam.page.get_by_label("What to do").select_option(act)
        sam.press("Continue")
        if act == "tag":
            sam.page.get_by_label("Tags to add").fill("map")
        sam.page.get_by_role("button", name=label, exact=True).click()
        sam.sees("Done with 1 ticket.")

    clara.page.goto(url)
    clara.page.get_by_label("Good").check()
    clara.page.get_by_label("Anything to add?").fill("Quick!")
    clara.press("Send rating")
    clara.sees("Quick!")
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.rating.words) == ("solved", "Quick!")
    assert [row.tag.name for row in ticket.taggings.all()] == ["map"]


def test_two_who_would_answer_the_same(people: Callable[..., Person]) -> None:
    """The second is told while the first writes; whoever sends later reads what was said before."""
    cast = load_cast()
    ticket = opened(cast, now=clock.now() - 20 * DAY)
    sam, max_ = people("sam"), people("max")
    url = f"/support/{ticket.number}/"
    sam.go(url)
    max_.go(url)
    max_.page.get_by_label("Reply", exact=True).fill("Under “Client account”.")

    told = sam.page.get_by_text("is answering.")
    told.wait_for(timeout=15_000)
    sam.look()
    assert "Max" in told.inner_text()
    max_.press("Send reply")
    max_.sees("Under “Client account”.")
    sam.page.get_by_label("Reply", exact=True).fill("On your profile.")
    sam.press("Send reply")
    sam.sees("wrote since you opened this page")
    expect(sam.page.get_by_label("Reply", exact=True)).to_have_value("On your profile.")
    sam.look()

    # It was missed: the desk says why.
    sam.page.get_by_text("Say why").click()
    sam.page.get_by_label("Missed target", exact=True).select_option(label="First reply")
    sam.page.get_by_label("Cause", exact=True).select_option(label="Too few people")
    sam.press("Save cause")
    sam.sees("Too few people")
    sam.look()
    sam.go("/desk/support/reports/missed/?cause=staffing")
    sam.sees("Change of address")
    sam.go("/desk/support/reports/")
    sam.sees("Share without a cause")
