"""The ladder of a policy: each step once, within a minute, whatever happens beside it. Tests are named after
the fault that they stand for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency, Holiday
from agencies.rules.working_hours import add, calendar_of
from agencies.states.sla import Priority, Target
from project.base.errors import Invalid, NotAllowed, WrongState
from support.actions import escalation
from support.actions.escalation import acknowledge_escalation, take_steps
from support.actions.sla_policies import save_policy
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.actions.ticket_timers import follow_calendar, wrong_timers
from support.actions.ticket_watchers import watch_ticket
from support.models import Escalation, EscalationStep, Ticket, TicketTimer
from support.rules.sla_policies import Step
from support.states.sla_policies import StepAct, StepResult, Whom
from tests.helpers.cast import START, Cast
from tests.support.helpers.sla_policies import follow, policy, terms
from tests.support.helpers.tickets import MINUTE, asked, fresh, opened, replied, timer, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]
FIRST, NEXT, SOLVED = Target.FIRST_REPLY, Target.NEXT_REPLY, Target.RESOLUTION
HOUR = 60 * MINUTE


def tell(percent: int, whom: str = Whom.MANAGERS, **facts: Any) -> Step:
    return Step(percent, StepAct.NOTIFY, whom=whom, **facts)


def climbed(cast: Cast, now: dt.datetime) -> int:
    return take_steps(agency=cast.inkwell, now=now)


def taken(ticket: Ticket) -> list[tuple[str, int, str]]:
    return list(ticket.escalations.values_list("target", "percent", "act"))


def test_each_step_is_taken_when_its_percent_is_used_up(cast: Cast) -> None:
    policy(cast, steps=(tell(50, target=FIRST), tell(100, target=FIRST)))
    ticket = opened(cast)
    assert timer(ticket, FIRST).next_step_at == START + 30 * MINUTE

    assert climbed(cast, START + 29 * MINUTE) == 0
    assert climbed(cast, START + 30 * MINUTE) == 1
    assert timer(ticket, FIRST).next_step_at == START + HOUR
    assert climbed(cast, START + HOUR) == 1

    assert taken(ticket) == [(FIRST, 50, "notify"), (FIRST, 100, "notify")]
    assert timer(ticket, FIRST).next_step_at is None
    assert verbs(ticket) == ["open", "escalate", "escalate"]


def test_alert_repeated_each_run(cast: Cast) -> None:
    """A worker that came by every five minutes told everybody again, every five minutes."""
    policy(cast, steps=(tell(50),))
    ticket = opened(cast)
    for minutes in range(30, 60, 5):
        climbed(cast, START + minutes * MINUTE)

    assert taken(ticket) == [(FIRST, 50, "notify")]


def test_alert_repeated_after_the_policy_was_saved_again(cast: Cast) -> None:
    stored = policy(cast, steps=(tell(50, target=FIRST),))
    ticket = opened(cast)
    climbed(cast, START + 31 * MINUTE)
    again = replace(terms(times={FIRST: 90}, steps=(tell(50, target=FIRST), tell(80))), key=stored.key)
    save_policy(actor=cast.max, terms=again, now=START + 32 * MINUTE)
    follow(cast, START + 46 * MINUTE)

    assert climbed(cast, START + 46 * MINUTE) == 0
    assert climbed(cast, START + 72 * MINUTE) == 1
    assert taken(ticket) == [(FIRST, 50, "notify"), (FIRST, 80, "notify")]


def test_escalates_though_the_agent_answered(cast: Cast) -> None:
    policy(cast, steps=(tell(100, target=FIRST),))
    ticket = opened(cast)
    replied(cast, ticket, now=START + 59 * MINUTE)

    assert timer(ticket, FIRST).next_step_at is None
    assert climbed(cast, START + 2 * HOUR) == 0


def test_escalates_while_the_agency_waits_for_the_customer(cast: Cast) -> None:
    """A pause stops the ladder, and what was used up before it counts when it goes on."""
    policy(cast, steps=(tell(50, target=SOLVED),))
    ticket = opened(cast)
    replied(cast, ticket, now=START + 4 * HOUR)
    assert climbed(cast, START + 48 * HOUR) == 0
    asked(cast, ticket, now=START + 48 * HOUR)

    assert timer(ticket, SOLVED).next_step_at == START + 49 * HOUR
    assert climbed(cast, START + 49 * HOUR) == 1


def test_escalates_forever_once_solved(cast: Cast) -> None:
    policy(cast, steps=(tell(50, target=SOLVED), tell(100, target=SOLVED)))
    ticket = opened(cast)
    climbed(cast, START + 5 * HOUR)
    press_ticket(actor=cast.sam, ticket=ticket, verb="solve", now=START + 6 * HOUR)
    assert climbed(cast, START + 30 * HOUR) == 0
    press_ticket(actor=cast.sam, ticket=ticket, verb="reopen", now=START + 48 * HOUR)

    # It goes on with the time that it had used, and what was taken isn't taken again.
    assert timer(ticket, SOLVED).next_step_at == START + 52 * HOUR
    climbed(cast, START + 52 * HOUR)
    assert taken(ticket) == [(SOLVED, 50, "notify"), (SOLVED, 100, "notify")]


def test_each_next_reply_has_its_own_ladder(cast: Cast) -> None:
    policy(cast, steps=(tell(50, target=NEXT),))
    ticket, now = opened(cast), START
    for _round in range(2):
        replied(cast, ticket, now=now + MINUTE)
        asked(cast, ticket, now=now + 2 * MINUTE)
        now += 2 * HOUR
        climbed(cast, now)

    assert list(ticket.escalations.values_list("target", "run")) == [(NEXT, 1), (NEXT, 2)]


def test_escalates_at_night(cast: Cast) -> None:
    """Reminders came at 4:32 in the night. A critical ticket may."""
    steps = (tell(50, target=FIRST),)
    policy(cast, times={FIRST: 48 * 60}, steps=steps)
    ticket = opened(cast)
    opening = timer(ticket, FIRST).next_step_at
    assert opening is not None

    moment = START + 24 * HOUR
    hours = calendar_of(cast.inkwell)
    assert opening == (
        moment if add(hours, moment, dt.timedelta()) == moment else add(hours, moment, dt.timedelta())
    )
    night = opened(cast, now=START + 15 * HOUR)
    assert (
        timer(night, FIRST).next_step_at == add(hours, START + 39 * HOUR, dt.timedelta()) > START + 39 * HOUR
    )
    handle_ticket(actor=cast.sam, ticket=night, assignee=None, priority="critical", now=START + 15 * HOUR)
    assert timer(night, FIRST).next_step_at == START + 39 * HOUR


def test_a_sweep_that_comes_late_tells_nobody_at_night(cast: Cast) -> None:
    """The worker was down in the afternoon, and up again at night."""
    policy(cast, steps=(tell(50, target=FIRST),))
    calm, urgent = opened(cast), opened(cast)
    handle_ticket(actor=cast.sam, ticket=urgent, assignee=None, priority="critical", now=START)

    assert climbed(cast, START + 17 * HOUR) == 1
    assert (taken(calm), taken(urgent)) == ([], [(FIRST, 50, "notify")])
    assert climbed(cast, START + 24 * HOUR) == 1
    assert taken(calm) == [(FIRST, 50, "notify")]


def test_a_step_at_closing_time_is_taken_then(cast: Cast) -> None:
    hours = calendar_of(cast.inkwell)
    day = START.astimezone(hours.zone).replace(hour=0, minute=0)
    closing = (day + hours.blocks[day.weekday()][-1][1] * MINUTE).astimezone(dt.UTC)
    policy(cast, times={FIRST: 120}, steps=(tell(50, target=FIRST),))

    ticket = opened(cast, now=closing - HOUR)

    assert timer(ticket, FIRST).next_step_at == closing
    assert climbed(cast, closing + MINUTE) == 1


def test_a_step_reassigns(cast: Cast) -> None:
    step = Step(100, StepAct.REASSIGN, FIRST, Whom.PERSON, cast.max.member_id)
    policy(cast, steps=(step,))
    ticket = opened(cast)
    climbed(cast, START + HOUR)

    assert fresh(ticket).assignee_id == cast.max.member_id
    assert verbs(ticket) == ["open", "escalate", "assign"]
    assert ticket.events.last().actor_id is None
    assert ticket.escalations.get().result == StepResult.DONE


def test_a_step_adds_a_watcher(cast: Cast) -> None:
    policy(
        cast, steps=(Step(50, StepAct.WATCH, FIRST, Whom.PERSON, cast.max.member_id), tell(80, target=FIRST))
    )
    ticket, own = opened(cast), opened(cast, by=cast.max)
    watch_ticket(actor=cast.sam, ticket=own, person=cast.otto.membership, now=START)
    climbed(cast, START + 50 * MINUTE)

    assert [row.person_id for row in ticket.watchers.all()] == [cast.max.member_id]
    assert verbs(ticket) == ["open", "escalate", "watch", "escalate"]
    assert own.escalations.first().result == StepResult.IMPOSSIBLE
    assert wrong_timers(cast.inkwell, START + 50 * MINUTE) == []


def test_a_step_raises_the_priority_and_another_ladder_goes_on(cast: Cast) -> None:
    policy(cast, "Rest", steps=(Step(50, StepAct.RAISE, FIRST, priority="critical"),))
    policy(
        cast, "Urgent", position=1, priority="critical", times={FIRST: 20}, steps=(tell(100, target=FIRST),)
    )
    ticket = opened(cast)
    climbed(cast, START + 30 * MINUTE)

    assert fresh(ticket).priority == "critical"
    assert taken(ticket) == [(FIRST, 50, "raise"), (FIRST, 100, "notify")]
    assert verbs(ticket) == ["open", "escalate", "prioritise", "escalate"]
    assert wrong_timers(cast.inkwell, START + 30 * MINUTE) == []


def test_what_is_so_already_is_not_done_again(cast: Cast) -> None:
    steps = (
        Step(50, StepAct.RAISE, FIRST, priority="high"),
        Step(50, StepAct.REASSIGN, FIRST, Whom.PERSON, cast.sam.member_id),
    )
    policy(cast, steps=steps)
    ticket = opened(cast)
    handle_ticket(actor=cast.max, ticket=ticket, assignee=cast.sam.membership, priority="critical", now=START)
    climbed(cast, START + HOUR)

    assert set(ticket.escalations.values_list("result", flat=True)) == {StepResult.UNNEEDED}
    assert fresh(ticket).priority == "critical"


def test_reassigned_to_whoever_asked_or_has_left(cast: Cast) -> None:
    policy(cast, steps=(Step(50, StepAct.REASSIGN, FIRST, Whom.PERSON, cast.sam.member_id),))
    own, other = opened(cast, by=cast.sam), opened(cast)
    climbed(cast, START + 30 * MINUTE)
    assert own.escalations.get().result == StepResult.IMPOSSIBLE and fresh(own).assignee is None
    assert other.escalations.get().result == StepResult.DONE

    late = opened(cast, now=START + HOUR)
    cast.sam.membership.roles = ["writer"]
    cast.sam.membership.save()
    climbed(cast, START + 2 * HOUR)
    assert late.escalations.get().result == StepResult.IMPOSSIBLE


def test_a_worker_that_is_killed_neither_doubles_nor_loses(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(cast, steps=(Step(50, StepAct.REASSIGN, FIRST, Whom.PERSON, cast.max.member_id),))
    ticket = opened(cast)
    calls: list[int] = []

    def killed(*args: Any, **options: Any) -> None:
        calls.append(1)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(escalation, "keep_timers", killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            climbed(cast, START + HOUR)
    assert calls and verbs(ticket) == ["open"] and fresh(ticket).assignee is None

    assert climbed(cast, START + HOUR) == 1
    assert climbed(cast, START + HOUR) == 0
    assert verbs(ticket) == ["open", "escalate", "assign"]


def test_the_rows_say_when_the_next_step_is_due(cast: Cast) -> None:
    policy(cast, steps=(tell(50), tell(80)))
    ticket = opened(cast)
    climbed(cast, START + 31 * MINUTE)
    assert wrong_timers(cast.inkwell, START + 32 * MINUTE) == []

    TicketTimer.objects.filter(ticket=ticket, target=FIRST).update(next_step_at=None)
    assert wrong_timers(cast.inkwell, START + 32 * MINUTE) == [f"{ticket.number} first_reply"]


def test_new_hours_move_the_next_step(cast: Cast) -> None:
    policy(cast, working=True, times={FIRST: 8 * 60}, steps=(tell(50, target=FIRST),))
    ticket = opened(cast)
    before = timer(ticket, FIRST).next_step_at
    Holiday.objects.create(agency=cast.inkwell, day=START.date(), name="Off")
    Agency.objects.filter(pk=cast.inkwell.pk).update(calendar_version=77)
    agency = Agency.objects.get(pk=cast.inkwell.pk)

    follow_calendar(agency=agency, now=START + MINUTE)

    after = timer(ticket, FIRST).next_step_at
    assert before is not None and after is not None and after > before


def test_somebody_of_the_desk_acknowledges(cast: Cast) -> None:
    policy(cast, steps=(tell(50, target=FIRST), tell(100, target=FIRST)))
    ticket = opened(cast)
    acknowledge_escalation(actor=cast.sam, ticket=ticket, now=START)
    assert verbs(ticket) == ["open"]
    climbed(cast, START + 30 * MINUTE)

    acknowledge_escalation(actor=cast.sam, ticket=ticket, now=START + 31 * MINUTE)
    acknowledge_escalation(actor=cast.max, ticket=ticket, now=START + 32 * MINUTE)

    seen = ticket.escalations.get()
    assert (seen.acknowledged_by_id, seen.acknowledged_at) == (cast.sam.member_id, START + 31 * MINUTE)
    assert verbs(ticket) == ["open", "escalate", "acknowledge"]
    climbed(cast, START + HOUR)
    assert ticket.escalations.unseen().count() == 1


def test_nobody_acknowledges_in_a_matter_of_their_own(cast: Cast) -> None:
    policy(cast, steps=(tell(50, target=FIRST),))
    ticket = opened(cast, by=cast.sam)
    climbed(cast, START + 30 * MINUTE)
    for person in (cast.sam, cast.clara, cast.wendell, cast.edith):
        with pytest.raises(NotAllowed):
            acknowledge_escalation(actor=person, ticket=ticket, now=START + HOUR)
        assert Escalation.objects.visible_to(person).count() == 0
    assert Escalation.objects.visible_to(cast.max).count() == 1
    press_ticket(actor=cast.max, ticket=ticket, verb="close", now=START + HOUR)
    with pytest.raises(WrongState):
        acknowledge_escalation(actor=cast.max, ticket=ticket, now=START + HOUR)


@pytest.mark.parametrize(
    "steps",
    [
        (tell(0),),
        (tell(301),),
        (Step(50, "dance"),),
        (Step(50, StepAct.NOTIFY),),
        (Step(50, StepAct.NOTIFY, whom=Whom.PERSON),),
        (Step(50, StepAct.NOTIFY, whom=Whom.MANAGERS, priority="high"),),
        (Step(50, StepAct.REASSIGN, whom=Whom.MANAGERS),),
        (Step(50, StepAct.WATCH, whom=Whom.MANAGERS),),
        (Step(50, StepAct.RAISE, priority="low"),),
        (Step(50, StepAct.RAISE, whom=Whom.MANAGERS, priority="high"),),
        (tell(50, target="x"),),
        (tell(50), tell(50, target=FIRST)),
        tuple(tell(percent) for percent in range(1, 14)),
        (Step(50, StepAct.REASSIGN, whom=Whom.PERSON, person_id=987_654_321),),
    ],
)
def test_what_no_step_can_be(cast: Cast, steps: tuple[Step, ...]) -> None:
    with pytest.raises(Invalid) as refused:
        policy(cast, steps=steps)
    assert set(refused.value.errors) == {"steps"}


def test_a_writer_gets_no_tickets(cast: Cast) -> None:
    with pytest.raises(Invalid):
        policy(cast, steps=(Step(50, StepAct.REASSIGN, whom=Whom.PERSON, person_id=cast.wendell.member_id),))


def test_the_database_keeps_each_step_once(cast: Cast) -> None:
    policy(cast, steps=(tell(50, target=FIRST),))
    ticket = opened(cast)
    climbed(cast, START + HOUR)
    row = ticket.escalations.get()
    row.pk, row.event = None, ticket.events.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        EscalationStep.objects.update(percent=60)
    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.update(acknowledged_at=START)


def test_priorities_are_in_their_order() -> None:
    assert Priority.values == ["low", "normal", "high", "critical"]
