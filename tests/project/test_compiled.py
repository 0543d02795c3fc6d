"""Queries that are compiled once for each shape."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import JSONObject, Now
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership
from orders.models import Order
from project.base.compiled import Among, Slot, compiled
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
        assert nobody(name="Clara B.") == []
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
        lambda: Membership.objects.filter(created_at__lt=dt.datetime.now(dt.UTC)),
        lambda: Membership.objects.prefetch_related("agency__domains"),
    ],
    ids=["a time", "two queries"],
)
def test_what_cannot_be_compiled_is_refused(rows: Any) -> None:
    with pytest.raises(TypeError):
        compiled(rows)()


@compiled
def _named(columns: tuple[str, ...], flat: bool, name: Slot) -> Any:
    rows = Membership.objects.filter(public_name=name).order_by("pk")
    return rows.values_list(*columns, flat=True) if flat else rows.values(*columns)


def test_rows_may_be_plain_values_in_the_columns_of_the_shape(cast: Cast) -> None:
    clara = cast.clara.membership
    for _ in range(2):
        assert _named(columns=("pk",), flat=True, name="Clara B.") == [clara.pk]
        plain = {"pk": clara.pk, "user__email": clara.user.email}
        assert _named(columns=("pk", "user__email"), flat=False, name="Clara B.") == [plain]
    with pytest.raises(TypeError):
        _named(columns=("pk",), name="Clara B.")


@compiled
def _perhaps(newest_first: bool, agency_id: Slot, name: Slot | None) -> QuerySet[Membership]:
    rows = Membership.objects.filter(agency_id=agency_id).order_by("-pk" if newest_first else "pk")
    return rows if name is None else rows.filter(public_name=name)


def test_a_value_may_be_missing_which_is_another_shape(cast: Cast) -> None:
    everybody = list(Membership.objects.filter(agency=cast.inkwell).order_by("pk"))
    clara = cast.clara.membership
    for _ in range(2):
        assert _perhaps(newest_first=False, agency_id=cast.inkwell.pk, name=None) == everybody
        assert _perhaps(newest_first=True, agency_id=cast.inkwell.pk, name=None) == everybody[::-1]
        assert _perhaps(newest_first=True, agency_id=cast.inkwell.pk, name="Clara B.") == [clara]
        assert _perhaps(newest_first=True, agency_id=cast.northwind.pk, name="Clara B.") == []
    with pytest.raises(TypeError, match="needs a value"):
        _perhaps(newest_first=True, agency_id=None, name=None)


def test_any_values_at_all_are_slots(cast: Cast) -> None:
    @compiled
    def people(agency_id: Slot, **given: Slot) -> QuerySet[Membership]:
        return Membership.objects.filter(agency_id=agency_id, **given).order_by("pk")

    clara, otto = cast.clara.membership, cast.otto.membership
    for who in (clara, otto):
        assert people(agency_id=who.agency_id, pk=who.pk) == [who]
        assert people(agency_id=who.agency_id, public_name=who.public_name, pk=None) == [who]
        assert people(agency_id=cast.northwind.pk, pk=who.pk) == []
    with pytest.raises(TypeError, match="takes"):
        people(pk=clara.pk)


def test_a_list_of_values_goes_into_one_slot(cast: Cast) -> None:
    @compiled
    def people(agency_id: Slot, ids: Slot) -> QuerySet[Membership]:
        return Membership.objects.filter(Among("pk", ids), agency_id=agency_id).order_by("pk")

    ids = [cast.clara.membership.pk, cast.wanda.membership.pk, cast.nick.membership.pk]
    found = people(agency_id=cast.inkwell.pk, ids=ids)
    assert {row.pk for row in found} == set(ids[:2])
    assert people(agency_id=cast.inkwell.pk, ids=[]) == []


def test_shapes_are_kept_up_to_a_bound(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("project.base.compiled.MOST_SHAPES", 2)
    for columns in (("pk",), ("user_id",), ("agency_id",), ("pk",)):
        who = cast.clara.membership
        assert _named(columns=columns, flat=True, name="Clara B.") == [getattr(who, columns[0])]
    assert len(_named._known) <= 2


@pytest.mark.parametrize("text", ["it's 100 %", "a%sb%%", "back\\slash", "{}"])
def test_constants_stand_in_the_statement_as_they_are(cast: Cast, text: str) -> None:
    Membership.objects.filter(pk=cast.clara.member_id).update(public_name=text)

    @compiled
    def people(names: tuple[str, ...], agency_id: Slot) -> QuerySet[Membership]:
        rows = Membership.objects.filter(public_name__in=names, agency_id=agency_id)
        return rows.exclude(public_name__contains="50 %").filter(
            created_at__gt=Now() - dt.timedelta(days=99_999)
        )

    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert people(names=(text, "x"), agency_id=cast.inkwell.pk) == [cast.clara.membership]
        assert people(names=(text,), agency_id=cast.northwind.pk) == []
    assert "'x'" in queries[0]["sql"]


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_within_a_transaction_alone(cast: Cast) -> None:
    @compiled
    def locked(pk: Slot) -> QuerySet[Membership]:
        return Membership.objects.filter(pk=pk).select_for_update(of=("self",))

    clara = cast.clara.membership
    for _ in range(2):
        with pytest.raises(TransactionManagementError):
            locked(pk=clara.pk)
        with transaction.atomic():
            assert locked(pk=clara.pk) == [clara]


def test_values_are_converted_at_every_run(cast: Cast) -> None:
    @compiled
    def facts(pk: Slot) -> Any:
        told = JSONObject(name="public_name", roles="roles")
        return Membership.objects.filter(pk=pk).annotate(told=told).values_list("told", flat=True)

    for person in (cast.clara, cast.wendell, cast.clara):
        found = facts(pk=person.member_id)
        assert found == [{"name": person.membership.public_name, "roles": list(person.membership.roles)}]
