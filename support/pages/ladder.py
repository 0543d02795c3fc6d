"""The ladder of a policy in words, and what was taken of it on a ticket."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.states.sla import Priority, Target
from project.base import marks
from project.base.viewer import Viewer
from support.models import Escalation, Ticket, TicketEvent
from support.rules.escalation import ahead, taken_of
from support.rules.sla_policies import Step, Terms
from support.rules.tickets import hours_of, policy_now, readings_of
from support.states.sla_policies import RESULT_TONES, StepAct, StepResult, Whom


def people_of(viewer: Viewer, policies: Iterable[Terms]) -> dict[int, Membership]:
    """The people whom steps name. One query, none where they name nobody."""
    asked = {step.person_id for terms in policies for step in terms.steps if step.person_id}
    return Membership.objects.filter(agency_id=viewer.agency_id).in_bulk(asked) if asked else {}


def step_words(step: Step | Escalation, people: Mapping[int, Membership]) -> str:
    """What a step does: “Notify managers and owners”."""
    person = people.get(step.person_id) if step.person_id else None
    name = person.public_name if person else _("someone who has left")
    if step.act == StepAct.RAISE:
        return _("Raise the priority to %(priority)s") % {"priority": Priority(step.priority).label.lower()}
    if step.act == StepAct.REASSIGN:
        return _("Reassign to %(name)s") % {"name": name}
    if step.act == StepAct.WATCH:
        return _("Add %(name)s as watcher") % {"name": name}
    if step.whom == Whom.PERSON:
        return _("Notify %(name)s") % {"name": name}
    return {
        Whom.ASSIGNEE: _("Notify whoever has the ticket"),
        Whom.SUPPORT: _("Notify support"),
        Whom.MANAGERS: _("Notify managers and owners"),
    }[Whom(step.whom)]


def ladder_lines(terms: Terms, people: Mapping[int, Membership]) -> list[str]:
    """The steps of a policy, a sentence each."""
    return [
        _("%(percent)s%% of %(target)s: %(act)s")
        % {
            "percent": step.percent,
            "target": Target(step.target).label.lower() if step.target else _("each target"),
            "act": step_words(step, people),
        }
        for step in terms.steps
    ]


def escalation_context(
    viewer: Viewer, ticket: Ticket, events: list[TicketEvent], now: dt.datetime
) -> dict[str, Any]:
    """What the desk reads of the ladder on a ticket: its policy, the steps that were taken, and the next one.
    Two queries."""
    found = Escalation.objects.visible_to(viewer).filter(ticket=ticket).order_by("-id")
    rows = list(found.select_related("person", "acknowledged_by"))
    terms = policy_now(events)
    steps = ahead(terms, readings_of(viewer.agency, events, now), taken_of(rows), hours_of(viewer.agency))
    people = people_of(viewer, [terms] if terms else [])
    following = (
        {
            "words": step_words(steps[0].step, people),
            "percent": steps[0].step.percent,
            "target": steps[0].target.label,
            "at": marks.deadline(steps[0].at, now=now),
        }
        if steps
        else None
    )
    return {
        "policy": terms,
        "taken": [_taken(row) for row in rows],
        "unseen": any(row.acknowledged_at is None for row in rows),
        "next": following,
    }


def _taken(row: Escalation) -> dict[str, Any]:
    people = {row.person_id: row.person} if row.person_id and row.person else {}
    result = StepResult(row.result)
    return {
        "words": step_words(row, people),
        "percent": row.percent,
        "target": Target(row.target).label,
        "at": row.at,
        "result": "" if result == StepResult.DONE else marks.badge(result.label, RESULT_TONES[result]),
        "by": row.acknowledged_by.public_name if row.acknowledged_by else "",
        "seen_at": row.acknowledged_at,
    }
