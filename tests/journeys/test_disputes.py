"""A dispute from the client's claim to the refund, seen by client, writer and desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orders.models import LedgerEntry
from project.base import clock
from support.models import Dispute
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_dispute_ends_with_a_refund_that_both_sides_accept(people: Callable[..., Person]) -> None:
    story = Story(load_cast(), now=clock.now().replace(microsecond=0) - 2 * DAY).delivered()
    path = f"/orders/{story.order.number}/"
    clara, wendell, max_ = people("clara"), people("wendell"), people("max")

    # The client says what is wrong, one point a line; the order stops.
    clara.go(f"{path}dispute/new/")
    clara.page.get_by_label("What is it about?").select_option("quality")
    clara.page.get_by_label("What happened?").fill("Half of it is about another town.")
    clara.page.get_by_label("Points").fill("The market is missing\nThe harbour has another name")
    photo = {"name": "harbour.txt", "mimeType": "text/plain", "buffer": b"This is not Lisbon."}
    clara.page.get_by_label("Files").set_input_files(photo)  # type: ignore[arg-type]
    clara.press("Open dispute")
    clara.sees("Dispute opened. All deadlines of the order are paused.")
    clara.look()
    url = f"/disputes/{Dispute.objects.get().public_id}/"
    clara.go(path)
    clara.sees("Go to dispute")

    # The desk waits for the writer, who responds.
    max_.go("/desk/disputes/")
    max_.sees(story.order.number)
    max_.go(url)
    max_.sees("The other side can still respond.")
    wendell.go(url)
    wendell.sees("harbour.txt")
    wendell.page.get_by_label("Your statement").fill("The brief names that town.")
    wendell.press("Send response")
    wendell.sees("Response sent.")
    wendell.look()

    # A proposal with a mistake keeps what was typed; then it goes to both.
    max_.go(url)
    max_.page.get_by_label("Outcome").select_option("refund")
    max_.page.get_by_label("Reasons").fill("A fifth of it cannot be used.")
    max_.press("Send proposal")
    max_.sees("Enter a percentage between 1 and 100.")
    max_.look()
    max_.page.get_by_label("Refund in percent").fill("20")
    max_.press("Send proposal")
    max_.sees("Settlement proposed.")

    # Both accept, and the money has moved.
    for person in (clara, wendell):
        person.go(url)
        person.sees("A fifth of it cannot be used.")
        person.press("Accept proposal")
        person.sees("Proposal accepted.")
    refund = LedgerEntry.objects.get(kind="refund").amount
    clara.look()
    clara.sees(f"€{-refund}")
    assert f"€{-refund}" not in wendell.page.content()
    max_.go(f"{url}file/")
    max_.sees("Charged now")
    for person in (clara, wendell, max_):
        person.go(path)
        person.sees("settled the dispute")
