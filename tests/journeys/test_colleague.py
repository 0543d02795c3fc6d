"""A colleague: Clara invites her by keyboard alone, she comes in by the mailed
link, reads, and finds nothing to press."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from accounts.models import Mail
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story

from .conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PETRA = "petra@elsewhere.example"
ACTING = re.compile("Accept|revision|Cancel|Send|Save|Remove")


def test_a_colleague_is_invited_and_only_reads(people: Callable[..., Person]) -> None:
    # Invitations and pages read the clock on their own: the story is of these days.
    story = Story(load_cast(), now=clock.now().replace(microsecond=0) - 2 * DAY).delivered()
    clara = people("clara")
    clara.press("Account")
    clara.look()
    _invite_by_keyboard(clara)
    clara.sees("Invitation sent to")
    clara.look()

    petra = people("", color_scheme="dark")
    petra.page.goto(re.findall(r"http://\S+", Mail.objects.get(recipient=PETRA).text)[0])
    petra.look()
    petra.page.get_by_label("Name").fill("Petra Novak")
    for field in petra.page.locator("input[type=password]").all():
        field.fill("a long enough secret")
    petra.press("Create account and join")
    petra.page.set_viewport_size(PHONE)
    petra.sees("Requested by")
    petra.press("Harbour feature")
    petra.sees("A quiet harbour")
    petra.look()

    main = petra.page.locator("main")
    assert main.get_by_role("button", name=ACTING).filter(visible=True).count() == 0
    assert _post(petra, f"/orders/{story.order.number}/acceptance/") == 403
    petra.go("/orders/accounts/")
    petra.sees("The payers for this account invite people and decide what they can do.")

    clara.page.reload()
    clara.sees("Petra Novak")
    clara.look()


def _invite_by_keyboard(clara: Person) -> None:
    """From the top of the page with Tab, the keys of a radio, and Enter."""
    page = clara.page
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "email":
            break
    page.keyboard.type(PETRA)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # none is ticked: the first arrow ticks the second one
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "reader"
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def _post(person: Person, path: str) -> int:
    """The status of a POST that no button of the page makes, with the person's session and token."""
    token = next(row["value"] for row in person.page.context.cookies() if "csrf" in row["name"])
    send = (
        "([path, token]) => fetch(path, {method: 'POST', headers: {'X-CSRFToken': token}}).then((a) => "
        "a.status)"
    )
    return int(person.page.evaluate(send, [path, token]))
