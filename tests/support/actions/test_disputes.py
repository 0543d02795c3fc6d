"""Opening a dispute, responding, asking for a manager, withdrawing and appealing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from agencies.actions.features import switch_feature
from orders.actions.acceptance import accept_order
from orders.actions.holding import hold_order
from orders.actions.sweeps import complete_due_reviews
from orders.models import Order
from orders.states.orders import State
from project.base.errors import FeatureDisabled, Invalid, NotAllowed, WrongState
from support.actions import disputes
from support.models import Dispute
from support.states.disputes import DisputeState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import kinds, race
from tests.helpers.story import Story, make_order
from tests.support.helpers.disputes import CLAIM, POINTS, Case, set_policy

pytestmark = pytest.mark.django_db
FROM = ("in_progress", "in_review", "delivered", "revision_requested", "completed")
NOT_FROM = ("placed", "offered", "assigned", "on_hold", "cancelled")


def opening(story: Story, by: str = "clara") -> Dispute:
    return disputes.open_dispute(
        actor=getattr(story.cast, by), reason="late", text="Nothing has come.", **story.tick()
    )


@pytest.mark.parametrize("at", FROM)
def test_an_order_is_disputed_and_remembers_where_it_was(cast: Cast, at: str) -> None:
    story = getattr(Story(cast), at)()

    dispute = opening(story)

    order = story.reread().order
    assert (order.state, order.resumes_to, dispute.order_state) == ("disputed", at, at)
    assert (dispute.state, dispute.side, dispute.writer_id) == (
        "answering",
        "client",
        cast.wendell.member_id,
    )
    assert dispute.answer_by == story.now + 72 * HOUR and dispute.decide_by == dispute.answer_by + 120 * HOUR
    assert order.review_ends_at is None


@pytest.mark.parametrize("at", NOT_FROM)
def test_no_dispute_from_other_states(cast: Cast, at: str) -> None:
    order = make_order(cast, at)

    with pytest.raises(WrongState):
        disputes.open_dispute(
            actor=cast.clara, order=order, reason="late", text="x", now=order.placed_at + DAY
        )


@pytest.mark.parametrize("who", ["clara", "wendell", "wanda", "edith", "sam", "max", "otto", "nick"])
def test_the_clients_side_and_the_writer_open(cast: Cast, who: str) -> None:
    story = Story(cast).delivered()

    if who in ("clara", "wendell"):
        assert opening(story, who).side == {"clara": "client", "wendell": "writer"}[who]
    else:
        with pytest.raises(NotAllowed):
            opening(story, who)


def test_a_completed_order_is_disputed_within_the_days_of_grace(cast: Cast) -> None:
    story = Story(cast).completed()
    story.now += cast.inkwell.grace_days * DAY - 2 * HOUR
    last = Story.tick(story)
    assert last["now"] < story.order.closed_at + cast.inkwell.grace_days * DAY

    with pytest.raises(WrongState, match="has ended"):
        disputes.open_dispute(
            actor=cast.clara, order=story.order, reason="late", text="x", now=story.now + HOUR
        )
    disputes.open_dispute(
        actor=cast.clara, order=story.order, reason="late", text="x", now=story.now - dt.timedelta(seconds=1)
    )


def test_the_same_claim_again_opens_nothing_and_another_is_refused(cast: Cast) -> None:
    story = Story(cast).delivered()
    first = opening(story)

    assert opening(story) == first
    with pytest.raises(WrongState):
        disputes.open_dispute(actor=cast.wendell, reason="scope", text="Too much", **story.tick())
    assert Dispute.objects.count() == 1


def test_what_a_claim_lacks_stands_beside_its_fields(cast: Cast) -> None:
    order = Story(cast).delivered().order

    with pytest.raises(Invalid) as refused:
        disputes.open_dispute(
            actor=cast.clara, order=order, reason="?", text="", points=["x"] * 21, now=order.placed_at + DAY
        )

    assert set(refused.value.errors) == {"reason", "text", "points"}


def test_points_and_claim_are_kept(cast: Cast) -> None:
    case = Case(cast)

    assert [point.text for point in case.dispute.points.all()] == POINTS
    claim = case.dispute.statements.get()
    assert (claim.kind, claim.side, claim.text, claim.by_id) == (
        "claim",
        "client",
        CLAIM,
        cast.clara.member_id,
    )


def test_a_review_window_that_is_over_completes_first(cast: Cast) -> None:
    story = Story(cast).delivered()
    story.now = story.order.review_ends_at

    dispute = opening(story)

    order = story.reread().order
    assert (dispute.order_state, order.resumes_to) == ("completed", "completed")
    assert [entry.kind for entry in order.ledger.all()] == ["charge", "writer_fee"]


def test_while_disputed_no_other_verb_works(cast: Cast) -> None:
    case = Case(cast)

    for act in (
        lambda: accept_order(actor=cast.clara, order=case.order, now=case.now),
        lambda: hold_order(actor=cast.sam, order=case.order, reason="x", now=case.now),
    ):
        with pytest.raises(WrongState):
            act()


def test_the_other_side_responds_once(cast: Cast) -> None:
    case = Case(cast)
    for stranger in (cast.clara, cast.wanda, cast.sam, cast.otto):
        with pytest.raises(NotAllowed):
            disputes.respond(actor=stranger, text="x", **case.tick())

    case.answered()

    assert case.dispute.answered_at == case.now and case.dispute.decide_by == case.now + 120 * HOUR
    with pytest.raises(WrongState, match="responded to already"):
        disputes.respond(actor=cast.wendell, text="And another thing", **case.tick())
    assert disputes.respond(actor=cast.wendell, text="It was in the brief.", **case.tick()).answered_at
    assert case.dispute.statements.count() == 2


def test_withdrawing_takes_the_order_back_with_its_clocks(cast: Cast) -> None:
    case = Case(cast, "in_progress")
    before = case.story.order
    with pytest.raises(NotAllowed):
        disputes.withdraw(actor=cast.wendell, **case.tick())

    disputes.withdraw(actor=cast.clara, **case.tick(2 * DAY))

    order, rested = case.order, case.now - case.opened_at
    assert order.state == "in_progress" and order.resumes_to is None
    assert order.client_deadline == before.client_deadline + rested
    assert case.reread().dispute.state == DisputeState.WITHDRAWN
    assert disputes.withdraw(actor=cast.clara, **case.tick()).state == DisputeState.WITHDRAWN


def test_the_review_window_keeps_what_was_left_of_it(cast: Cast) -> None:
    case = Case(cast)
    left = case.story.order.review_ends_at - case.opened_at

    disputes.withdraw(actor=cast.clara, **case.tick(5 * DAY))

    assert case.order.state == "delivered" and case.order.review_ends_at == case.now + left


def test_anybody_of_it_asks_for_a_manager_once(cast: Cast) -> None:
    case = Case(cast)
    with pytest.raises(NotAllowed):
        disputes.escalate(actor=cast.wanda, **case.tick())

    disputes.escalate(actor=cast.clara, **case.tick())
    disputes.escalate(actor=cast.sam, **case.tick())

    assert case.verbs.count("escalate_dispute") == 1


def test_a_decision_is_appealed_once_within_the_days(cast: Cast) -> None:
    set_policy(cast, appeal_days=3)
    case = Case(cast).decided()
    late = {**case.tick(0 * HOUR), "now": case.now + 3 * DAY}
    with pytest.raises(WrongState, match="appeal has ended"):
        disputes.appeal(actor=cast.wendell, text="No", **late)
    with pytest.raises(NotAllowed):
        disputes.appeal(actor=cast.sam, text="No", **late)

    disputes.appeal(actor=cast.wendell, text="Nobody read my answer.", **case.tick())

    dispute, order = case.reread().dispute, case.order
    assert (dispute.state, dispute.appeal_side, dispute.ended_at) == ("answering", "writer", None)
    assert (order.state, order.resumes_to) == ("disputed", "delivered")
    disputes.respond(actor=cast.clara, text="I did.", **case.tick())
    disputes.withdraw(actor=cast.wendell, **case.tick())
    assert case.reread().dispute.state == DisputeState.DECIDED and case.order.state == "delivered"
    with pytest.raises(WrongState, match="appealed once"):
        disputes.appeal(actor=cast.clara, text="Again", **case.tick())


def test_nothing_is_opened_or_appealed_while_switched_off_but_what_is_open_ends(cast: Cast) -> None:
    case = Case(cast).decided()
    other = Case(cast)
    switch_feature(actor=cast.otto, key="disputes", on=False, reason="", now=case.now)
    cast = load_cast()

    with pytest.raises((FeatureDisabled, NotAllowed)):
        disputes.open_dispute(
            actor=cast.clara, order=Story(cast).delivered().order, reason="late", text="x", now=case.now
        )
    with pytest.raises(FeatureDisabled):
        disputes.appeal(actor=cast.clara, text="No", **case.tick())
    disputes.withdraw(actor=cast.clara, **other.tick())
    assert other.order.state == State.DELIVERED


def test_the_database_allows_one_active_dispute(cast: Cast) -> None:
    case = Case(cast)
    copy = Dispute.objects.get(pk=case.dispute.pk)
    copy.pk, copy.public_id = None, "another234"

    with pytest.raises(IntegrityError, match="dispute_one_active"), transaction.atomic():
        copy.save()


@pytest.mark.django_db(transaction=True)
def test_two_sides_open_at_once_one_dispute(cast: Cast) -> None:
    story = Story(cast).delivered()

    def opens(who: str) -> Dispute:
        order = Order.objects.get(pk=story.order.pk)
        return disputes.open_dispute(
            actor=getattr(cast, who), order=order, reason="other", text=who, now=story.now + HOUR
        )

    results = race([lambda: opens("clara"), lambda: opens("wendell")])

    assert kinds(results) == {"Dispute": 1, "WrongState": 1}


@pytest.mark.django_db(transaction=True)
def test_dispute_accept_and_lapse_at_once_leave_one_of_them(cast: Cast) -> None:
    """Whoever comes first: the order is disputed from delivered, or complete and disputed from there."""

    story = Story(cast).delivered()
    now = story.order.review_ends_at

    def opens() -> Dispute:
        order = Order.objects.get(pk=story.order.pk)
        return disputes.open_dispute(actor=cast.clara, order=order, reason="other", text="No", now=now)

    race(
        [
            opens,
            lambda: accept_order(actor=cast.clara, order=Order.objects.get(pk=story.order.pk), now=now),
            lambda: complete_due_reviews(agency=cast.inkwell, now=now),
        ]
    )

    order = story.reread().order
    assert (order.state, order.resumes_to) == ("disputed", "completed")
    fees = order.ledger.filter(kind="writer_fee")
    assert fees.count() == 1 and order.events.filter(to_state="completed").count() == 1
