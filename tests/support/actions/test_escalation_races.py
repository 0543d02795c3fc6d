"""Workers that come by at the same moment: each step is taken once, and either a ticket was solved or it was
escalated first."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from agencies.states.sla import Target
from support.actions.escalation import acknowledge_escalation, take_steps
from support.actions.sla_policies import save_policy
from support.actions.ticket_handling import press_ticket
from support.models import Escalation, SlaVersion, TicketEvent
from support.rules.sla_policies import Step
from support.states.sla_policies import StepAct, Whom
from tests.helpers.cast import START, load_cast
from tests.helpers.races import kinds, race
from tests.support.helpers.sla_policies import policy, terms
from tests.support.helpers.tickets import MINUTE, opened, verbs

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 60 * MINUTE
SWEEPS = 20


def ladder(cast: Any) -> tuple[Step, ...]:
    return (
        Step(50, StepAct.NOTIFY, Target.FIRST_REPLY, Whom.MANAGERS),
        Step(80, StepAct.REASSIGN, Target.FIRST_REPLY, Whom.PERSON, cast.max.member_id),
        Step(100, StepAct.RAISE, Target.FIRST_REPLY, priority="critical"),
    )


def test_twenty_sweeps_at_once_take_each_step_once(rounds: int) -> None:
    cast = load_cast()
    policy(cast, steps=ladder(cast))
    for _round in range(max(1, rounds // 5)):
        tickets = [opened(cast) for _number in range(4)]

        found = race([partial(take_steps, agency=cast.inkwell, now=START + HOUR) for _sweep in range(SWEEPS)])

        assert kinds(found) == {"int": SWEEPS}
        # A sweep passes over what another one has locked: the next one finds it.
        while take_steps(agency=cast.inkwell, now=START + HOUR):
            pass
        for ticket in tickets:
            assert Escalation.objects.filter(ticket=ticket).count() == 3
            assert sorted(verbs(ticket)) == sorted(
                ["open", "escalate", "escalate", "assign", "escalate", "prioritise"]
            )


def test_solved_while_it_is_escalated(rounds: int) -> None:
    cast = load_cast()
    policy(cast, steps=ladder(cast)[:1])
    seen = set()
    for _round in range(rounds):
        ticket = opened(cast)
        race(
            [
                partial(press_ticket, actor=cast.sam, ticket=ticket, verb="solve", now=START + HOUR),
                partial(take_steps, agency=cast.inkwell, now=START + HOUR),
            ]
        )
        take_steps(agency=cast.inkwell, now=START + 2 * HOUR)
        said = tuple(verbs(ticket))
        assert said in (("open", "escalate", "solve"), ("open", "solve"))
        seen.add(said)
    assert seen


def test_two_who_acknowledge_at_once_are_one(rounds: int) -> None:
    cast = load_cast()
    policy(cast, steps=ladder(cast)[:1])
    for _round in range(rounds):
        ticket = opened(cast)
        take_steps(agency=cast.inkwell, now=START + HOUR)
        race(
            [
                partial(acknowledge_escalation, actor=actor, ticket=ticket, now=START + HOUR)
                for actor in (cast.sam, cast.max, cast.otto)
            ]
        )
        assert TicketEvent.objects.filter(ticket=ticket, verb="acknowledge").count() == 1


def test_managers_who_publish_at_once(rounds: int) -> None:
    for number in range(rounds):
        cast = load_cast()
        base = SlaVersion.objects.filter(agency=cast.inkwell).count()
        found = race(
            [
                partial(save_policy, actor=actor, terms=terms(f"{number} {name}"), base=base, now=START)
                for name, actor in (("a", cast.max), ("b", cast.otto), ("c", cast.max))
            ]
        )
        assert kinds(found) == {"Terms": 1, "Stale": 2}
        assert SlaVersion.objects.filter(agency=cast.inkwell).count() == base + 1
        if base > 25:
            break
