"""The one door to the state of a class, and the event that every act on it leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cohorts.models import Cohort, CohortEvent
from cohorts.rules.cohorts import (
    can_place,
    can_plan,
    has_somebody_to_order_for,
    nobody_is_waited_for,
    nothing_is_being_placed,
)
from cohorts.states.cohorts import ENDED, TRANSITIONS, CohortState
from project.base.locks import locked
from project.base.states import TransitionTable, by_name
from project.base.viewer import Viewer

COHORTS = TransitionTable(
    transitions=TRANSITIONS,
    labels={state.value: state.label for state in CohortState},
    rights=by_name(can_place, can_plan),
    guards=by_name(has_somebody_to_order_for, nobody_is_waited_for, nothing_is_being_placed),
)


def locked_cohort(actor: Viewer, cohort: Cohort) -> Cohort:
    """The class afresh under its lock, within an open transaction: it comes before drafts and orders. Raises
    NotVisible for a stranger."""
    stored = locked(actor, cohort)
    stored.agency = actor.agency
    return stored


def move_cohort(cohort: Cohort, verb: str, *, actor: Viewer, now: dt.datetime, **facts: Any) -> CohortEvent:
    """Move a locked, checked class along `verb`, save what else the caller set on it, and leave its event.
    The only code that assigns `state`."""
    cohort.state = COHORTS[verb].target or cohort.state
    cohort.ended_at = (cohort.ended_at or now) if cohort.state in ENDED else None
    cohort.updated_at = now
    cohort.save()
    return note(cohort, verb, actor=actor, now=now, **facts)


def note(cohort: Cohort, verb: str, *, actor: Viewer, now: dt.datetime, **facts: Any) -> CohortEvent:
    """Leave an event of a class: its clock's, and those of links, without an actor."""
    return CohortEvent.objects.create(
        agency_id=cohort.agency_id,
        cohort=cohort,
        actor_id=actor.member_id or None,
        verb=verb,
        to_state=cohort.state,
        at=now,
        **facts,
    )
