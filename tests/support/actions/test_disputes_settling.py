"""Proposals, the sides' answers, decisions, the second pair of eyes, the clock, and races."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from project.base.errors import Invalid, NotAllowed, WrongState
from support.actions import disputes, disputes_settling
from support.actions.disputes_lost_time import give_time_back
from support.actions.disputes_outcomes import refund_of
from support.actions.disputes_sweeps import carry_out_agreed, escalate_overdue, tell_of_silence
from support.actions.disputes_terms import Terms
from support.models import DisputeProposal
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import kinds, race
from tests.support.helpers.disputes import CLOSE, HIGH, PART, Case, charged, set_policy

pytestmark = pytest.mark.django_db


# --- who and when ---
def test_nobody_settles_a_matter_of_their_own(cast: Cast) -> None:
    case = Case(cast).answered()

    for person in (cast.clara, cast.wendell, cast.wanda, cast.edith):
        with pytest.raises(NotAllowed):
            disputes_settling.propose(actor=person, terms=CLOSE, **case.tick())
    cast.sam.membership.roles.append("editor")
    cast.sam.membership.save()
    case.order.events.create(
        agency=cast.inkwell, verb="correct", actor=cast.sam.membership, to_state="in_review", at=case.now
    )
    with pytest.raises(NotAllowed):
        disputes_settling.propose(actor=cast.sam, terms=CLOSE, **case.tick())
    disputes_settling.propose(actor=cast.max, terms=CLOSE, **case.tick())


def test_the_desk_waits_for_the_other_side_to_the_second(cast: Cast) -> None:
    case = Case(cast)
    facts = {"actor": cast.sam, "terms": CLOSE, "dispute": case.dispute}
    answer_by = case.dispute.answer_by

    with pytest.raises(WrongState, match="can still respond"):
        disputes_settling.propose(now=answer_by - HOUR / 3600, **facts)
    assert disputes_settling.propose(now=answer_by, **facts).number == 1


def test_after_escalation_and_appeal_managers_settle(cast: Cast) -> None:
    case = Case(cast).answered()
    disputes.escalate(actor=cast.clara, **case.tick())
    case.reread()

    with pytest.raises(NotAllowed):
        disputes_settling.propose(actor=cast.sam, terms=CLOSE, **case.tick())
    disputes_settling.propose(actor=cast.otto, terms=CLOSE, **case.tick())


def test_support_has_a_limit_and_above_it_two_managers(cast: Cast) -> None:
    set_policy(cast, support_limit=Decimal("10.00"))
    case = Case(cast).answered()

    with pytest.raises(Invalid, match="Check") as refused:
        disputes_settling.propose(actor=cast.sam, terms=PART, **case.tick())
    assert "percent" in refused.value.errors
    disputes_settling.propose(actor=cast.max, terms=PART, **case.tick())
    case.accept()
    assert (
        case.dispute.state == "proposed" and not case.refunds
    )  # both agree, and one pair of eyes has seen it
    for person in (cast.max, cast.sam, cast.clara):
        with pytest.raises(NotAllowed):
            disputes_settling.confirm(actor=person, number=1, **case.tick())

    disputes_settling.confirm(actor=cast.otto, number=1, **case.tick())

    assert case.reread().dispute.state == "decided" and case.refunds == [-case.proposal.amount]
    assert case.proposal.seconded_by_id == cast.otto.member_id
    again = disputes_settling.confirm(actor=cast.otto, number=1, **case.tick())
    assert again.state == "decided" and len(case.refunds) == 1


def test_a_decision_above_the_limit_is_carried_out_by_the_second(cast: Cast) -> None:
    set_policy(cast, support_limit=Decimal(0))
    case = Case(cast).countered()

    disputes_settling.decide(actor=cast.max, terms=PART, **case.tick())
    assert case.reread().dispute.state == "countered" and not case.refunds
    disputes_settling.confirm(actor=cast.otto, number=case.proposal.number, **case.tick())

    assert case.reread().dispute.state == "decided" and len(case.refunds) == 1


def test_the_database_wants_two_people(cast: Cast) -> None:
    set_policy(cast, support_limit=Decimal(0))
    proposal = Case(cast).proposed().proposal

    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        DisputeProposal.objects.filter(pk=proposal.pk).update(seconded_by=proposal.by)


# --- the sides answer ---
def test_both_sides_accept_and_it_is_carried_out(cast: Cast) -> None:
    set_policy(cast, support_limit=HIGH)
    case = Case(cast).proposed(by=cast.sam)
    before = charged(case.order)

    case.accept(cast.clara)
    assert case.dispute.state == "proposed" and case.order.state == "disputed"
    case.accept(cast.clara)  # again
    case.accept(cast.wendell)

    assert case.dispute.state == "decided" and case.order.state == "delivered"
    assert case.refunds == [-refund_of(before, 50)] and charged(case.order) == before + case.refunds[0]
    assert case.verbs.count("accept_settlement") == 2 and case.verbs[-1] == "settle_dispute"
    assert case.proposal.event.verb == "settle_dispute"


def test_only_the_two_sides_accept_what_is_open(cast: Cast) -> None:
    case = Case(cast).proposed(CLOSE)

    for person in (cast.wanda, cast.edith, cast.sam, cast.max):
        with pytest.raises(NotAllowed):
            disputes_settling.accept(actor=person, number=1, **case.tick())
    with pytest.raises(WrongState, match="no longer open"):
        disputes_settling.accept(actor=cast.clara, number=2, **case.tick())


def test_silence_until_the_end_of_the_time_agrees_once(cast: Cast) -> None:
    set_policy(cast, support_limit=HIGH)
    case = Case(cast).proposed()
    due = case.dispute.reply_by

    assert carry_out_agreed(agency=cast.inkwell, now=due - HOUR / 3600) == 0
    for late in (disputes_settling.accept, disputes.withdraw):
        with pytest.raises(WrongState, match="has passed"):
            more = {"number": 1} if late is disputes_settling.accept else {}
            late(actor=cast.clara, dispute=case.dispute, now=due, **more)
    assert carry_out_agreed(agency=cast.inkwell, now=due) == 1
    assert carry_out_agreed(agency=cast.inkwell, now=due) == 0

    assert case.reread().dispute.state == "decided" and len(case.refunds) == 1


def test_silence_does_not_replace_the_second_person(cast: Cast) -> None:
    set_policy(cast, support_limit=Decimal(0))
    case = Case(cast).proposed()

    assert carry_out_agreed(agency=cast.inkwell, now=case.dispute.reply_by + DAY) == 0
    disputes_settling.confirm(
        actor=cast.otto, dispute=case.dispute, number=1, now=case.dispute.reply_by + DAY
    )
    assert case.reread().dispute.state == "decided"


def test_a_counterproposal_leaves_the_decision_to_the_desk(cast: Cast) -> None:
    case = Case(cast).countered()

    first, wish = case.dispute.proposals.all()
    assert (first.state, wish.state, wish.side) == ("replaced", "noted", "client")
    assert case.dispute.state == "countered" and case.dispute.decide_by == case.now + 120 * HOUR
    disputes_settling.propose(actor=cast.sam, terms=Terms("close", "As I said."), **case.tick())
    assert case.reread().dispute.state == "proposed"


def test_what_terms_lack_stands_beside_them(cast: Cast) -> None:
    case = Case(cast).answered()
    wrong = {
        "outcome": Terms("nothing", "x"),
        "percent": Terms("refund", "x", percent=101),
        "words": Terms("close", ""),
        "days": Terms("extend", "x", days=0),
        "fee": Terms("refund", "x", percent=100),
    }
    for field, terms in wrong.items():
        with pytest.raises(Invalid) as refused:
            disputes_settling.propose(actor=cast.max, terms=terms, **case.tick())
        assert field in refused.value.errors, terms


# --- the clock ---
def test_silence_and_delay_are_told_once(cast: Cast) -> None:
    case = Case(cast)
    answer_by, decide_by = case.dispute.answer_by, case.dispute.decide_by

    assert tell_of_silence(agency=cast.inkwell, now=answer_by - HOUR) == 0
    assert [tell_of_silence(agency=cast.inkwell, now=answer_by) for _ in range(2)] == [1, 0]
    assert [escalate_overdue(agency=cast.inkwell, now=decide_by) for _ in range(2)] == [1, 0]
    assert case.reread().dispute.escalated_at == decide_by
    assert case.verbs == ["open_dispute", "dispute_unanswered", "dispute_overdue"]


def test_a_suspension_makes_nobody_agree(cast: Cast) -> None:
    case = Case(cast).proposed(CLOSE)
    due = case.dispute.reply_by
    assert due is not None
    shut, again = due - HOUR, due + 10 * DAY

    give_time_back(agency=cast.inkwell, since=shut, now=again)

    assert carry_out_agreed(agency=cast.inkwell, now=again) == 0
    assert case.reread().dispute.reply_by == again + DAY


# --- races ---
@pytest.mark.django_db(transaction=True)
def test_two_proposals_at_once_make_one(cast: Cast) -> None:
    case = Case(cast).answered()

    results = race(
        [
            partial(
                disputes_settling.propose,
                actor=person,
                dispute=case.dispute,
                terms=Terms("close", "So be it"),
                now=case.now,
            )
            for person in (cast.sam, cast.max)
        ]
    )

    assert kinds(results) == {"DisputeProposal": 1, "WrongState": 1}


@pytest.mark.django_db(transaction=True)
def test_decided_twice_at_once_refunds_once(cast: Cast) -> None:
    set_policy(cast, support_limit=HIGH)
    case = Case(cast).countered()
    facts = {"dispute": case.dispute, "terms": PART, "now": case.now}

    results = race(
        [lambda: disputes_settling.decide(actor=cast.max, **facts) for _ in range(3)]
        + [lambda: disputes_settling.decide(actor=cast.otto, **facts)]
    )

    assert kinds(results)["DisputeProposal"] >= 1
    assert len(case.refunds) == 1 and case.verbs.count("settle_dispute") == 1


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_and_both_sides_carry_it_out_once(cast: Cast) -> None:
    set_policy(cast, support_limit=HIGH)
    case = Case(cast).proposed()
    due = case.dispute.reply_by

    race(
        [lambda: carry_out_agreed(agency=cast.inkwell, now=due) for _ in range(6)]
        + [
            partial(disputes_settling.accept, actor=person, dispute=case.dispute, number=1, now=due - HOUR)
            for person in (cast.clara, cast.wendell)
        ]
    )
    carry_out_agreed(agency=cast.inkwell, now=due)

    assert len(case.refunds) == 1 and case.verbs.count("settle_dispute") == 1
    assert case.reread().dispute.state == "decided"


# --- what looks like a second click, and is none ---
def test_the_same_words_answer_another_proposal(cast: Cast) -> None:
    case = Case(cast).countered()
    disputes_settling.propose(actor=cast.max, terms=PART, **case.tick())
    wish = Terms("refund", "All of it back.", percent=90)

    for _click in range(2):
        disputes_settling.counter(actor=cast.clara, number=3, terms=wish, **case.tick())

    assert case.reread().dispute.state == "countered"
    assert (case.proposal.number, case.proposal.percent) == (4, 90)


def test_terms_that_could_not_be_carried_out_can_be_proposed_again(cast: Cast) -> None:
    case = Case(cast).proposed(CLOSE, by=cast.max)
    case.dispute.proposals.update(state="failed")
    case.dispute.state, case.dispute.reply_by = "countered", None
    case.dispute.save()

    disputes_settling.propose(actor=cast.max, terms=CLOSE, **case.tick())

    assert case.reread().dispute.state == "proposed"
    assert (case.proposal.number, case.proposal.state) == (2, "open")


def test_what_was_decided_can_be_decided_again_after_an_appeal(cast: Cast) -> None:
    case = Case(cast).decided(CLOSE)
    disputes.appeal(actor=cast.clara, text="Nobody read the brief.", **case.tick())
    case.answered()

    disputes_settling.propose(actor=cast.max, terms=CLOSE, **case.tick())

    assert case.reread().dispute.state == "proposed"


def test_a_decision_with_another_fee_is_another_one(cast: Cast) -> None:
    set_policy(cast, support_limit=Decimal(0))
    case = Case(cast).countered()

    for fee in (Decimal(0), Decimal(1), Decimal(1)):
        terms = Terms("refund", "None of it can be used.", percent=100, fee=fee)
        disputes_settling.decide(actor=cast.max, terms=terms, **case.tick())

    assert (case.reread().proposal.number, case.proposal.fee) == (4, Decimal(1))
