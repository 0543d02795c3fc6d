"""What the demo's agencies promise on tickets, and what happens when time runs out."""

from __future__ import annotations

import datetime as dt

from agencies.rules.working_hours import calendar_of, working_before
from agencies.states.sla import Priority, Target
from project.base.viewer import Member
from support.actions.escalation import acknowledge_escalation, take_steps
from support.actions.sla_policies import save_policy
from support.models import Escalation
from support.rules.sla_policies import Promise, Step, Terms
from support.states.sla_policies import StepAct, Whom

DAY = dt.timedelta(days=1)
MANAGERS = Step(100, StepAct.NOTIFY, whom=Whom.MANAGERS)


def promise(manager: Member, agent: Member, now: dt.datetime) -> None:
    """Half an hour where it is urgent, a working day otherwise; each with its ladder."""
    urgent = Terms(
        "Urgent",
        (
            Promise(Target.FIRST_REPLY, 30, working=False),
            Promise(Target.NEXT_REPLY, 60, working=False),
            Promise(Target.RESOLUTION, 8 * 60, working=False),
        ),
        priority=Priority.CRITICAL,
        steps=(
            Step(50, StepAct.NOTIFY, whom=Whom.ASSIGNEE),
            Step(80, StepAct.WATCH, Target.RESOLUTION, Whom.PERSON, manager.member_id),
            MANAGERS,
        ),
    )
    rest = Terms(
        "Everything else",
        (
            Promise(Target.FIRST_REPLY, 8 * 60),
            Promise(Target.NEXT_REPLY, 16 * 60),
            Promise(Target.RESOLUTION, 40 * 60),
        ),
        steps=(
            Step(50, StepAct.NOTIFY, Target.FIRST_REPLY, Whom.SUPPORT),
            Step(80, StepAct.REASSIGN, Target.FIRST_REPLY, Whom.PERSON, agent.member_id),
            MANAGERS,
            Step(150, StepAct.RAISE, Target.FIRST_REPLY, priority=Priority.HIGH),
        ),
    )
    for terms in (urgent, rest):
        save_policy(actor=manager, terms=terms, now=now)


def climb(agent: Member, now: dt.datetime) -> None:
    """The sweep comes by, in the last hours that the agency works before `now`."""
    moment = working_before(calendar_of(agent.agency), now, now - 7 * DAY) or now
    while take_steps(agency=agent.agency, now=moment):
        pass


def acknowledge(agent: Member, now: dt.datetime) -> None:
    """Somebody has seen what it did with the newest ticket."""
    unseen = Escalation.objects.unseen().visible_to(agent).order_by("-ticket_id")
    newest = unseen.select_related("ticket__agency").first()
    if newest is not None:
        acknowledge_escalation(actor=agent, ticket=newest.ticket, now=now)
