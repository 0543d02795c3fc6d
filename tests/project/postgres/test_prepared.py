"""Compiled queries are prepared by each connection, other statements are not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from agencies.models import Membership
from project.base.compiled import Slot, compiled, compiled_by_values, compiled_key
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


@compiled
def _people(agency_id: Slot, name: Slot) -> Any:
    return Membership.objects.filter(agency_id=agency_id, public_name=name)


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall() if "public_name" in row[0]]


def test_a_compiled_query_is_prepared_once(cast: Cast) -> None:
    clara = cast.clara.membership
    before = len(prepared())
    for name in (clara.public_name, "nobody", clara.public_name):
        found = _people(agency_id=clara.agency_id, name=name)
        assert [row.pk for row in found] == ([clara.pk] if name == clara.public_name else [])
    assert len(prepared()) == before + 1
    assert found[0].created_at.utcoffset() is not None and found[0] == Membership.objects.get(pk=clara.pk)


def test_other_statements_are_not(cast: Cast) -> None:
    before = prepared()
    for _ in range(3):
        list(Membership.objects.filter(public_name="Clara"))
    assert prepared() == before


def test_where_it_is_not_wanted_nothing_is(cast: Cast, settings: Any) -> None:
    settings.PREPARED_STATEMENTS = False
    before = prepared()

    @compiled
    def people(name: Slot) -> Any:
        return Membership.objects.filter(public_name=name).order_by("public_name")

    assert people(name="nobody") == [] and prepared() == before


def test_a_change_of_the_table_is_noticed(cast: Cast) -> None:
    clara = cast.clara.membership
    values = {"agency_id": clara.agency_id, "name": clara.public_name}
    assert _people(**values) == [clara]
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX later ON agencies_membership (public_name)")
    assert _people(**values) == [clara]


@compiled_by_values
def _named(agency_id: Slot, name: Slot) -> Any:
    return Membership.objects.filter(agency_id=agency_id, public_name=name).order_by("pk", "public_name")


def plans(of: str) -> tuple[int, int]:
    """How often this connection ran one plan for all, and one for the values."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s", [of]
        )
        (found,) = cursor.fetchall()
    return found


@pytest.mark.django_db(transaction=True)
def test_a_query_is_planned_once_unless_its_values_choose_the_plan() -> None:
    connection.close()
    for _time in range(3):
        assert _people(agency_id=1, name="nobody") == _named(agency_id=1, name="nobody") == []

    assert plans("%public_name%($2))") == (3, 0)
    assert plans("%public_name%ORDER BY%") == (0, 3)


@compiled_key
def _one(pk: Slot) -> Any:
    return Membership.objects.filter(pk=pk)


@pytest.mark.django_db(transaction=True)
def test_for_a_key_nothing_is_said_about_plans() -> None:
    connection.close()
    for ask, way in ((_named, "force_custom_plan"), (_people, "force_generic_plan")):
        assert ask(agency_id=1, name="nobody") == []
        assert _one(pk=0) == []
        assert connection.connection.plans == way


def test_within_a_transaction_the_way_of_planning_stays(cast: Cast) -> None:
    connection.ensure_connection()
    before = connection.connection.plans
    for way in ("force_custom_plan", "force_generic_plan"):
        connection.connection.plan(way)

    assert connection.connection.plans == before
