"""What goes in and out of `support/sla-policies/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from agencies.states.sla import Priority, Target
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Versioned
from support.models.sla_policies import NAME_LIMIT
from support.states.sla_policies import (
    LEAST_MINUTES,
    LEAST_PERCENT,
    MOST_MINUTES,
    MOST_PERCENT,
    MOST_POLICIES,
    MOST_STEPS,
    About,
    StepAct,
    Whom,
)

from .ticket_shapes import NUMBER, TicketPersonOut

POLICY, ACCOUNT = "s4p8k2w6rt", "a3c7n9v5xd"


class TargetBody(Body):
    """How long a target may take; one that is left out is not promised."""

    target = fields.Choice(choices=Target.values)
    minutes = fields.Whole(least=LEAST_MINUTES, most=MOST_MINUTES)
    working_time = fields.Flag(help_text="Whether working hours alone count.")


class StepBody(Body):
    """A step of the ladder, at `percent` of the time of one target, or of each. `notify`: `whom`, or a
    `person` of the desk. `reassign`, `watch`: a `person`. `raise`: to a `priority`."""

    percent = fields.Whole(least=LEAST_PERCENT, most=MOST_PERCENT)
    act = fields.Choice(choices=StepAct.values)
    target = fields.Choice(choices=Target.values, required=False, allow_null=True)
    whom = fields.Choice(
        choices=[one for one in Whom.values if one != Whom.PERSON], required=False, allow_null=True
    )
    person = fields.Id(required=False, allow_null=True)
    priority = fields.Choice(choices=Priority.values, required=False, allow_null=True)


class PolicyBody(Versioned):
    """What is promised on tickets that meet all conditions. A condition that is null, or left out, asks
    nothing. `position` is the place in the list; without it, a policy stays where it is, or comes last.
    `version` is the number of the version of all policies that the change was made from."""

    name = fields.Text(max_length=NAME_LIMIT)
    position = fields.Whole(least=1, most=MOST_POLICIES, required=False)
    about = fields.Choice(choices=About.values, required=False, allow_null=True)
    priority = fields.Choice(choices=Priority.values, required=False, allow_null=True)
    account = fields.Id(required=False, allow_null=True, help_text="A client account.")
    targets = TargetBody(many=True, max_length=len(Target))
    steps = StepBody(many=True, max_length=MOST_STEPS, required=False)

    example: ClassVar[Mapping[str, Any]] = {
        "name": "Urgent questions about orders",
        "position": 1,
        "about": "order",
        "priority": "critical",
        "account": None,
        "targets": [
            {"target": "first_reply", "minutes": 15, "working_time": False},
            {"target": "resolution", "minutes": 240, "working_time": False},
        ],
        "steps": [{"percent": 80, "act": "notify", "whom": "managers"}],
        "version": 1,
    }


class NewPolicy(PolicyBody):
    """A new policy."""

    version = None  # type: ignore[assignment]  # it replaces none

    example = {name: value for name, value in PolicyBody.example.items() if name != "version"}


class PolicyPreview(NewPolicy):
    """A policy as it would be saved: `id` is the one that it would replace."""

    id = fields.Id(required=False, allow_null=True)

    example = NewPolicy.example


class PolicyFilters(Paged):
    version = fields.Whole(
        least=1,
        required=False,
        help_text="An older version of the policies; without it, those that hold now.",
    )


class AccountName(Out):
    id = fields.Id()
    name = fields.Text()


class TargetRow(Out):
    target = fields.Choice(choices=Target.values)
    minutes = fields.Whole()
    working_time = fields.Flag()


class StepRow(Out):
    percent = fields.Whole()
    act = fields.Choice(choices=StepAct.values)
    target = fields.Choice(choices=Target.values, allow_null=True)
    whom = fields.Choice(choices=Whom.values, allow_null=True)
    person = TicketPersonOut(allow_null=True)
    priority = fields.Choice(choices=Priority.values, allow_null=True)


STEP = {
    "percent": 80,
    "act": "notify",
    "target": None,
    "whom": "managers",
    "person": None,
    "priority": None,
}


class PolicyOut(Out):
    """A policy. `version` counts the versions of all policies of the agency: each change makes one."""

    id = fields.Id()
    name = fields.Text()
    position = fields.Whole()
    about = fields.Choice(choices=About.values, allow_null=True)
    priority = fields.Choice(choices=Priority.values, allow_null=True)
    account = AccountName(allow_null=True)
    targets = TargetRow(many=True)
    steps = StepRow(many=True)
    version = fields.Whole()

    example = {
        **PolicyBody.example,
        "id": POLICY,
        "account": {"id": ACCOUNT, "name": "Brightwater Ltd"},
        "steps": [STEP],
    }


class ChangedRow(Out):
    """A target of an open ticket, with the time that holds now and the one after; null while it is paused or
    not promised."""

    ticket = fields.TicketNo()
    target = fields.Choice(choices=Target.values)
    due_now = fields.Moment(allow_null=True)
    due_then = fields.Moment(allow_null=True)


class EffectsOut(Out):
    """What saving would change: how many of the open tickets get new times, and the first of them.
    `is_complete` is false where more tickets are open than were looked at."""

    looked_at = fields.Whole()
    is_complete = fields.Flag()
    changed = fields.Whole()
    first = ChangedRow(many=True)

    example = {
        "looked_at": 12,
        "is_complete": True,
        "changed": 1,
        "first": [
            {
                "ticket": NUMBER,
                "target": "resolution",
                "due_now": "2026-03-09T09:00:00Z",
                "due_then": "2026-03-02T13:00:00Z",
            }
        ],
    }
