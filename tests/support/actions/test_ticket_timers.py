"""The rows that keep what the SLA clock says of tickets: written with each event, and equal to the clock."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.models import Agency, Holiday
from agencies.rules.working_hours import add, calendar_of
from agencies.states.sla import ClockState, Target
from project.base.errors import QuillhouseError
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_timers import follow_calendar, wrong_timers
from support.actions.tickets import write_note, write_question, write_reply
from support.models import TicketTimer
from support.rules.tickets import readings_of
from tests.helpers.cast import START, Cast
from tests.helpers.examples import SHARED_FIXTURES
from tests.support.helpers.tickets import MINUTE, asked, fresh, opened, replied, timer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]
FIRST, NEXT, SOLVED = Target.FIRST_REPLY, Target.NEXT_REPLY, Target.RESOLUTION
HOUR = 60 * MINUTE


def after(cast: Cast, hours: int) -> dt.datetime:
    return add(calendar_of(cast.inkwell), START, hours * HOUR)


def test_a_new_ticket_owes_a_first_reply_and_a_solution(cast: Cast) -> None:
    ticket = opened(cast)

    assert timer(ticket, FIRST).due_at == after(cast, 8)
    assert timer(ticket, SOLVED).due_at == after(cast, 40)
    assert not TicketTimer.objects.filter(ticket=ticket, target=NEXT).exists()


def test_a_reply_ends_the_first_and_pauses_the_rest(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + HOUR)

    first = timer(ticket, FIRST)
    assert (first.outcome, first.ended_at) == (ClockState.MET, START + HOUR)
    assert timer(ticket, SOLVED).due_at is None


def test_an_hour_of_waiting_moves_the_solution_by_an_hour(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + HOUR)
    asked(cast, ticket, now=START + 2 * HOUR)

    assert timer(ticket, SOLVED).due_at == after(cast, 41)
    assert timer(ticket, NEXT).run == 1


def test_each_ticket_has_a_clock_of_its_own(cast: Cast) -> None:
    """One row for all tickets of all agencies, and whoever was given one had them all."""
    mine, other, foreign = opened(cast), opened(cast), opened(cast, by=cast.nick)
    handle_ticket(actor=cast.sam, ticket=mine, assignee=cast.max.membership, priority="critical", now=START)

    assert TicketTimer.objects.count() == 6
    assert timer(mine, FIRST).due_at == START + 30 * MINUTE
    assert timer(other, FIRST).due_at == after(cast, 8)
    other.refresh_from_db()
    foreign.refresh_from_db()
    assert (other.assignee, foreign.assignee) == (None, None)


def test_a_ticket_knows_when_the_first_of_its_targets_is_due(cast: Cast) -> None:
    """The database keeps it by the timers, also where somebody writes these alone."""
    ticket = opened(cast)
    assert fresh(ticket).due == after(cast, 8)
    replied(cast, ticket, now=START + HOUR)
    assert fresh(ticket).due is None
    asked(cast, ticket, now=START + 2 * HOUR)
    assert fresh(ticket).due == timer(ticket, NEXT).due_at

    TicketTimer.objects.filter(ticket=ticket, target=NEXT).delete()
    assert fresh(ticket).due == timer(ticket, SOLVED).due_at
    TicketTimer.objects.filter(ticket=ticket).update(due_at=START)
    assert fresh(ticket).due == START


def test_what_is_overdue_when_it_is_merged_or_closed_was_missed(cast: Cast) -> None:
    """A breach never disappears."""
    merged, closed, into = (opened(cast) for _ticket in range(3))
    late = after(cast, 9)
    merge_ticket(actor=cast.sam, ticket=merged, into=into, now=late)
    press_ticket(actor=cast.sam, ticket=closed, verb="close", now=late)

    for ticket in (merged, closed):
        first, solved = timer(ticket, FIRST), timer(ticket, SOLVED)
        assert (first.outcome, solved.outcome) == (ClockState.MISSED, ClockState.ENDED)
        assert first.ended_at == late


def test_a_missed_reply_stays_missed(cast: Cast) -> None:
    ticket = opened(cast)
    late = after(cast, 9)
    asked(cast, ticket, now=late)
    assert timer(ticket, FIRST).due_at == after(cast, 8)
    replied(cast, ticket, now=late + MINUTE)
    assert timer(ticket, FIRST).outcome == ClockState.MISSED


def test_a_note_stops_no_clock(cast: Cast) -> None:
    ticket = opened(cast)
    write_note(actor=cast.sam, ticket=ticket, text="Hm.", now=START + MINUTE)

    assert timer(ticket, FIRST).ended_at is None


def test_a_holiday_moves_what_is_due(cast: Cast) -> None:
    """The agency closes today and tomorrow: the sweep reckons anew what runs, and nothing that ended."""
    ticket, answered = opened(cast), opened(cast)
    replied(cast, answered, now=START + HOUR)
    before = timer(ticket, FIRST).due_at
    Holiday.objects.create(agency=cast.inkwell, day=START.date(), name="Off")
    Agency.objects.filter(pk=cast.inkwell.pk).update(calendar_version=99)
    agency = Agency.objects.get(pk=cast.inkwell.pk)
    assert len(wrong_timers(agency, START + HOUR)) == 2

    assert follow_calendar(agency=agency, now=START + 2 * HOUR) == 2
    assert follow_calendar(agency=agency, now=START + 2 * HOUR) == 0

    assert timer(ticket, FIRST).due_at != before
    assert timer(answered, FIRST).outcome == ClockState.MET
    assert wrong_timers(agency, START + 2 * HOUR) == []


ACTS = st.lists(
    st.tuples(
        st.integers(1, 2000),
        st.sampled_from(["ask", "reply", "solve", "note", "wait", "resume", "high", "reopen"]),
    ),
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=SHARED_FIXTURES)
@given(ACTS)
def test_whatever_happens_the_rows_are_what_the_clock_says(cast: Cast, acts: list[tuple[int, str]]) -> None:
    with transaction.atomic():
        ticket, now = opened(cast), START
        for minutes, act in acts:
            now += minutes * MINUTE
            with suppress(QuillhouseError):
                do(cast, ticket, act, now)
            ticket.refresh_from_db()

        readings = readings_of(cast.inkwell, list(ticket.events.order_by("pk")), now)
        for row in ticket.timers.all():
            reading = readings[Target(row.target)]
            told = (reading.number, reading.due, reading.ended, reading.state if reading.ended else "")
            assert (row.run, row.due_at, row.ended_at, row.outcome) == told
        assert wrong_timers(cast.inkwell, now + HOUR) == []
        transaction.set_rollback(True)


def do(cast: Cast, ticket, act: str, now: dt.datetime) -> None:
    if act == "ask":
        write_question(actor=cast.clara, ticket=ticket, text="?", now=now)
    elif act == "reply":
        write_reply(actor=cast.sam, ticket=ticket, text="!", then="open", now=now)
    elif act == "note":
        write_note(actor=cast.sam, ticket=ticket, text=".", now=now)
    elif act == "high":
        handle_ticket(actor=cast.sam, ticket=ticket, assignee=None, priority="high", now=now)
    else:
        press_ticket(actor=cast.sam, ticket=ticket, verb=act, now=now)


def test_a_command_proves_it(cast: Cast) -> None:
    ticket, said = opened(cast), io.StringIO()
    call_command("check_timers", stdout=said)
    assert "1 tickets" in said.getvalue()

    TicketTimer.objects.filter(ticket=ticket, target=FIRST).update(due_at=START)
    with pytest.raises(CommandError):
        call_command("check_timers", stdout=said)
    assert f"{ticket.number} first_reply" in said.getvalue()
