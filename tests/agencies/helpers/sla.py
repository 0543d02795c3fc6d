"""Logs and goals for tests of the SLA clock, and a slow clock to compare it with: it looks at each minute."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass

from agencies.rules.sla_clock import Goal, Policy
from agencies.rules.sla_log import ClockEvent
from agencies.rules.working_hours import Calendar
from agencies.states.sla import ClockState, Happening, Priority, Target

LONDON = zoneinfo.ZoneInfo("Europe/London")
#: 9:00 to 12:30 and 13:30 to 17:30, Monday to Friday, but not on Christmas Day.
INK = Calendar(LONDON, (((540, 750), (810, 1050)),) * 5 + ((), ()), frozenset({dt.date(2026, 12, 25)}))
MONDAY = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
#: How far the slow clock looks ahead for the moment at which time runs out.
AHEAD = 6 * 1440


def at(text: str) -> dt.datetime:
    """A moment by the clock of London."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def event(
    begin: dt.datetime, minute: int, happening: Happening, priority: Priority | None = None
) -> ClockEvent:
    """Something that happened so many minutes after the beginning."""
    return ClockEvent(begin.astimezone(dt.UTC) + minute * MINUTE, happening, priority)


def log(begin: dt.datetime, *more: ClockEvent) -> list[ClockEvent]:
    """Of a customer who asks."""
    return [event(begin, 0, Happening.OPENED), event(begin, 0, Happening.ASKED), *more]


def goals(
    reply: int = 0, again: int = 0, solve: int = 0, *, working: bool = True, priority: Priority | None = None
) -> Policy:
    """Minutes for each target, where there are any, of one priority or of all."""
    minutes = {Target.FIRST_REPLY: reply, Target.NEXT_REPLY: again, Target.RESOLUTION: solve}
    return {
        (each, target): Goal(MINUTE * number, working)
        for each in ([priority] if priority else Priority)
        for target, number in minutes.items()
        if number
    }


@dataclass
class Slow:
    """What the slow clock tells."""

    state: ClockState = ClockState.IDLE
    elapsed: dt.timedelta = dt.timedelta()
    paused: dt.timedelta = dt.timedelta()
    due: dt.datetime | None = None
    looked_until: dt.datetime = MONDAY


@dataclass
class Standing:
    """The matter in one minute."""

    priority: Priority = Priority.NORMAL
    waiting: bool = False
    solved: bool = False
    over: bool = False
    answered: bool = False
    #: Of the target: whether it runs, and how it ended.
    run: str = ""
    counted: int = 0
    paused: int = 0
    began: bool = False
    of_end: Priority = Priority.NORMAL


def slow_clock(
    events: Sequence[ClockEvent],
    policy: Policy,
    calendar: Calendar | None,
    now: dt.datetime,
    target: Target,
) -> Slow:
    """One target by a walk over all minutes. Which goal holds is known only at the end, so it walks again."""
    known = sorted((one for one in events if one.at <= now), key=lambda one: one.at)
    end = _walk(known, target, None, known[0].at, now)[0]
    goal = policy.get((end.of_end if end.run in ("settled", "ended") else end.priority, target))
    if goal is None or not end.run:
        return Slow()
    used = calendar if goal.working else None
    standing, _reached = _walk(known, target, used, known[0].at, now)
    need = goal.time // MINUTE
    reached = _walk(known, target, used, known[0].at, now + AHEAD * MINUTE, need)[1]
    return Slow(
        _state(standing, reached, now),
        standing.counted * MINUTE,
        standing.paused * MINUTE,
        reached,
        now + AHEAD * MINUTE,
    )


def _state(standing: Standing, reached: dt.datetime | None, now: dt.datetime) -> ClockState:
    late = reached is not None and reached <= now
    if standing.run in ("ended", "settled"):
        in_time = ClockState.ENDED if standing.run == "ended" else ClockState.MET
        return ClockState.MISSED if late else in_time
    if late:
        return ClockState.OVERDUE
    return ClockState.PAUSED if standing.waiting else ClockState.RUNNING


def _walk(
    events: Sequence[ClockEvent],
    target: Target,
    calendar: Calendar | None,
    start: dt.datetime,
    end: dt.datetime,
    need: int = -1,
) -> tuple[Standing, dt.datetime | None]:
    """The matter at `end`, and the moment at which so many minutes had counted in its last run."""
    standing, reached, minute = Standing(), None, start
    waiting = list(events)
    while minute <= end:
        while waiting and waiting[0].at <= minute:
            before = (standing.began, standing.run)
            happens(standing, waiting.pop(0), target)
            if before[1] != "runs" and standing.run == "runs" and target == Target.NEXT_REPLY:
                reached = None
        if minute == end:
            break
        if standing.run == "runs" and open_at(calendar, minute):
            standing.counted += not standing.waiting
            standing.paused += standing.waiting
        minute += MINUTE
        if need >= 0 and reached is None and standing.run == "runs" and standing.counted >= need:
            reached = minute
    return standing, reached


def happens(standing: Standing, one: ClockEvent, target: Target) -> None:
    """What an event makes of the matter, said once more in other words."""
    if standing.over:
        return
    what = one.happening
    if what == Happening.PRIORITY:
        standing.priority = one.priority or standing.priority
    elif what == Happening.OPENED and target == Target.RESOLUTION:
        standing.run = "runs"
    elif what == Happening.ASKED and not standing.solved:
        standing.waiting = False
        if (
            target == (Target.NEXT_REPLY if standing.answered else Target.FIRST_REPLY)
            and standing.run != "runs"
        ):
            standing.run, standing.counted, standing.paused = "runs", 0, 0
    elif what == Happening.REPLIED:
        standing.answered = True
        if target != Target.RESOLUTION:
            settle(standing)
    elif what in (Happening.WAITING, Happening.RESUMED):
        standing.waiting = what == Happening.WAITING
    elif what == Happening.SOLVED:
        standing.answered = standing.solved = True
        standing.waiting = False
        settle(standing)
    elif what == Happening.REOPENED and standing.solved:
        standing.solved = False
        if target == Target.RESOLUTION:
            standing.run = "runs"
    elif what == Happening.ENDED:
        standing.over = True
        if standing.run == "runs":
            standing.run, standing.of_end = "ended", standing.priority


def settle(standing: Standing) -> None:
    """What was owed is done."""
    if standing.run == "runs":
        standing.run, standing.of_end = "settled", standing.priority


def open_at(calendar: Calendar | None, minute: dt.datetime) -> bool:
    """Whether that minute is one of work, by what the clock on the wall shows."""
    if calendar is None:
        return True
    wall = minute.astimezone(calendar.zone)
    if wall.date() in calendar.holidays:
        return False
    shown = wall.hour * 60 + wall.minute
    return any(opens <= shown < closes for opens, closes in calendar.blocks[wall.weekday()])
