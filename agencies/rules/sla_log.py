"""What a log of events says of one target: from when to when its clock ran, and why not in between.

Pure, and without a calendar: this is the part of the SLA clock (`sla_clock.py`) that reads the log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agencies.states.sla import Counting, Happening, Priority, Target


@dataclass(frozen=True)
class Goal:
    """How much time something may take, of working time where `working`. Raises ValueError for none at all:
    a goal of zero would be missed before anybody could keep it."""

    time: dt.timedelta
    working: bool = True

    def __post_init__(self) -> None:
        if self.time <= dt.timedelta():
            raise ValueError("a goal takes time")


#: What is promised for each priority; where there is no goal, nothing is.
Policy = Mapping[tuple[Priority, Target], Goal]


@dataclass(frozen=True)
class ClockEvent:
    """Something that happened. `priority` is given with PRIORITY alone, `policy` with POLICY."""

    at: dt.datetime
    happening: Happening
    priority: Priority | None = None
    policy: Policy | None = None


@dataclass(frozen=True)
class Span:
    """A piece of time from `start` until `end`; None while it lasts."""

    start: dt.datetime
    end: dt.datetime | None
    why: Counting


@dataclass
class Run:
    """One run of a target's clock: for the next reply the last of several, each `number`ed from 1.

    `ended` is when it stopped, None while it runs; `settled` whether what was owed was done then. `priority`
    and `policy` are those that held when it ended, or the last ones; no policy while the log names none.
    """

    number: int = 0
    spans: list[Span] = field(default_factory=list)
    ended: dt.datetime | None = None
    settled: bool = False
    priority: Priority = Priority.NORMAL
    policy: Policy | None = None

    def goes_on(self, at: dt.datetime, why: Counting) -> None:
        """From `at` on time passes for this reason."""
        if self.spans and self.spans[-1].end is None:
            if self.spans[-1].why == why:
                return
            self.close(at)
        self.spans.append(Span(at, None, why))

    def close(self, at: dt.datetime) -> None:
        """What lasts, ends."""
        last = self.spans[-1]
        self.spans[-1] = Span(last.start, at, last.why)


class Log:
    """Reads events, in the order in which they happened, for one target."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.run = Run()
        self.priority = Priority.NORMAL
        self.policy: Policy | None = None
        self.waiting = self.solved = self.over = self.begun = False
        #: Whether the first reply is no longer owed.
        self.answered = False

    @property
    def live(self) -> bool:
        """Whether a run has begun and not ended."""
        return self.run.number > 0 and self.run.ended is None

    def read(self, event: ClockEvent) -> None:
        """Take one event into account. What follows the end of the matter changes nothing."""
        if self.over:
            return
        if event.happening == Happening.PRIORITY and event.priority is not None:
            self.priority = event.priority
        if event.happening == Happening.POLICY:
            self.policy = event.policy
        act = getattr(self, f"_{event.happening}", None)
        if act is not None:
            act(event.at)
        if self.live:
            self._holds()

    # --- what each happening means ---
    def _opened(self, at: dt.datetime) -> None:
        if not self.begun and self.target == Target.RESOLUTION:
            self._begin(at)
        self.begun = True

    def _asked(self, at: dt.datetime) -> None:
        if self.solved:
            return
        self._resumed(at)
        owed = Target.NEXT_REPLY if self.answered else Target.FIRST_REPLY
        if self.target == owed and not self.live:
            self._begin(at)

    def _replied(self, at: dt.datetime) -> None:
        self.answered = True
        if self.target != Target.RESOLUTION:
            self._end(at, settled=True)

    def _waiting(self, at: dt.datetime) -> None:
        self.waiting = True
        self._go_on(at)

    def _resumed(self, at: dt.datetime) -> None:
        self.waiting = False
        self._go_on(at)

    def _solved(self, at: dt.datetime) -> None:
        self.solved, self.answered, self.waiting = True, True, False
        self._end(at, settled=True)

    def _reopened(self, at: dt.datetime) -> None:
        if not self.solved:
            return
        self.solved = False
        if self.target == Target.RESOLUTION and self.run.ended is not None:
            self.run.spans.append(Span(self.run.ended, at, Counting.SOLVED))
            self.run.ended, self.run.settled = None, False
            self._go_on(at)

    def _ended(self, at: dt.datetime) -> None:
        self._end(at, settled=False)
        self.over = True

    # --- the run ---
    def _begin(self, at: dt.datetime) -> None:
        self.run = Run(self.run.number + 1)
        self._holds()
        self._go_on(at)

    def _go_on(self, at: dt.datetime) -> None:
        if self.live:
            self.run.goes_on(at, Counting.WAITING if self.waiting else Counting.COUNTS)

    def _end(self, at: dt.datetime, *, settled: bool) -> None:
        if self.live:
            self._holds()
            self.run.close(at)
            self.run.ended, self.run.settled = at, settled

    def _holds(self) -> None:
        self.run.priority, self.run.policy = self.priority, self.policy


def read_log(events: Iterable[ClockEvent], target: Target, now: dt.datetime) -> Run:
    """The run of a target's clock as it stands at `now`: what happens later is not known yet. Events of the
    same moment count in the order in which they are given."""
    log = Log(target)
    for event in sorted(events, key=lambda event: event.at):
        if event.at <= now:
            log.read(event)
    return log.run
