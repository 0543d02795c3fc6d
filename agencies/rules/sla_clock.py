"""The SLA clock: what was promised, until when, and how it stands. A pure function of a log of events, a
policy, a calendar and the moment.

    readings = read_clock(events, policy, calendar, now)
    readings[Target.FIRST_REPLY].due, .elapsed, .paused, .state, .why

Nothing here remembers anything, so a pause, a new priority, policy or calendar can neither be lost nor
counted twice: each reading goes through the whole log. Rules that hold for every target:

- time counts by the calendar where the goal says so, otherwise around the clock; without a calendar always;
- while the agency waits for the customer, nothing counts;
- what was open is judged by the policy and the priority that hold now, what ended by those of its end;
- the first reply is owed from the first question on; the next reply from the oldest unanswered one on;
- a reply of a person ends both, and solving the matter does, too; notes and automatic answers end nothing;
- a matter that is opened again goes on with the time that it had used; the time in between doesn’t count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agencies.rules import working_hours
from agencies.rules.sla_log import ClockEvent, Goal, Policy, Run, Span, read_log
from agencies.rules.working_hours import Calendar
from agencies.states.sla import ClockState, Counting, Priority, Target

__all__ = ["Goal", "Policy", "Reading", "read_clock"]

NOTHING = dt.timedelta()


@dataclass(frozen=True)
class Reading:
    """How one target stands.

    `due`: when its time runs out, or ran out, or would have; None while it is paused before that, and where
    nothing was promised. `elapsed` and `paused` are of the goal's own time: working time, if it counts that.
    `why`: the pieces of time, in order. `number` counts the runs; it is 0 before the first. `measured` says
    whether `elapsed` and `paused` are by the hours that judged it (see `as_judged`).
    """

    target: Target
    state: ClockState
    due: dt.datetime | None = None
    elapsed: dt.timedelta = NOTHING
    paused: dt.timedelta = NOTHING
    why: tuple[Span, ...] = ()
    number: int = 0
    priority: Priority = Priority.NORMAL
    ended: dt.datetime | None = None
    goal: Goal | None = None
    calendar: Calendar | None = field(default=None, repr=False)
    measured: bool = True

    def as_judged(self, due: dt.datetime | None, state: ClockState, *, measured: bool) -> Reading:
        """The reading of what ended, as it was judged then: hours that changed since judge nothing anew.
        `measured`: whether they are the same."""
        working = self.goal is not None and self.goal.working
        return replace(self, due=due, state=state, measured=measured or not working)

    @property
    def started(self) -> dt.datetime | None:
        """When the run began."""
        return self.why[0].start if self.why else None

    @property
    def remaining(self) -> dt.timedelta | None:
        """What is left of the goal, of its own time; negative once it is used up."""
        return self.goal.time - self.elapsed if self.goal else None

    def reaches(self, percent: int) -> dt.datetime | None:
        """When so much of the goal is used up, or was; None if that doesn’t happen as things stand: the clock
        is paused, or stopped before."""
        if self.goal is None:
            return None
        return _reached(self.why, self.goal, self.calendar, self.goal.time * percent / 100)


def read_clock(
    events: Iterable[ClockEvent], policy: Policy, calendar: Calendar | None, now: dt.datetime
) -> dict[Target, Reading]:
    """How each target stands at `now`. `policy` holds where the log names no other (Happening.POLICY)."""
    log = list(events)
    return {target: _reading(target, read_log(log, target, now), policy, calendar, now) for target in Target}


def _reading(
    target: Target, run: Run, policy: Policy, calendar: Calendar | None, now: dt.datetime
) -> Reading:
    held = policy if run.policy is None else run.policy
    goal, spans = held.get((run.priority, target)), tuple(run.spans)
    if not run.number or goal is None:
        return Reading(target, ClockState.IDLE, why=spans, number=run.number, priority=run.priority)
    due = _reached(_as_if_running(run), goal, calendar, goal.time)
    return Reading(
        target,
        _state(run, due, now),
        due,
        _sum(spans, Counting.COUNTS, goal, calendar, now),
        _sum(spans, Counting.WAITING, goal, calendar, now),
        spans,
        run.number,
        run.priority,
        run.ended,
        goal,
        calendar,
    )


def _as_if_running(run: Run) -> list[Span]:
    """The pieces of a run, of one that ended as if it had gone on: when it would have been due."""
    if run.ended is None:
        return run.spans
    return [*run.spans[:-1], replace(run.spans[-1], end=None)]


def _state(run: Run, due: dt.datetime | None, now: dt.datetime) -> ClockState:
    """An answer at the very moment at which the time runs out is in time. What was late by the time at which
    it ended without one was missed."""
    if run.ended is not None:
        if due is not None and due < run.ended:
            return ClockState.MISSED
        return ClockState.MET if run.settled else ClockState.ENDED
    if due is not None and due <= now:
        return ClockState.OVERDUE
    return ClockState.PAUSED if run.spans[-1].why == Counting.WAITING else ClockState.RUNNING


def _reached(
    spans: Iterable[Span], goal: Goal, calendar: Calendar | None, time: dt.timedelta
) -> dt.datetime | None:
    """The first moment at which so much time has counted."""
    left = time
    for span in spans:
        if span.why != Counting.COUNTS:
            continue
        passed = _measure(goal, calendar, span.start, span.end) if span.end else None
        if passed is None or left <= passed:
            return _later(goal, calendar, span.start, left)
        left -= passed
    return None


def _sum(
    spans: Iterable[Span], why: Counting, goal: Goal, calendar: Calendar | None, now: dt.datetime
) -> dt.timedelta:
    pieces = (span for span in spans if span.why == why)
    return sum((_measure(goal, calendar, span.start, span.end or now) for span in pieces), NOTHING)


def _measure(goal: Goal, calendar: Calendar | None, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    if goal.working and calendar is not None:
        return working_hours.between(calendar, start, end)
    return end - start


def _later(
    goal: Goal, calendar: Calendar | None, start: dt.datetime, time: dt.timedelta
) -> dt.datetime | None:
    """None for what an agency that hardly ever opens could not reach within years."""
    if not goal.working or calendar is None:
        return start + time
    try:
        return working_hours.add(calendar, start, time)
    except ValueError:
        return None
