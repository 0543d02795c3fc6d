"""Ending an order after its work has begun: who, when, and the money."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from orders.actions import calling_off, deliveries, revision_requests, revision_scope
from orders.actions.ledger import ledger_balance
from orders.models import LedgerEntry, Order
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, Story, make_order
from tests.orders.helpers.revision_acts import verdict

pytestmark = pytest.mark.django_db
STATES = ("in_progress", "in_review", "delivered", "revision_requested", "on_hold")


def call_off(order: Order, cast: Cast, **changed: Any) -> Order:
    facts = {"reason": "The launch is off", "refund": Decimal("50.00"), "fee": Decimal("30.00"), **changed}
    facts.setdefault("actor", cast.max)
    facts.setdefault("now", order.placed_at)
    return calling_off.call_off_order(order=order, **facts)


@pytest.mark.parametrize("state", STATES)
def test_the_desk_decides_what_is_paid_and_owed(cast: Cast, state: str) -> None:
    order = make_order(cast, state)
    before = ledger_balance(order).charged

    done = call_off(order, cast)

    assert (done.state, done.resumes_to, done.review_ends_at, done.cancel_reason) == (
        "cancelled",
        None,
        None,
        "The launch is off",
    )
    assert ledger_balance(order).charged == before - 50
    fee = LedgerEntry.objects.get(order=order, kind="writer_fee")
    assert (fee.amount, fee.writer_id) == (Decimal("30.00"), cast.wendell.member_id)
    assert not order.revisions.live().exists()


@pytest.mark.parametrize("state", ["placed", "offered", "assigned", "completed", "cancelled"])
def test_not_before_the_start_and_not_after_the_end(cast: Cast, state: str) -> None:
    with pytest.raises(WrongState):
        call_off(make_order(cast, state), cast)


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_only_management(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        call_off(make_order(cast, "in_progress"), cast, actor=getattr(cast, name))


def test_nothing_back_and_nothing_owed_books_nothing(cast: Cast) -> None:
    order = make_order(cast, "in_progress")
    entries = order.ledger.count()

    call_off(order, cast, refund=Decimal(0), fee=Decimal(0))

    assert order.ledger.count() == entries


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"refund": Decimal("-1")}, "refund"),
        ({"refund": Decimal("100000")}, "refund"),
        ({"fee": FEE + Decimal("0.01")}, "fee"),
        ({"fee": Decimal("-0.01")}, "fee"),
    ],
)
def test_what_cannot_be_decided(cast: Cast, changed: dict[str, Any], field: str) -> None:
    order = make_order(cast, "in_progress")

    with pytest.raises(Invalid) as refusal:
        call_off(order, cast, **changed)

    assert set(refusal.value.errors) == {field}
    assert Order.objects.get(pk=order.pk).state == "in_progress"


def test_a_fee_that_is_booked_is_not_owed_again(cast: Cast) -> None:
    """Completed, opened again for a revision, then ended."""
    story = Story(cast).completed()
    revision_requests.request_revision(
        actor=cast.clara,
        order=story.order,
        summary="More",
        severity="moderate",
        points=[revision_requests.Point(issue="x")],
        now=story.now,
    )
    revision_scope.judge_scope(actor=cast.max, revision=story.revision, now=story.now, **verdict())
    deliveries.start_work(actor=cast.wendell, **story.tick())

    with pytest.raises(Invalid):
        call_off(story.reread().order, cast, fee=Decimal("0.01"))
    call_off(story.order, cast, fee=Decimal(0))

    assert LedgerEntry.objects.filter(order=story.order, kind="writer_fee").count() == 1


@pytest.mark.django_db(transaction=True)
def test_called_off_ten_times_at_once(rounds: int) -> None:
    for _round in each_round(rounds):
        cast = load_cast()
        order = make_order(cast, "in_progress")

        results = race([partial(call_off, order, cast)] * 10)

        assert kinds(results) == {"Order": 1, "WrongState": 9}
        assert LedgerEntry.objects.filter(order=order, kind="refund").count() == 1
