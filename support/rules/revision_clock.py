"""How the clock of a revision stands, and why: its own events in the words of the SLA clock.

The revision keeps when it is due; here is worked out how much of its time is used, and what didn't count:
while the client was asked something, and while the order rested, on hold or in a dispute.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from agencies.rules.sla_clock import Goal, Reading, read_clock
from agencies.rules.sla_log import ClockEvent
from agencies.states.sla import Happening, Priority, Target
from orders.models import OrderEvent, PointNote, RevisionRequest
from orders.rules.live_revision import due
from orders.states.revision_choices import NoteKind

#: Verbs of the order from which on everything rests, and goes on.
RESTS = ("hold", "open_dispute", "appeal_dispute")
GOES_ON = ("resume", "settle_dispute", "withdraw_dispute")
#: The least that a goal is: one that was over before it began is over at once.
LEAST = dt.timedelta(minutes=1)


def read_revision(
    revision: RevisionRequest, notes: Iterable[PointNote], events: Iterable[OrderEvent], now: dt.datetime
) -> Reading:
    """The clock of a revision in work. `notes`: what was said of its points, `events`: the acts of RESTS and
    GOES_ON on its order since it was asked for; both oldest first. Time counts around the clock, as its due
    time is a moment. The reading is due when the revision is."""
    log = [
        ClockEvent(revision.asked_at, Happening.OPENED),
        *_pauses([*_questions(notes), *_rests(events)]),
    ]
    late = due(revision, now) - revision.asked_at
    whole = {(Priority.NORMAL, Target.RESOLUTION): Goal(max(late, LEAST), working=False)}
    paused = read_clock(log, whole, None, now)[Target.RESOLUTION].paused
    goal = Goal(max(late - paused, LEAST), working=False)
    policy = {(Priority.NORMAL, Target.RESOLUTION): goal}
    return read_clock(log, policy, None, now)[Target.RESOLUTION]


def _questions(notes: Iterable[PointNote]) -> Iterator[tuple[dt.datetime, str, bool]]:
    """When which point begins to wait for the client, and no longer does."""
    for note in notes:
        yield note.at, f"point {note.point_id}", note.kind == NoteKind.QUESTION


def _rests(events: Iterable[OrderEvent]) -> Iterator[tuple[dt.datetime, str, bool]]:
    for event in events:
        yield event.at, "order", event.verb in RESTS


def _pauses(changes: Iterable[tuple[dt.datetime, str, bool]]) -> Iterator[ClockEvent]:
    """The clock pauses with the first reason, and goes on when the last one is gone."""
    reasons: set[str] = set()
    for at, name, waits in sorted(changes, key=lambda change: change[0]):
        before = bool(reasons)
        if waits:
            reasons.add(name)
        else:
            reasons.discard(name)
        if before != bool(reasons):
            yield ClockEvent(at, Happening.WAITING if reasons else Happening.RESUMED)
