"""Faults that clocks of promised answers are known for, each named after the fault."""

from __future__ import annotations

import datetime as dt

from agencies.rules.sla_clock import Goal, read_clock
from agencies.rules.working_hours import Calendar
from agencies.states.sla import ClockState, Happening, Priority, Target
from tests.agencies.helpers.sla import INK, LONDON, MONDAY, at, event, goals, log

FIRST, NEXT, SOLVED = Target.FIRST_REPLY, Target.NEXT_REPLY, Target.RESOLUTION
LATER = MONDAY + dt.timedelta(hours=5)


def test_critical_target_of_zero():
    """Half of one hour, in whole hours, is none: critical matters were late at birth. Here half an hour is a
    goal, and none is refused."""
    half = {(Priority.CRITICAL, FIRST): Goal(dt.timedelta(hours=1) / 2)}
    events = [event(MONDAY, 0, Happening.PRIORITY, Priority.CRITICAL), *log(MONDAY)]

    assert read_clock(events, half, INK, MONDAY)[FIRST].state == ClockState.RUNNING


def test_breach_cleared_by_any_message():
    """The customer asks again after the time ran out: it stays overdue, at the same moment."""
    before = read_clock(log(MONDAY), goals(reply=60), INK, LATER)[FIRST]
    after = read_clock(log(MONDAY, event(MONDAY, 90, Happening.ASKED)), goals(reply=60), INK, LATER)[FIRST]

    assert (
        (after.state, after.due) == (before.state, before.due) == (ClockState.OVERDUE, at("2026-11-23T11:00"))
    )


def test_the_customers_second_message_pushes_the_deadline():
    events = log(
        MONDAY,
        event(MONDAY, 10, Happening.REPLIED),
        event(MONDAY, 20, Happening.ASKED),
        event(MONDAY, 70, Happening.ASKED),
    )

    assert read_clock(events, goals(again=60), INK, LATER)[NEXT].due == at("2026-11-23T11:20")


def test_internal_note_counts_as_reply():
    told = read_clock(log(MONDAY, event(MONDAY, 10, Happening.NOTED)), goals(reply=60), INK, LATER)

    assert told[FIRST].state == ClockState.OVERDUE


def test_automatic_answer_counts_as_reply():
    told = read_clock(log(MONDAY, event(MONDAY, 0, Happening.AUTOMATIC)), goals(reply=60), INK, LATER)

    assert told[FIRST].state == ClockState.OVERDUE


def test_pause_clears_a_breach():
    told = read_clock(log(MONDAY, event(MONDAY, 90, Happening.WAITING)), goals(reply=60), INK, LATER)

    assert told[FIRST].state == ClockState.OVERDUE


def test_priority_change_leaves_the_deadline():
    policy = {
        (Priority.NORMAL, FIRST): Goal(dt.timedelta(hours=4)),
        (Priority.HIGH, FIRST): Goal(dt.timedelta(hours=2)),
    }
    raised = log(MONDAY, event(MONDAY, 30, Happening.PRIORITY, Priority.HIGH))

    assert read_clock(log(MONDAY), policy, INK, MONDAY)[FIRST].due == at("2026-11-23T15:00")
    assert read_clock(raised, policy, INK, LATER)[FIRST].due == at("2026-11-23T12:00")


def test_pause_lost_on_policy_change():
    """Half an hour of waiting for the customer stays, whichever goals hold then."""
    events = log(MONDAY, event(MONDAY, 30, Happening.WAITING), event(MONDAY, 60, Happening.ASKED))

    for minutes, due in ((90, "2026-11-23T12:00"), (120, "2026-11-23T12:30")):
        told = read_clock(events, goals(solve=minutes), INK, LATER)[SOLVED]
        assert (told.due, told.paused) == (at(due), dt.timedelta(minutes=30))


def test_next_reply_clock_runs_after_resolve():
    events = log(
        MONDAY,
        event(MONDAY, 10, Happening.REPLIED),
        event(MONDAY, 20, Happening.ASKED),
        event(MONDAY, 30, Happening.SOLVED),
        event(MONDAY, 40, Happening.ASKED),  # "thank you", by which the app opens nothing
    )

    told = read_clock(events, goals(again=60, solve=60), INK, LATER)

    assert (told[NEXT].state, told[SOLVED].state) == (ClockState.MET, ClockState.MET)


def test_lunch_break_counts():
    told = read_clock(log(at("2026-11-23T12:00")), goals(reply=60), INK, LATER)

    assert told[FIRST].due == at("2026-11-23T14:00")


