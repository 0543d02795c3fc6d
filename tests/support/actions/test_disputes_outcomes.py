"""What a settled dispute does to its order: each outcome in ledger and state, and the money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base.errors import Invalid
from support.actions import disputes_settling
from support.actions.disputes_outcomes import refund_of
from support.actions.disputes_sweeps import carry_out_agreed
from support.actions.disputes_terms import Terms
from support.models import Dispute
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.helpers.story import FEE
from tests.support.helpers.disputes import CLOSE, HIGH, Case, charged, set_policy

pytestmark = pytest.mark.django_db


def settle(cast: Cast, at: str, terms: Terms) -> Case:
    set_policy(cast, support_limit=HIGH)
    return Case(cast, at).decided(terms)


@pytest.mark.parametrize("at", ["in_progress", "in_review", "delivered", "revision_requested", "completed"])
def test_closing_goes_on_where_it_was(cast: Cast, at: str) -> None:
    case = settle(cast, at, CLOSE)

    assert (case.order.state, case.order.resumes_to, case.refunds) == (at, None, [])
    assert case.dispute.ended_at == case.now


def test_a_full_refund_ends_the_order_with_the_fee_that_was_decided(cast: Cast) -> None:
    case = settle(cast, "delivered", Terms("refund", "Nothing of it.", percent=100, fee=Decimal("12.34")))

    order = case.order
    assert (order.state, order.cancel_reason, order.closed_at) == ("cancelled", "Nothing of it.", case.now)
    assert charged(order) == 0
    assert [row.amount for row in order.ledger.filter(kind="writer_fee")] == [Decimal("12.34")]
    assert order.review_ends_at is None and order.review_left is None


def test_no_fee_is_more_than_was_agreed(cast: Cast) -> None:
    case = Case(cast).countered()
    set_policy(cast, support_limit=HIGH)

    with pytest.raises(Invalid) as refused:
        disputes_settling.decide(
            actor=cast.max, terms=Terms("refund", "x", percent=100, fee=FEE + 1), **case.tick()
        )
    assert "fee" in refused.value.errors and case.order.state == "disputed"


def test_a_completed_order_is_refunded_and_stays_complete(cast: Cast) -> None:
    case = settle(cast, "completed", Terms("refund", "Too late.", percent=100))

    assert (case.order.state, charged(case.order)) == ("completed", 0)
    assert case.order.ledger.filter(kind="writer_fee").count() == 1


@pytest.mark.parametrize("at", ["delivered", "completed"])
def test_redoing_is_a_revision_that_uses_no_round(cast: Cast, at: str) -> None:
    case = settle(cast, at, Terms("redo", "Write it anew.", percent=10))

    revision = case.order.revisions.get()
    assert (case.order.state, revision.state, revision.uses_round) == ("revision_requested", "open", False)
    assert (revision.scope, revision.asked_by_id, revision.asked_from) == (
        "within",
        cast.clara.member_id,
        at,
    )
    assert [point.issue for point in revision.points.all()] == [p.text for p in case.dispute.points.all()]
    assert case.order.closed_at is None and len(case.refunds) == 1


def test_extending_moves_both_deadlines_beyond_the_rest(cast: Cast) -> None:
    set_policy(cast, support_limit=HIGH)
    case = Case(cast, "in_progress")
    before = case.story.order
    case.decided(Terms("extend", "Three days more.", days=3))

    rested = case.now - case.opened_at
    assert case.order.client_deadline == before.client_deadline + rested + 3 * DAY
    assert case.order.state == "in_progress"


def test_extending_a_revision_moves_its_due_time(cast: Cast) -> None:
    set_policy(cast, support_limit=HIGH)
    case = Case(cast, "revision_requested")
    before = case.story.revision.due_at
    case.decided(Terms("extend", "Three days more.", days=3))

    assert case.story.reread().revision.due_at == before + (case.now - case.opened_at) + 3 * DAY


def test_another_writer_gets_the_order(cast: Cast) -> None:
    terms = Terms("reassign", "Somebody else.", writer=cast.wanda.membership, fee=Decimal("80.00"))
    case = settle(cast, "in_progress", terms)

    order = case.order
    assert (order.state, order.writer_id, order.writer_fee) == (
        "assigned",
        cast.wanda.member_id,
        Decimal("80.00"),
    )
    assert case.verbs[-2:] == ["settle_dispute", "reassign"]
    assert not Dispute.objects.visible_to(cast.wendell).exists()
    assert not Dispute.objects.visible_to(cast.wanda).exists()


def test_support_assigns_nobody(cast: Cast) -> None:
    case = Case(cast, "in_progress").answered()
    terms = Terms("reassign", "x", writer=cast.wanda.membership, fee=Decimal(1))

    with pytest.raises(Invalid) as refused:
        disputes_settling.propose(actor=cast.sam, terms=terms, **case.tick())
    assert "outcome" in refused.value.errors


def test_a_decision_that_cannot_be_carried_out_is_not_recorded(cast: Cast) -> None:
    case = Case(cast, "in_progress").countered()
    cast.wanda.membership.roles = ["editor"]
    cast.wanda.membership.save()
    terms = Terms("reassign", "x", writer=cast.wanda.membership, fee=Decimal(1))
    events = case.order.events.count()

    with pytest.raises(Invalid):
        disputes_settling.decide(actor=cast.max, terms=terms, **case.tick())

    assert case.reread().dispute.state == "countered" and case.order.writer_id == cast.wendell.member_id
    assert case.order.events.count() == events and case.dispute.proposals.count() == 2


def test_an_agreed_proposal_that_cannot_be_carried_out_goes_back_to_the_desk(cast: Cast) -> None:
    terms = Terms("reassign", "Wanda.", writer=cast.wanda.membership, fee=Decimal(80))
    case = Case(cast, "in_progress").proposed(terms)
    cast.wanda.membership.roles = ["editor"]
    cast.wanda.membership.save()

    assert carry_out_agreed(agency=cast.inkwell, now=case.dispute.reply_by) == 1
    assert carry_out_agreed(agency=cast.inkwell, now=case.dispute.reply_by) == 0

    case.reread()
    assert (case.dispute.state, case.proposal.state) == ("countered", "failed")
    assert case.order.state == "disputed" and case.order.writer_id == cast.wendell.member_id
    assert case.verbs[-1] == "settlement_failed"


@pytest.mark.parametrize(("at", "outcome"), [("in_progress", "redo"), ("delivered", "extend")])
def test_outcomes_fit_where_the_order_stands(cast: Cast, at: str, outcome: str) -> None:
    case = Case(cast, at).answered()

    with pytest.raises(Invalid) as refused:
        disputes_settling.propose(actor=cast.max, terms=Terms(outcome, "x", days=1), **case.tick())
    assert "outcome" in refused.value.errors


# --- money ---
amounts = st.decimals(min_value=0, max_value=Decimal("99999999.99"), places=2)


@given(charge=amounts, percent=st.integers(min_value=0, max_value=100))
def test_a_refund_is_whole_cents_and_never_more_than_there_is(charge: Decimal, percent: int) -> None:
    refund = refund_of(charge, percent)

    assert 0 <= refund <= charge and refund == refund.quantize(Decimal("0.01"))
    assert abs(refund - charge * percent / 100) <= Decimal("0.005")
    assert refund_of(charge, 100) == charge and refund_of(charge, 0) == 0


@given(charge=amounts, first=st.integers(1, 99), second=st.integers(1, 100))
def test_refunds_one_after_the_other_leave_no_debt(charge: Decimal, first: int, second: int) -> None:
    left = charge - refund_of(charge, first)

    assert 0 <= left - refund_of(left, second) <= left


def test_what_was_lowered_meanwhile_is_not_refunded_again(cast: Cast) -> None:
    set_policy(cast, support_limit=HIGH)
    case = Case(cast, "completed").proposed(Terms("refund", "All of it.", percent=100))
    event = case.order.events.last()
    rest = charged(case.order)
    case.order.ledger.create(
        agency=cast.inkwell,
        account=case.order.account,
        kind="change",
        amount=-(rest - 5),
        currency=case.order.currency,
        event=event,
        at=case.now,
        note="A discount",
    )

    case.accept()

    assert case.refunds == [Decimal("-5.00")] and charged(case.order) == 0
