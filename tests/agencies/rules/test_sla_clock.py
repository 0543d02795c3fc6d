"""The SLA clock against a slow reference that goes minute by minute, and by examples. The faults that such
clocks are known for have tests of their own (test_sla_clock_traps.py)."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.sla_clock import Goal, read_clock
from agencies.rules.working_hours import Calendar
from agencies.states.sla import ClockState, Counting, Happening, Priority, Target
from tests.agencies.helpers.sla import INK, LONDON, MONDAY, at, event, goals, log, slow_clock

MINUTES = st.integers(1, 3 * 1440)
HAPPENINGS = st.sampled_from(
    [one for one in Happening if one not in (Happening.OPENED, Happening.PRIORITY, Happening.ENDED)]
)
ACTS = st.lists(st.tuples(MINUTES, HAPPENINGS), max_size=12)
PRIORITIES = st.lists(st.tuples(MINUTES, st.sampled_from(list(Priority))), max_size=2)
GOALS = st.dictionaries(
    st.tuples(st.sampled_from(list(Priority)), st.sampled_from(list(Target))),
    st.builds(
        lambda minutes, working: Goal(dt.timedelta(minutes=minutes), working),
        st.integers(1, 900),
        st.booleans(),
    ),
)
BLOCKS = st.sampled_from(
    [((540, 1020),), ((540, 750), (810, 1050)), ((0, 1440),), ((1200, 1440), (0, 300))[::-1]]
)
#: Some begin before the clock changes, in spring and in autumn.
STARTS = st.sampled_from(["2026-11-23T10:00", "2026-11-27T16:40", "2026-03-28T22:10", "2026-10-24T23:30"])


@given(ACTS, PRIORITIES, GOALS, BLOCKS, STARTS, st.booleans(), st.integers(0, 4 * 1440), st.booleans())
def test_it_agrees_with_a_clock_that_goes_minute_by_minute(
    acts, priorities, policy, blocks, start, with_calendar, until, ends
):
    begin = at(start)
    off = frozenset({begin.date() + dt.timedelta(days=1)})
    calendar = Calendar(LONDON, (blocks,) * 5 + ((), blocks), off) if with_calendar else None
    events = [event(begin, 0, Happening.OPENED), event(begin, 0, Happening.ASKED)]
    events += [event(begin, minute, act) for minute, act in acts]
    events += [event(begin, minute, Happening.PRIORITY, priority) for minute, priority in priorities]
    events += [event(begin, 2000, Happening.ENDED)] if ends else []
    now = begin.astimezone(dt.UTC) + dt.timedelta(minutes=until)

    readings = read_clock(events, policy, calendar, now)

    for target in Target:
        told = readings[target]
        slow = slow_clock(events, policy, calendar, now, target)
        assert (told.state, told.elapsed, told.paused) == (slow.state, slow.elapsed, slow.paused), target
        if slow.due is not None:
            assert told.due == slow.due
        elif told.due is not None:
            assert told.due > slow.looked_until or told.ended is not None


@given(ACTS, st.integers(0, 3 * 1440), st.integers(0, 600))
def test_what_has_counted_never_becomes_less(acts, until, more):
    """Time goes on, and nothing that has passed is taken back: the readings of a run only grow."""
    begin = at("2026-11-23T10:00")
    events = [event(begin, 0, Happening.OPENED), event(begin, 0, Happening.ASKED)]
    events += [event(begin, minute, act) for minute, act in acts]
    early = begin.astimezone(dt.UTC) + dt.timedelta(minutes=until)
    first, then = (
        read_clock(events, goals(reply=60, again=60, solve=600), INK, moment)
        for moment in (early, early + dt.timedelta(minutes=more))
    )

    for target in Target:
        if first[target].number == then[target].number:
            assert then[target].elapsed >= first[target].elapsed
            assert then[target].paused >= first[target].paused


@given(ACTS, st.integers(1, 300))
def test_a_step_is_reached_when_so_much_has_counted(acts, percent):
    begin = at("2026-11-23T10:00")
    events = [event(begin, 0, Happening.OPENED), *(event(begin, minute, act) for minute, act in acts)]
    policy = goals(solve=100)
    last = begin.astimezone(dt.UTC) + dt.timedelta(minutes=5000)

    moment = read_clock(events, policy, INK, last)[Target.RESOLUTION].reaches(percent)

    if moment is not None:
        there = read_clock([one for one in events if one.at < moment], policy, INK, moment)
        assert there[Target.RESOLUTION].elapsed == dt.timedelta(minutes=percent)


def test_a_first_reply_over_lunch_and_the_weekend():
    """Friday 16:40 in a house that works 9:00 to 12:30 and 13:30 to 17:30: fifty minutes are left of Friday,
    the rest is Monday's."""
    friday = at("2026-11-27T16:40")

    told = read_clock(log(friday), goals(reply=5 * 60), INK, friday + dt.timedelta(hours=1))

    assert told[Target.FIRST_REPLY].due == at("2026-11-30T14:10")
    assert told[Target.FIRST_REPLY].elapsed == dt.timedelta(minutes=50)
    assert told[Target.FIRST_REPLY].remaining == dt.timedelta(minutes=250)