def test_holidays_and_nights_count():
    told = read_clock(log(at("2026-12-24T17:00")), goals(reply=60), INK, at("2026-12-27T12:00"))[FIRST]

    assert (told.state, told.due) == (ClockState.RUNNING, at("2026-12-28T09:30"))


def test_overdue_on_the_due_day():
    """A matter is late when its moment has passed, not when its day has begun; and who answers at that very
    moment is in time."""
    day = goals(reply=24 * 60, working=False)
    due = MONDAY + dt.timedelta(days=1)
    answered = log(MONDAY, event(MONDAY, 24 * 60, Happening.REPLIED))

    assert read_clock(log(MONDAY), day, INK, due - dt.timedelta(hours=9))[FIRST].state == ClockState.RUNNING
    assert read_clock(answered, day, INK, due)[FIRST].state == ClockState.MET


def test_reopened_matter_starts_from_nothing_or_counts_the_rest():
    """What it had used stays used; the days while it was solved don't count."""
    events = log(MONDAY, event(MONDAY, 60, Happening.SOLVED), event(MONDAY, 60 + 1440, Happening.REOPENED))
    tuesday = MONDAY + dt.timedelta(days=1, hours=1, minutes=30)

    told = read_clock(events, goals(solve=120), INK, tuesday)[SOLVED]

    assert (told.state, told.elapsed, told.due) == (
        ClockState.RUNNING,
        dt.timedelta(minutes=90),
        at("2026-11-24T12:00"),
    )


def test_later_question_overrules_the_first_reply():
    """The first reply was in time; a question of the next day owes another one, and judges nothing anew."""
    events = log(MONDAY, event(MONDAY, 10, Happening.REPLIED), event(MONDAY, 1440, Happening.ASKED))

    told = read_clock(events, goals(reply=60, again=60), INK, MONDAY + dt.timedelta(days=3))

    assert (told[FIRST].state, told[FIRST].ended) == (ClockState.MET, MONDAY + dt.timedelta(minutes=10))
    assert told[NEXT].state == ClockState.OVERDUE


def test_late_reply_is_forgotten_once_given():
    told = read_clock(log(MONDAY, event(MONDAY, 90, Happening.REPLIED)), goals(reply=60), INK, LATER)

    assert told[FIRST].state == ClockState.MISSED


def test_results_are_lost_on_close():
    """What was met or missed stays so when the matter ends; only what still ran just ends."""
    early = log(MONDAY, event(MONDAY, 10, Happening.REPLIED), event(MONDAY, 20, Happening.ENDED))
    late = log(MONDAY, event(MONDAY, 90, Happening.REPLIED), event(MONDAY, 100, Happening.ENDED))
    policy = goals(reply=60, solve=600)

    met, missed = (read_clock(events, policy, INK, LATER) for events in (early, late))

    assert (met[FIRST].state, met[FIRST].ended) == (ClockState.MET, MONDAY + dt.timedelta(minutes=10))
    assert (missed[FIRST].state, missed[FIRST].due) == (ClockState.MISSED, at("2026-11-23T11:00"))
    assert met[SOLVED].state == missed[SOLVED].state == ClockState.ENDED


def test_raised_priority_judges_a_reply_of_before():
    """Answered within the hours of a normal matter, and made critical later."""
    policy = goals(reply=120, priority=Priority.NORMAL) | goals(reply=10, priority=Priority.CRITICAL)
    events = log(
        MONDAY,
        event(MONDAY, 60, Happening.REPLIED),
        event(MONDAY, 70, Happening.PRIORITY, Priority.CRITICAL),
    )

    assert read_clock(events, policy, INK, LATER)[FIRST].state == ClockState.MET


def test_escalation_stays_after_the_promise_is_gone():
    assert read_clock(log(MONDAY), {}, INK, LATER)[FIRST].state == ClockState.IDLE


def test_server_zone_counts_instead_of_the_agencys():
    """Nine o'clock is nine o'clock where the agency is, before and after the clock is put forward."""
    office = Calendar(LONDON, (((540, 1020),),) * 5 + ((), ()))
    friday = at("2026-03-27T16:30")

    told = read_clock(log(friday), goals(reply=60), office, friday)[FIRST]

    assert told.due == dt.datetime(2026, 3, 30, 8, 30, tzinfo=dt.UTC)


def test_without_hours_the_clock_stands_still():
    """An agency that keeps no hours is judged around the clock."""
    sunday = at("2026-11-22T03:00")

    assert read_clock(log(sunday), goals(reply=60), None, sunday)[FIRST].due == at("2026-11-22T04:00")
