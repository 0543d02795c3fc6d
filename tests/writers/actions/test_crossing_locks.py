"""Orders that two people hold between them: what they do at once, each on one, never ends in a deadlock."""

from __future__ import annotations

from functools import partial

import pytest

from orders.actions import offers
from orders.models import Order
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import place_order
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE
from writers.actions.waiting_list import set_waiting_list

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def pair(cast: Cast) -> tuple[Order, Order]:
    return place_order(cast.clara), place_order(cast.clara)


def test_two_who_accept_what_the_other_was_offered_too() -> None:
    cast = load_cast()
    for _round in each_round(ROUNDS):
        first, second = pair(cast)
        both = [cast.wendell.membership, cast.wanda.membership]
        for order in (first, second):
            offers.offer_order(actor=cast.max, order=order, writers=both, fee=FEE, now=START)

        results = race(
            [
                partial(offers.accept_offer, actor=cast.wendell, order=first, now=START),
                partial(offers.accept_offer, actor=cast.wanda, order=second, now=START),
            ]
        )

        assert kinds(results) == {"Order": 2}


def test_two_who_decline_and_are_next_on_the_other_s_list() -> None:
    cast = load_cast()
    for _round in each_round(ROUNDS):
        first, second = pair(cast)
        people = [(cast.wendell.membership, FEE), (cast.wanda.membership, FEE)]
        for order, places in ((first, people), (second, people[::-1])):
            set_waiting_list(actor=cast.max, order=order, places=places, hours=5, now=START)

        results = race(
            [
                partial(offers.decline_offer, actor=cast.wendell, order=first, reason="", now=START),
                partial(offers.decline_offer, actor=cast.wanda, order=second, reason="", now=START),
            ]
        )

        assert kinds(results) == {"Order": 2}
