"""When which step of a ticket's ladder is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agencies.models import Membership
from agencies.rules.sla_clock import Reading
from agencies.rules.working_hours import MINUTE, NOTHING, Calendar, add, working_before
from agencies.states.roles import STAFF
from agencies.states.sla import Counting, Priority, Target
from support.models import Escalation, Ticket, TicketWatcher
from support.states.sla_policies import StepAct, StepResult

from .sla_policies import Step, Terms
from .ticket_watchers import possible_watchers

#: How late a sweep may be.
GRACE = 5 * MINUTE
#: What names a step that was taken: it is taken once.
Taken = tuple[str, int, str, int, str, str, int | None]


@dataclass(frozen=True)
class Due:
    """A step that nobody has taken yet, of one run of a target, and from when on it is due."""

    step: Step
    target: Target
    run: int
    ladder: str
    at: dt.datetime

    @property
    def name(self) -> Taken:
        return (self.target, self.run, self.ladder, *self.step.same)


def taken_of(rows: Iterable[Escalation]) -> set[Taken]:
    """The names of the steps that were taken."""
    return {(row.target, row.run, row.ladder, row.percent, row.act, row.whom, row.person_id) for row in rows}


def ahead(
    terms: Terms | None, readings: Mapping[Target, Reading], taken: set[Taken], hours: Calendar | None
) -> list[Due]:
    """The steps that are to come, or are due, as things stand, the first one first. None of a target that is
    answered, and none while the agency waits for the customer: what was reached before is due once it waits
    no longer."""
    if terms is None:
        return []
    found = [
        Due(step, target, readings[target].number, terms.key, at)
        for target in Target
        for step in terms.steps
        if step.target in ("", target) and (at := _moment(step, readings[target], hours))
    ]
    return sorted((one for one in found if one.name not in taken), key=lambda one: one.at)


def next_of(target: Target, steps: Iterable[Due]) -> dt.datetime | None:
    """When the next step of a target is due."""
    return min((one.at for one in steps if one.target == target), default=None)


def _moment(step: Step, reading: Reading, hours: Calendar | None) -> dt.datetime | None:
    if reading.ended or reading.goal is None or not reading.why or reading.why[-1].why != Counting.COUNTS:
        return None
    at = reading.reaches(step.percent)
    if at is None or hours is None or reading.priority == Priority.CRITICAL:
        return at
    return _in_hours(hours, at)


def _in_hours(hours: Calendar, at: dt.datetime) -> dt.datetime | None:
    """Nobody is there outside the hours: then at the next opening. None if there is none within years."""
    if working_before(hours, at, at - MINUTE) == at:
        return at
    try:
        return add(hours, at, NOTHING)
    except ValueError:
        return None


def is_open(hours: Calendar | None, now: dt.datetime) -> bool:
    """Whether somebody is there, or was until GRACE ago: a step at closing time is taken by the sweep after
    it."""
    return hours is None or working_before(hours, now, now - GRACE) is not None


def result_of(ticket: Ticket, step: Step) -> StepResult:
    """What would come of a step now."""
    if step.act == StepAct.RAISE:
        order = Priority.values
        higher = order.index(step.priority) > order.index(ticket.priority)
        return StepResult.DONE if higher else StepResult.UNNEEDED
    if step.act == StepAct.REASSIGN:
        if ticket.assignee_id == step.person_id:
            return StepResult.UNNEEDED
        return StepResult.DONE if _can_take(ticket, step.person_id) else StepResult.IMPOSSIBLE
    if step.act == StepAct.WATCH:
        if TicketWatcher.objects.filter(ticket=ticket, person=step.person_id or 0).exists():
            return StepResult.UNNEEDED
        reads = possible_watchers(ticket).filter(pk=step.person_id or 0).exists()
        return StepResult.DONE if reads else StepResult.IMPOSSIBLE
    return StepResult.DONE


def _can_take(ticket: Ticket, person_id: int | None) -> bool:
    """Someone of the desk who is there, but not whoever asks."""
    people = Membership.objects.live().with_role(*STAFF).filter(agency_id=ticket.agency_id, pk=person_id or 0)
    return person_id != ticket.requester_id and people.exists()
