"""Orders that wait for a client's feedback: the figure above their orders, and the list that it leads to."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.models import Order
from project.base import clock
from project.base.viewer import Member
from tests.helpers.cast import Cast, browser
from tests.writers.helpers.feedback import completed, give
from writers.querysets.orders_to_rate import orders_to_rate
from writers.states.feedback import WINDOW, Direction

pytestmark = pytest.mark.django_db
LIST = "/orders/feedback/?list=to_rate"


@pytest.fixture
def order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Order:
    found = completed(cast)
    assert found.closed_at is not None
    moment = found.closed_at + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return found


def waiting(viewer: Member) -> list[int]:
    return list(orders_to_rate(viewer, clock.now()).values_list("pk", flat=True))


def test_an_order_waits_until_somebody_of_the_account_rates_its_writer(cast: Cast, order: Order) -> None:
    client = browser(cast.clara)
    assert "Orders to rate" in client.get("/orders/").text
    page = client.get(LIST).text
    assert order.number in page and f"/orders/{order.number}/feedback/client_to_writer/" in page
    assert waiting(cast.clara) == [order.pk]

    give(cast, Direction.CLIENT_TO_EDITOR, order)
    assert waiting(cast.clara) == [order.pk]
    give(cast, Direction.CLIENT_TO_WRITER, order)

    assert waiting(cast.clara) == [] and "Nothing to rate" in client.get(LIST).text


def test_it_waits_for_two_weeks(cast: Cast, order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    assert order.closed_at is not None
    end = order.closed_at + WINDOW
    monkeypatch.setattr(clock, "now", lambda: end - dt.timedelta(seconds=1))
    assert waiting(cast.clara) == [order.pk]

    monkeypatch.setattr(clock, "now", lambda: end)

    assert waiting(cast.clara) == []


def test_it_is_for_those_who_order_alone(cast: Cast, order: Order) -> None:
    everybody = {name: waiting(member) for name, member in cast.everybody.items()}

    assert {name for name, rows in everybody.items() if rows} == {"clara"}
    assert browser(cast.wendell).get(LIST).status_code == 403


def test_the_figure_costs_no_query_of_its_own(cast: Cast, order: Order) -> None:
    client = browser(cast.clara)
    client.get("/orders/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/orders/")

    assert sum("writers_feedback" in query["sql"] for query in queries) == 1
