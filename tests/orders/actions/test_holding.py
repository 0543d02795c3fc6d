"""Hold, resume, cancel."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import Sum

from orders.actions import holding, offers, sweeps
from orders.models import Order
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def balance(order: Order) -> Decimal:
    return order.ledger.aggregate(sum=Sum("amount"))["sum"]


def test_resume_moves_both_deadlines_by_the_held_time(cast: Cast) -> None:
    story = Story(cast).on_hold()
    before = story.order

    order = holding.resume_order(actor=cast.max, order=before, now=story.now + 3 * DAY)

    assert (order.state, order.resumes_to, order.hold_reason) == ("in_progress", None, "")
    assert order.client_deadline == before.client_deadline + 3 * DAY
    assert order.writer_deadline == before.writer_deadline + 3 * DAY


def test_the_review_window_rests_while_held(cast: Cast) -> None:
    story = Story(cast).delivered()
    ends = story.order.review_ends_at
    holding.hold_order(actor=cast.sam, order=story.order, reason="Legal check", now=story.now)

    assert sweeps.complete_due_reviews(agency=cast.inkwell, now=ends + 9 * DAY) == 0
    order = holding.resume_order(actor=cast.sam, order=story.order, now=story.now + 5 * DAY)

    assert (order.state, order.review_ends_at) == ("delivered", ends + 5 * DAY)


def test_an_offer_rests_while_held(cast: Cast) -> None:
    story = Story(cast).offered()
    answer_by = story.order.offers.get().answer_by
    holding.hold_order(actor=cast.sam, order=story.order, reason="Legal check", now=story.now)

    assert sweeps.expire_offers(agency=cast.inkwell, now=answer_by + DAY) == 0
    order = holding.resume_order(actor=cast.sam, order=story.order, now=story.now + 5 * DAY)

    offer = order.offers.get()
    assert (order.state, offer.state, offer.answer_by) == ("offered", "open", answer_by + 5 * DAY)


def test_an_offer_taken_back_while_held(cast: Cast) -> None:
    """The order does not go on as offered to nobody."""
    story = Story(cast).offered()
    holding.hold_order(actor=cast.sam, order=story.order, reason="Legal check", now=story.now)

    order = offers.withdraw_offer(
        actor=cast.max, order=story.order, writer=cast.wendell.membership, now=story.now
    )
    assert (order.state, order.offers.get().state) == ("on_hold", "withdrawn")

    assert holding.resume_order(actor=cast.sam, order=order, now=story.now + DAY).state == "placed"


def test_a_revision_rests_while_held(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    due = story.order.revisions.get().due_at
    holding.hold_order(actor=cast.sam, order=story.order, reason="Legal check", now=story.now)

    order = holding.resume_order(actor=cast.sam, order=story.order, now=story.now + 2 * DAY)

    assert (order.state, order.revisions.get().due_at) == ("revision_requested", due + 2 * DAY)


def test_a_hold_after_the_delivery_does_not_hide_that_it_was_late(cast: Cast) -> None:
    story = Story(cast).delivered()
    deadline = story.order.client_deadline
    holding.hold_order(actor=cast.sam, order=story.order, reason="Legal check", now=story.now)

    order = holding.resume_order(actor=cast.sam, order=story.order, now=story.now + 5 * DAY)

    assert order.client_deadline == deadline


def test_hold_twice_is_once(cast: Cast) -> None:
    story = Story(cast).on_hold()

    holding.hold_order(actor=cast.max, order=story.order, reason="Again", now=story.now)

    assert story.order.events.filter(verb="hold").count() == 1


def test_hold_without_a_reason(cast: Cast) -> None:
    with pytest.raises(Invalid):
        holding.hold_order(actor=cast.sam, order=Story(cast).order, reason="", now=Story(cast).now)


@pytest.mark.parametrize("name", ["clara", "wendell", "edith"])
def test_only_the_desk_holds(cast: Cast, name: str) -> None:
    story = Story(cast)

    with pytest.raises(NotAllowed):
        holding.hold_order(actor=getattr(cast, name), order=story.order, reason="x", now=story.now)


def test_cancel_refunds_in_full_and_once(cast: Cast) -> None:
    story = Story(cast).offered()

    order = holding.cancel_order(actor=cast.clara, order=story.order, reason="Not needed", now=story.now)
    holding.cancel_order(actor=cast.clara, order=story.order, reason="Not needed", now=story.now)

    assert (order.state, balance(order)) == ("cancelled", Decimal("0.00"))
    assert list(order.ledger.values_list("kind", flat=True)) == ["charge", "refund"]
    assert order.offers.get().state == "withdrawn"
    assert order.events.get(verb="withdraw_offer").person == cast.wendell.membership


def test_cancel_after_work_began(cast: Cast) -> None:
    story = Story(cast).in_progress()

    with pytest.raises(WrongState):
        holding.cancel_order(actor=cast.clara, order=story.order, reason="Not needed", now=story.now)


@pytest.mark.parametrize("name", ["wendell", "edith", "nick"])
def test_who_cannot_cancel(cast: Cast, name: str) -> None:
    story = Story(cast)

    with pytest.raises(NotAllowed):
        holding.cancel_order(actor=getattr(cast, name), order=story.order, reason="x", now=story.now)


def test_resume_what_was_not_held(cast: Cast) -> None:
    story = Story(cast)

    with pytest.raises(WrongState):
        holding.resume_order(actor=cast.sam, order=story.order, now=story.now + dt.timedelta(hours=1))
