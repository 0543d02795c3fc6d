"""Mistakes of an earlier system in support and disputes: one test each, named after the trap. Those of the
clock alone are tests/agencies/rules/test_sla_clock_traps.py."""

from __future__ import annotations

from decimal import Decimal

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Mail
from agencies.states.sla import Target
from orders.models import OrderEvent
from project.base.errors import Invalid
from support.actions import disputes_settling
from support.actions.disputes_sweeps import escalate_overdue, tell_of_silence
from support.actions.disputes_terms import Terms
from support.actions.ticket_handling import handle_ticket
from support.mail import write_about_ticket
from support.models import DisputeProposal, TicketMessage, TicketTimer
from support.pages.tickets import queue_view
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.post import Post, phrases
from tests.support.helpers.disputes import Case
from tests.support.helpers.tickets import MINUTE, fresh, opened, replied, timer

pytestmark = pytest.mark.django_db
SECOND = MINUTE / 60


def test_one_clock_shared_by_many(cast: Cast) -> None:
    """Each ticket has timers of its own, at each agency; a reply on one ends its own alone."""
    first, second = opened(cast), opened(cast, by=cast.wendell)
    theirs = opened(cast, by=cast.nick)

    replied(cast, first, now=START + MINUTE)

    assert timer(first, Target.FIRST_REPLY).ended_at == START + MINUTE
    assert timer(second, Target.FIRST_REPLY).ended_at is None
    assert timer(theirs, Target.FIRST_REPLY).ended_at is None
    assert set(TicketTimer.objects.values_list("agency", "ticket__agency").distinct()) == {
        (cast.inkwell.pk, cast.inkwell.pk),
        (cast.northwind.pk, cast.northwind.pk),
    }


def test_assigning_one_ticket_assigns_them_all(cast: Cast) -> None:
    first, second = opened(cast), opened(cast, by=cast.wendell)

    facts = {"priority": first.priority, "now": START + MINUTE}
    handle_ticket(actor=cast.max, ticket=first, assignee=cast.sam.membership, **facts)

    assert fresh(first).assignee_id == cast.sam.member_id
    assert fresh(second).assignee_id is None


def test_breaches_are_known_only_once_somebody_asks_for_them(cast: Cast) -> None:
    """It is overdue from the second on at which the time is over, with no job and no click between."""
    ticket = opened(cast)
    due = timer(ticket, Target.FIRST_REPLY).due_at
    assert due is not None

    seen = [list(queue_view(cast.sam, "overdue", due + late)) for late in (-SECOND, 0 * SECOND)]

    assert seen == [[], [ticket]]


def test_approval_recorded_while_its_act_failed(cast: Cast) -> None:
    """A decision that cannot be carried out leaves nothing behind: no row, no event, no state, no mail."""
    case = Case(cast, "in_progress").countered()
    rows, events = DisputeProposal.objects.count(), OrderEvent.objects.count()
    post, before = Post(cast).skip(), case.dispute.state
    terms = Terms("reassign", "She begins anew.", writer=cast.edith.membership, fee=Decimal(100))

    with pytest.raises(Invalid):
        disputes_settling.decide(actor=cast.max, terms=terms, **case.tick())

    assert (DisputeProposal.objects.count(), OrderEvent.objects.count()) == (rows, events)
    assert case.reread().dispute.state == before and post.empty() == {}


def test_alert_repeated_each_run(cast: Cast) -> None:
    """Silence and delay are told once each, however often the sweep runs, also when nobody is assigned."""
    case, post = Case(cast), Post(cast).skip()
    told = []
    for after in (4 * DAY, HOUR, HOUR, 30 * DAY, HOUR, HOUR):
        now = case.tick(after)["now"]
        tell_of_silence(agency=cast.inkwell, now=now)
        escalate_overdue(agency=cast.inkwell, now=now)
        told.append(sorted(set(phrases(post.empty()).values())))

    assert told == [["No response in the dispute"], [], [], ["Dispute overdue"], [], []]


def test_the_overdue_event_breaks_a_rule_of_its_own_table(cast: Cast) -> None:
    """What is due is written with agency and a known verb: the sweep that tells of it gets through."""
    case = Case(cast)
    late = case.tick(60 * DAY)["now"]

    assert tell_of_silence(agency=cast.inkwell, now=late) == 1
    assert escalate_overdue(agency=cast.inkwell, now=late) == 1

    verbs = case.verbs
    assert verbs[-2:] == ["dispute_unanswered", "dispute_overdue"]
    assert ProcrastinateJob.objects.filter(task_name="orders.tell_of_event").exists()


@pytest.mark.parametrize("number", ["INK-2026-00012", "978-3-16-148410-0", "+43 1 234 56 78", "12345678"])
def test_numbers_are_masked_as_telephones(cast: Cast, number: str) -> None:
    """What is said on a ticket is kept as it was written."""
    ticket = opened(cast, text=f"It is about {number}, I think.")

    assert TicketMessage.objects.get(ticket=ticket).text == f"It is about {number}, I think."


def test_breach_is_told_to_nobody_without_an_assignee(cast: Cast) -> None:
    """A ticket that nobody has is told to support when it comes, so that somebody takes it."""
    event = opened(cast).events.get(verb="open")

    write_about_ticket(event_id=event.pk, now=START)

    assert [mail.recipient for mail in Mail.objects.all()] == ["sam@inkwell.example"]
