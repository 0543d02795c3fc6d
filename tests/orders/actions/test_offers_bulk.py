"""Several orders at once, by role, and by two managers at the same
moment: each order has exactly one writer."""

from __future__ import annotations

from functools import partial

import pytest

from orders.actions import offers_bulk
from orders.models import Order
from orders.states.orders import State
from project.base.errors import NotAllowed
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import HOUR, place_order
from tests.helpers.races import race
from tests.helpers.story import FEE, make_order

STATES = (
    "placed",
    "offered",
    "assigned",
    "in_progress",
    "in_review",
    "delivered",
    "revision_requested",
    "on_hold",
    "completed",
    "cancelled",
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "edith", "sam", "mara"])
def test_only_management_of_the_agency(cast: Cast, name: str) -> None:
    order, actor = place_order(cast.clara), getattr(cast, name)
    fees, now = [(order, FEE)], START + HOUR
    if name == "mara":  # an owner, but elsewhere
        told = offers_bulk.assign_orders(actor=actor, fees=fees, writer=cast.wanda.membership, now=now)
        assert not told[0].done
    else:
        with pytest.raises(NotAllowed):
            offers_bulk.assign_orders(actor=actor, fees=fees, writer=cast.wanda.membership, now=now)
        with pytest.raises(NotAllowed):
            offers_bulk.offer_orders(
                actor=actor, fees=fees, writers=[cast.wanda.membership], hours=None, now=now
            )
    assert Order.objects.get(pk=order.pk).state == State.PLACED


@pytest.mark.django_db
def test_by_state_and_no_refusal_keeps_another_back(cast: Cast) -> None:
    orders = [make_order(cast, state) for state in STATES]
    fees, now = [(order, FEE) for order in reversed(orders)], START + 24 * HOUR

    offered = offers_bulk.offer_orders(
        actor=cast.max, fees=fees, writers=[cast.wanda.membership], hours=3, now=now
    )
    assigned = offers_bulk.assign_orders(actor=cast.otto, fees=fees, writer=cast.wanda.membership, now=now)

    assert [each.order for each in offered if each.done] == orders[1::-1]
    assert [each.order for each in assigned if each.done] == orders[1::-1]
    assert all(each.reasons[0] for each in (*offered, *assigned) if not each.done)


@pytest.mark.django_db(transaction=True)
def test_two_managers_assign_the_same_orders_to_different_writers(rounds: int) -> None:
    cast = load_cast()
    for _round in range(max(1, rounds // 4)):
        orders = [place_order(cast.clara) for _each in range(4)]
        fees, now = [(order, FEE) for order in orders], START + HOUR
        presses = [
            partial(
                offers_bulk.assign_orders, actor=cast.max, fees=fees, writer=cast.wendell.membership, now=now
            ),
            partial(
                offers_bulk.assign_orders,
                actor=cast.otto,
                fees=fees[::-1],
                writer=cast.wanda.membership,
                now=now,
            ),
        ]

        first, second = race(presses)

        told = {each.order.pk: each.done for each in first}
        for other in second:
            order = Order.objects.get(pk=other.order.pk)
            assert told[order.pk] != other.done
            assert order.writer == (cast.wanda if other.done else cast.wendell).membership
            assert order.events.filter(verb="assign").count() == 1
