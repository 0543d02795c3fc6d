"""The offers of a writer by the API: what the page says, in the same words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.actions import offers
from tests.helpers.api import Api
from tests.helpers.capacity import capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
OFFERS = "writer-management/offers/"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + 2 * HOUR)


def test_own_offers_with_what_speaks_against_each(cast: Cast) -> None:
    order, api = Story(cast).offered(cast.wendell).order, Api(cast.wendell)
    (row,) = api.get(OFFERS).results
    assert (row["order"], row["fee"], row["against"]) == (order.number, "90.00", [])

    capacity(cast.wendell, accepting=False, message="On a book.")

    (row,) = api.get(OFFERS).results
    words = "Not accepting new work. “On a book.”"
    assert row["against"] == [{"code": "not_accepting", "hard": False, "words": words}]
    assert Api(cast.wanda).get(OFFERS).results == []


def test_declined_offers_say_nothing_of_the_order(cast: Cast) -> None:
    story, api = Story(cast, title="Zephyrine feature").offered(cast.wendell), Api(cast.wendell)
    offers.decline_offer(actor=cast.wendell, reason="No time", **story.tick())

    answer = api.get(f"{OFFERS}declined/")

    assert [row["reason"] for row in answer.results] == ["No time"]
    assert "Zephyrine" not in str(answer.json) and story.order.number not in str(answer.json)
    assert Api(cast.wanda).get(f"{OFFERS}declined/").results == []


def test_the_list_costs_the_same_with_one_offer_and_with_three(cast: Cast) -> None:
    api, counted = Api(cast.wendell), []
    api.get(OFFERS)
    for _number in range(3):
        Story(cast).offered(cast.wendell)
        with CaptureQueriesContext(connection) as queries:
            api.get(OFFERS)
        counted.append(len(queries))

    assert counted[0] == counted[2]
