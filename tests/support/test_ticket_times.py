"""A solved ticket is closed, and a snoozed one back in the queue, from the very second on: on pages, in lists
and figures, through the API and for whoever writes, before any sweep has run."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from project.base import clock
from project.base.errors import WrongState
from support.actions.sweeps import close_solved
from support.actions.ticket_handling import press_ticket
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_snoozing import snooze_ticket, wake_snoozed, wake_ticket
from support.actions.tickets import open_ticket, write_question
from support.models import Ticket, TicketSnooze
from support.rules.ticket_times import REOPEN_FOR
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.support.helpers.tickets import MINUTE, asked, fresh, opened, replied, verbs

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ENDS = START + REOPEN_FOR


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def solved(cast: Cast) -> Ticket:
    """A ticket of Clara's, solved at START."""
    ticket = opened(cast)
    replied(cast, ticket, now=START, then="solved")
    return fresh(ticket)


@pytest.mark.parametrize(("moment", "state"), [(ENDS - MINUTE, "solved"), (ENDS, "closed")])
def test_pages_and_api_say_that_it_is_closed(cast: Cast, at: Any, moment: dt.datetime, state: str) -> None:
    ticket = solved(cast)
    at(moment)
    words = {"solved": "Solved", "closed": "Closed"}
    badges = [f">{words[one]}<" for one in ("solved", "closed")]
    for page in (
        browser(cast.clara).get(f"/support/{ticket.number}/"),
        browser(cast.clara).get("/support/"),
        browser(cast.sam).get("/desk/support/?view=done"),
    ):
        text = "".join(page.text.split())
        assert [badge in text for badge in badges] == [state == "solved", state == "closed"], page.text
    shown = Api(cast.clara).get(f"support/tickets/{ticket.number}/").json
    listed = Api(cast.sam).get("support/tickets/?view=done").results[0]
    assert shown["state"] == listed["state"] == state
    assert shown["closed_at"] == (None if state == "solved" else "2026-03-16T09:00:00Z")
    assert fresh(ticket).state == "solved"


def test_what_is_written_then_begins_a_ticket_that_goes_on_from_it(cast: Cast, at: Any) -> None:
    ticket = solved(cast)
    asked(cast, ticket, now=ENDS - MINUTE)
    assert fresh(ticket).state == "open"
    replied(cast, ticket, now=START, then="solved")
    with pytest.raises(WrongState):
        write_question(actor=cast.clara, ticket=ticket, text="Still wrong.", now=ENDS)
    with pytest.raises(WrongState):
        press_ticket(actor=cast.clara, ticket=ticket, verb="reopen", now=ENDS)

    at(ENDS)
    clara = browser(cast.clara)
    page = clara.get(f"/support/{ticket.number}/").text
    assert f"?follows={ticket.number}" in page and ">Reopen<" not in "".join(page.split())
    refused = clara.post(f"/support/{ticket.number}/say/", {"text": "Still wrong."})
    assert refused.status_code == 409 and "Still wrong." in refused.text
    assert f'action="/support/new/?follows={ticket.number}"' in refused.text
    typed = {"subject": ticket.subject, "text": "Still wrong."}
    clara.post(f"/support/new/?follows={ticket.number}", typed)
    assert Ticket.objects.latest("pk").follows == ticket
    through = Api(cast.clara).post("support/tickets/", typed | {"follows": ticket.number})
    assert (through.status, through.json["follows"]) == (201, ticket.number)


def test_before_its_end_nothing_goes_on_from_it(cast: Cast) -> None:
    ticket = solved(cast)
    facts = {"actor": cast.clara, "subject": "Again", "text": "Again", "follows": ticket}
    with pytest.raises(WrongState):
        open_ticket(**facts, now=ENDS - MINUTE)
    assert open_ticket(**facts, now=ENDS).follows == ticket


def test_the_next_act_notes_the_end_first(cast: Cast) -> None:
    ticket = solved(cast)
    press_ticket(actor=cast.sam, ticket=ticket, verb="close", now=ENDS + DAY)

    stored = fresh(ticket)
    assert verbs(ticket).count("expire") == 1 and "close" not in verbs(ticket)
    assert (stored.state, stored.closed_at) == ("closed", ENDS)
    assert close_solved(agency=cast.inkwell, now=ENDS + DAY) == 0


def test_the_sweep_notes_since_when_and_moves_it_in_no_list(cast: Cast) -> None:
    ticket = solved(cast)
    assert close_solved(agency=cast.inkwell, now=ENDS - MINUTE) == 0
    assert close_solved(agency=cast.inkwell, now=ENDS + DAY) == 1
    stored = fresh(ticket)
    assert (stored.closed_at, stored.touched_at) == (ENDS, START)


def test_a_ticket_is_not_merged_any_more(cast: Cast) -> None:
    ticket, other = solved(cast), opened(cast)
    with pytest.raises(WrongState):
        merge_ticket(actor=cast.sam, ticket=ticket, into=other, now=ENDS)
    assert fresh(ticket).state == "solved"


@pytest.mark.parametrize(("moment", "asleep"), [(START + DAY - MINUTE, True), (START + DAY, False)])
def test_a_snooze_that_is_over_is_none(cast: Cast, at: Any, moment: dt.datetime, asleep: bool) -> None:
    ticket = opened(cast)
    snooze_ticket(actor=cast.sam, ticket=ticket, until=START + DAY, now=START)
    at(moment)
    sam, program = browser(cast.sam), Api(cast.sam)
    for view, expected in (("open", not asleep), ("unassigned", not asleep), ("snoozed", asleep)):
        page = sam.get(f"/desk/support/?view={view}")
        assert (ticket.subject in page.text) == expected, view
        tab = next(one for one in page.context["tabs"] if one["url"] == f"?view={view}")
        assert tab["count"] == ("1" if expected else "0"), view
        found = program.get(f"support/tickets/?view={view}").results
        assert bool(found) == expected, view
    assert ("Snoozed until" in sam.get(f"/support/{ticket.number}/").text) == asleep
    shown = program.get(f"support/tickets/{ticket.number}/").json
    assert bool(shown["snoozed_until"]) == asleep
    assert TicketSnooze.objects.count() == 1


@pytest.mark.parametrize("act", ["wake", "snooze", "sweep"])
def test_whoever_comes_next_notes_its_end_as_the_clocks(cast: Cast, act: str) -> None:
    ticket = opened(cast)
    snooze_ticket(actor=cast.sam, ticket=ticket, until=START + DAY, now=START)
    later = START + 2 * DAY
    if act == "wake":
        wake_ticket(actor=cast.sam, ticket=ticket, now=later)
    elif act == "snooze":
        snooze_ticket(actor=cast.sam, ticket=ticket, until=later + DAY, now=later)
    else:
        assert wake_snoozed(agency=cast.inkwell, now=later) == 1
    assert ticket.events.get(verb="wake").actor is None
    assert wake_snoozed(agency=cast.inkwell, now=later) == 0
    assert TicketSnooze.objects.count() == (1 if act == "snooze" else 0)