def test_the_examples_of_the_documentation():
    """docs/support.md prints these numbers."""
    friday, monday, early = at("2026-11-27T16:40"), at("2026-11-23T10:00"), at("2026-11-23T09:00")
    waited = log(
        monday,
        event(monday, 20, Happening.REPLIED),
        event(monday, 20, Happening.WAITING),
        event(monday, 340, Happening.ASKED),
    )
    again = 3 * 1440 + 60
    reopened = log(
        early,
        event(early, 360, Happening.SOLVED),
        event(early, again, Happening.REOPENED),
        event(early, again, Happening.ASKED),
    )

    first = read_clock(log(friday), goals(reply=8 * 60), INK, friday)[Target.FIRST_REPLY]
    second = read_clock(waited, goals(solve=16 * 60), INK, monday + dt.timedelta(minutes=340))
    third = read_clock(reopened, goals(solve=40 * 60, again=60), INK, at("2026-11-26T10:00"))

    assert first.due == at("2026-11-30T17:10")
    assert second[Target.RESOLUTION].due == at("2026-11-25T16:20")
    assert second[Target.RESOLUTION].paused == dt.timedelta(hours=4, minutes=20)
    assert third[Target.RESOLUTION].elapsed == dt.timedelta(hours=5)
    assert third[Target.NEXT_REPLY].started == at("2026-11-26T10:00")


def test_it_says_why():
    events = [
        *log(MONDAY),
        event(MONDAY, 20, Happening.REPLIED),
        event(MONDAY, 20, Happening.WAITING),
        event(MONDAY, 220, Happening.ASKED),
    ]

    told = read_clock(events, goals(solve=480), None, MONDAY + dt.timedelta(minutes=300))[Target.RESOLUTION]

    assert (told.state, told.paused) == (ClockState.RUNNING, dt.timedelta(hours=3, minutes=20))
    assert [(span.why, span.end - span.start if span.end else None) for span in told.why] == [
        (Counting.COUNTS, dt.timedelta(minutes=20)),
        (Counting.WAITING, dt.timedelta(minutes=200)),
        (Counting.COUNTS, None),
    ]


def test_a_paused_clock_is_due_at_no_time():
    events = [*log(MONDAY), event(MONDAY, 10, Happening.WAITING)]

    told = read_clock(events, goals(solve=60), INK, MONDAY + dt.timedelta(days=30))[Target.RESOLUTION]

    assert (told.state, told.due, told.remaining) == (ClockState.PAUSED, None, dt.timedelta(minutes=50))


def test_nothing_is_owed_where_nothing_was_promised():
    told = read_clock(log(MONDAY), {}, INK, MONDAY + dt.timedelta(days=1))

    assert {reading.state for reading in told.values()} == {ClockState.IDLE}


def test_what_the_agency_begins_owes_no_first_reply():
    events = [event(MONDAY, 0, Happening.OPENED), event(MONDAY, 0, Happening.REPLIED)]

    told = read_clock(events, goals(reply=30, again=30), INK, MONDAY + dt.timedelta(hours=3))
    asked = read_clock(
        [*events, event(MONDAY, 60, Happening.ASKED)],
        goals(reply=30, again=30),
        INK,
        MONDAY + dt.timedelta(hours=3),
    )

    assert told[Target.FIRST_REPLY].state == ClockState.IDLE
    assert asked[Target.NEXT_REPLY].state == ClockState.OVERDUE


def test_what_is_merged_owes_nothing_any_more():
    events = [*log(MONDAY), event(MONDAY, 10, Happening.ENDED), event(MONDAY, 20, Happening.ASKED)]

    told = read_clock(events, goals(reply=30, solve=60), INK, MONDAY + dt.timedelta(days=2))

    assert told[Target.FIRST_REPLY].state == told[Target.RESOLUTION].state == ClockState.ENDED
    assert told[Target.RESOLUTION].elapsed == dt.timedelta(minutes=10)


def test_what_was_late_when_it_was_merged_was_missed():
    """A breach never disappears: not by merging, not by closing."""
    events = [*log(MONDAY), event(MONDAY, 61, Happening.ENDED), event(MONDAY, 70, Happening.REPLIED)]

    told = read_clock(events, goals(reply=30, solve=60), INK, MONDAY + dt.timedelta(days=2))

    assert told[Target.FIRST_REPLY].state == told[Target.RESOLUTION].state == ClockState.MISSED


def test_an_agency_that_hardly_ever_opens_has_no_due_time():
    calendar = Calendar(zoneinfo.ZoneInfo("UTC"), (((540, 541),), (), (), (), (), (), ()))

    told = read_clock(log(MONDAY), goals(solve=60 * 24 * 30), calendar, MONDAY)[Target.RESOLUTION]

    assert (told.state, told.due) == (ClockState.RUNNING, None)


@pytest.mark.parametrize("minutes", [0, -1])
def test_a_goal_takes_time(minutes):
    with pytest.raises(ValueError, match="takes time"):
        Goal(dt.timedelta(minutes=minutes))
