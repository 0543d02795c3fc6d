"""Queries that are compiled once for each shape."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership
from orders.models import Order
from project.base.compiled import Slot, compiled
from project.base.viewer import Member, Public, Viewer
from tests.helpers.cast import Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


@compiled
def _members(agency_id: Slot, name: Slot) -> QuerySet[Membership]:
    rows = Membership.objects.live().select_related("user", "agency__brand")
    return rows.filter(agency_id=agency_id, public_name=name)


def _all_orders(viewer: Viewer) -> QuerySet[Order]:
    return Order.objects.visible_to(viewer).select_related("account").order_by("number")


def test_rows_come_with_what_they_are_joined_with_by_one_query(cast: Cast) -> None:
    clara = cast.clara.membership
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            found = _members(agency_id=clara.agency_id, name=clara.public_name)
            read = [(row, row.user.email, row.agency.brand.primary) for row in found]
        assert len(queries) == 1
        assert read == [(clara, clara.user.email, clara.agency.brand.primary)]
    assert _members(agency_id=clara.agency_id, name="nobody'; --") == []
    assert _members(agency_id=cast.northwind.pk, name=clara.public_name) == []


def test_every_role_of_two_agencies_in_turn_sees_its_own(cast: Cast) -> None:
    Story(cast).delivered()
    place_order(cast.clara)
    place_order(cast.nick)
    orders = compiled(_all_orders)
    people = [who for who in cast.everybody.values() if isinstance(who, Member)]

    for who in [*people, *reversed(people)]:
        assert orders(who) == list(_all_orders(who))
    assert len({tuple(orders(who)) for who in people}) > 3


def test_a_shape_is_built_once(cast: Cast) -> None:
    built: list[frozenset[str]] = []

    @compiled
    def orders(viewer: Viewer, number: Slot) -> QuerySet[Order]:
        built.append(viewer.roles)
        return Order.objects.visible_to(viewer).filter(number=number)

    for who in (cast.clara, cast.nick, cast.wendell, cast.wanda, cast.clara):
        orders(who, number="INK-1")

    assert built == [cast.clara.roles, cast.wendell.roles]


def test_a_shape_that_finds_nothing_asks_nothing(cast: Cast) -> None:
    @compiled
    def nobody(name: Slot) -> QuerySet[Membership]:
        return Membership.objects.filter(public_name=name).none()

    with CaptureQueriesContext(connection) as queries:
        assert nobody(name="Clara") == []
    assert len(queries) == 0


def test_each_thread_asks_by_its_own_connection(cast: Cast) -> None:
    clara = cast.clara.membership
    _members(agency_id=clara.agency_id, name=clara.public_name)
    used: list[bool] = []

    def ask() -> None:
        own = connection.connection
        _members(agency_id=clara.agency_id, name="nobody")
        used.append(own is None and connection.connection is not None)
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert used == [True]


@pytest.mark.parametrize("values", [{}, {"agency_id": 1}, {"agency_id": 1, "name": "", "more": 1}])
def test_the_values_are_those_of_the_function(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="_members takes"):
        _members(**values)


def test_a_viewer_is_asked_for_and_must_be_a_member(cast: Cast) -> None:
    with pytest.raises(TypeError, match="takes"):
        compiled(_all_orders)()
    with pytest.raises(TypeError, match="takes"):
        _members(cast.clara, agency_id=1, name="")
    with pytest.raises(TypeError, match="no member"):
        compiled(_all_orders)(Public(cast.inkwell))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rows",
    [
        lambda name: Membership.objects.filter(public_name=name, created_at__lt=dt.datetime.now(dt.UTC)),
        lambda name: Membership.objects.filter(public_name=name).values("pk"),
        lambda name: Membership.objects.filter(public_name=name).prefetch_related("agency__domains"),
    ],
    ids=["a time", "no instances", "two queries"],
)
def test_what_cannot_be_compiled_is_refused(rows: Any) -> None:
    with pytest.raises(TypeError):
        compiled(rows)(name="Clara")
