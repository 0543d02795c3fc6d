"""Several tickets of the queue at once: chosen by boxes, done one by one, each told of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from project.base import clock
from support.models import Ticket, TicketSnooze
from tests.helpers.cast import Cast, browser
from tests.helpers.pages import form_to
from tests.support.helpers.tickets import fresh, opened, replied
from tests.support.views.test_tickets import queries

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/support/several/"


def chosen(cast: Cast, *subjects: str) -> list[Ticket]:
    return [opened(cast, subject=subject) for subject in subjects]


def numbers(*tickets: Ticket) -> list[str]:
    return [ticket.number for ticket in tickets]


def test_tickets_ticked_in_the_queue_are_assigned_together(cast: Cast) -> None:
    """With forms alone, as without JavaScript: from the boxes to the page that asks whom."""
    one, two, other = chosen(cast, "One", "Two", "Other")
    sam, person = browser(cast.sam), cast.max.membership
    bar = form_to(sam.get("/desk/support/?view=unassigned"), ADDRESS)
    page = sam.get(ADDRESS, bar.filled(n=numbers(one, two), act="assign"))
    assert ">One</strong>" in page.text and ">Other</strong>" not in page.text

    form = form_to(page, ADDRESS, having=["assignee"])
    answer = sam.post(ADDRESS, form.filled(n=numbers(one, two), assignee=person.public_id), follow=True)

    assert "Done with 2 tickets." in answer.text
    assert answer.redirect_chain[-1][0] == "/desk/support/?view=unassigned"
    assert [fresh(ticket).assignee for ticket in (one, two, other)] == [person, person, None]


def in_two_days() -> dt.datetime:
    return (clock.now() + dt.timedelta(days=2)).replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("act", "given", "holds"),
    [
        ("prioritise", {"priority": "high"}, lambda ticket: ticket.priority == "high"),
        ("solve", {}, lambda ticket: ticket.state == "solved"),
        ("close", {}, lambda ticket: ticket.state == "closed"),
        ("tag", {"tags": "Moving, invoice"}, lambda ticket: ticket.taggings.count() == 3),
        (
            "snooze",
            {"until": "soon"},
            lambda ticket: TicketSnooze.objects.get(ticket=ticket).until == in_two_days(),
        ),
    ],
)
def test_each_act(cast: Cast, act: str, given: dict[str, str], holds: Any) -> None:
    """Tags are added to those that a ticket has."""
    tickets, sam = chosen(cast, "One", "Two"), browser(cast.sam)
    for ticket in tickets:
        sam.post(f"/support/{ticket.number}/tags/", {"tags": f"own {ticket.number.lower()}"})
    if "until" in given:
        given = {"until": in_two_days().strftime("%Y-%m-%dT%H:%M")}

    answer = sam.post(ADDRESS, {"act": act, "n": numbers(*tickets), **given})

    assert answer.status_code == 302
    assert all(holds(fresh(ticket)) for ticket in tickets)


def test_what_one_refuses_keeps_no_other_back(cast: Cast) -> None:
    """Said of each: what was done, and what was not and why; what was not stays chosen."""
    one, closed = chosen(cast, "One", "Closed")
    own = opened(cast, by=cast.sam, subject="Own")
    sam = browser(cast.sam)
    sam.post(f"/support/{closed.number}/press/", {"verb": "close"})

    answer = sam.post(ADDRESS, {"act": "prioritise", "priority": "high", "n": numbers(one, closed, own)})

    assert answer.status_code == 409
    assert "Done with 1 ticket" in answer.text and fresh(one).priority == "high"
    assert "only possible while" in answer.text and fresh(closed).priority == "normal"
    assert "handle a ticket of your own" in answer.text and fresh(own).priority == "normal"
    assert f'value="{closed.number}"' in answer.text and f'value="{one.number}"' not in answer.text


def test_what_is_wrong_stands_beside_the_field(cast: Cast) -> None:
    (ticket,) = chosen(cast, "One")
    sam = browser(cast.sam)
    for act, words in (("tag", "Enter a tag."), ("snooze", "Choose a moment."), ("prioritise", "Choose an")):
        answer = sam.post(ADDRESS, {"act": act, "n": [ticket.number]})
        assert answer.status_code == 422 and words in answer.text and ">One</strong>" in answer.text
    assert "No tickets chosen" in sam.get(ADDRESS).text
    nothing = sam.post(ADDRESS, {"act": "solve"})
    assert nothing.status_code == 422 and "No tickets chosen" in nothing.text


def test_nobody_but_the_desk_and_nothing_of_another_agency(cast: Cast) -> None:
    theirs = opened(cast, by=cast.nick)
    assert browser(cast.clara).get(ADDRESS).status_code == 403

    answer = browser(cast.sam).post(ADDRESS, {"act": "close", "n": [theirs.number]})

    assert "No tickets chosen" in answer.text and fresh(theirs).state == "open"


def test_it_costs_the_same_with_more_rows(cast: Cast) -> None:
    costs = []
    for tickets in (chosen(cast, "a"), chosen(cast, "b", "c", "d")):
        costs.append(queries(cast, f"{ADDRESS}?act=tag&n=" + "&n=".join(numbers(*tickets))))

    assert costs[0] == costs[1]


def test_the_api_does_the_same(cast: Cast) -> None:
    one, two = (opened(cast, now=clock.now()) for _ticket in range(2))
    replied(cast, two, now=clock.now(), then="solved")
    sam = browser(cast.sam)
    path = "/api/v1/support/tickets/several/"
    call = lambda **body: sam.post(path, body, content_type="application/json")  # noqa: E731

    told = call(tickets=numbers(one, two), act="assign", assignee=cast.max.membership.public_id).json()
    assert told["results"] == [{"number": each.number, "done": True, "reasons": []} for each in (one, two)]
    assert fresh(two).assignee == cast.max.membership

    until = (clock.now() + dt.timedelta(days=1)).isoformat()
    told = call(tickets=numbers(one, two), act="snooze", until=until).json()["results"]
    assert [each["done"] for each in told] == [True, False] and "only possible" in told[1]["reasons"][0]
    assert call(tickets=numbers(one), act="assign", assignee=None).status_code == 200
    assert fresh(one).assignee is None
    for wrong in (
        {"act": "assign"},
        {"act": "tag"},
        {"act": "solve", "priority": "high"},
        {"act": "prioritise", "priority": "high", "tickets": ["INK-H-2026-99999"]},
    ):
        assert call(**{"tickets": numbers(one), **wrong}).status_code == 400, wrong
