"""The surcharge for a preferred writer is taken back once, whichever way somebody else gets the order."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from agencies.models import Membership
from orders.actions import offers, reassigning
from orders.models import Order
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, Story
from tests.orders.helpers.post import Post, phrases
from tests.writers.helpers.pool import put_for_wendell, taken_back
from writers.actions.pool_answers import leave_to_others, take_from_pool
from writers.actions.sweeps import open_pool_to_all

pytestmark = pytest.mark.django_db
LATER = START + HOUR


def preferring(cast: Cast) -> Order:
    return place_order(cast.clara, preferred_writer=cast.wendell.membership)


def surcharge(order: Order) -> Decimal:
    """What the order costs more than the same without a preferred writer."""
    plain = place_order(load_cast().clara)
    return total(order) - total(plain)


def total(order: Order) -> Decimal:
    return sum((line.amount for line in order.lines.all()), Decimal(0))


def give(order: Order, writer: Membership, cast: Cast) -> Order:
    return offers.assign_order(actor=cast.max, order=order, writer=writer, fee=FEE, now=LATER)


def by_assigning(cast: Cast, order: Order) -> None:
    give(order, cast.wanda.membership, cast)


def by_an_offer(cast: Cast, order: Order) -> None:
    offers.offer_order(actor=cast.max, order=order, writers=[cast.wanda.membership], fee=FEE, now=LATER)
    offers.accept_offer(actor=cast.wanda, order=order, now=LATER)


def by_reassigning(cast: Cast, order: Order) -> None:
    give(order, cast.wendell.membership, cast)
    assert taken_back(order) == []
    reassigning.reassign_order(actor=cast.max, order=order, writer=cast.wanda.membership, fee=FEE, now=LATER)


@pytest.mark.parametrize("path", [by_assigning, by_an_offer, by_reassigning])
def test_another_writer_by_any_path(cast: Cast, path: Callable[[Cast, Order], None]) -> None:
    order = preferring(cast)
    extra = surcharge(order)
    assert extra > 0

    path(cast, order)

    assert taken_back(order) == [-extra]
    assert order.events.filter(verb="release_preferred", actor=None, amount=extra).count() == 1


def test_the_preferred_writer_costs_what_was_agreed(cast: Cast) -> None:
    order = preferring(cast)
    give(order, cast.wendell.membership, cast)

    assert taken_back(order) == []


def test_without_a_surcharge_nothing_is_taken_back(cast: Cast) -> None:
    order = place_order(cast.clara)
    give(order, cast.wanda.membership, cast)

    assert taken_back(order) == []
    assert not order.events.filter(verb="release_preferred").exists()


def test_it_is_taken_back_once(cast: Cast) -> None:
    order = preferring(cast)
    give(order, cast.wanda.membership, cast)
    reassigning.reassign_order(
        actor=cast.max, order=order, writer=cast.wendell.membership, fee=FEE, now=LATER
    )
    reassigning.reassign_order(actor=cast.max, order=order, writer=cast.wanda.membership, fee=FEE, now=LATER)

    assert len(taken_back(order)) == 1


def test_the_end_of_the_preferred_writers_time_opens_it(cast: Cast) -> None:
    entry = put_for_wendell(cast, hours=24)
    assert open_pool_to_all(agency=cast.inkwell, now=START + 23 * HOUR) == 0
    assert open_pool_to_all(agency=cast.northwind, now=START + 25 * HOUR) == 0

    assert open_pool_to_all(agency=cast.inkwell, now=START + 24 * HOUR) == 1
    assert open_pool_to_all(agency=cast.inkwell, now=START + 24 * HOUR) == 0

    assert len(taken_back(entry.order)) == 1
    take_from_pool(actor=cast.wanda, entry=entry, now=START + DAY)
    assert len(taken_back(entry.order)) == 1


def test_the_client_is_told(cast: Cast, post: Post) -> None:
    entry = put_for_wendell(cast)
    post.skip()

    leave_to_others(actor=cast.wendell, entry=entry, now=LATER)

    assert phrases(post.empty()) == {"clara": "Another writer for your order"}


def test_an_offer_that_the_preferred_writer_declines_opens_it(cast: Cast) -> None:
    entry = put_for_wendell(cast)
    offers.offer_order(
        actor=cast.max, order=entry.order, writers=[cast.wendell.membership], fee=FEE, now=LATER
    )
    offers.decline_offer(actor=cast.wendell, order=entry.order, reason="", now=LATER)

    entry.refresh_from_db()
    assert entry.preferred_until is None
    assert len(taken_back(entry.order)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_clock_and_the_writer_at_once(cast: Cast) -> None:
    for _round in each_round(3):
        entry = put_for_wendell(cast)
        now = START + 24 * HOUR

        results = race(
            [
                partial(open_pool_to_all, agency=cast.inkwell, now=now),
                partial(leave_to_others, actor=cast.wendell, entry=entry, now=now),
                partial(take_from_pool, actor=cast.wanda, entry=entry, now=now),
                partial(open_pool_to_all, agency=cast.inkwell, now=now),
            ]
        )

        assert "Exception" not in kinds(results)
        assert len(taken_back(entry.order)) == 1


def test_once_the_preferred_writer_has_delivered_it_is_not_taken_back(cast: Cast) -> None:
    """The client has had what the surcharge was for."""
    story = Story(cast, preferred_writer=cast.wendell.membership).revision_requested()

    reassigning.reassign_order(actor=cast.max, writer=cast.wanda.membership, fee=FEE, **story.tick())

    assert taken_back(story.order) == []
