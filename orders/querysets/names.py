"""Whom a typed name may mean: ids at hand, so that an index of the orders serves."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigAutoField, BooleanField, F, Func, QuerySet

from agencies.models import Membership
from clients.models import ClientAccount
from project.base.compiled import Slot, compiled
from project.base.search import MOST_NAMES, holds


def ids_of_clients_named(agency_id: int, name: str) -> list[int]:
    """The agency's client accounts whose name holds `name`, MOST_NAMES at most, with those merged into them.
    One query."""
    return _clients(agency_id=agency_id, name=name)


def ids_of_writers_named(agency_id: int, name: str) -> list[int]:
    """The agency's people whose public name holds `name`, MOST_NAMES at most. One query."""
    return _writers(agency_id=agency_id, name=name)


class _Ids(Func):
    """Several columns of ids as a list."""

    template = "ARRAY[%(expressions)s]"
    output_field = ArrayField(BigAutoField())


class _Overlap(Func):
    """The condition that two lists have something in common. One that is a query is asked once."""

    template, arg_joiner = "(%(expressions)s)", " && "
    output_field = BooleanField()


@compiled
def _clients(agency_id: Slot, name: Slot) -> QuerySet[Any, int]:
    rows = ClientAccount.objects.filter(agency_id=agency_id)
    named = rows.filter(holds(name, "name")).order_by("name", "id").values("pk")[:MOST_NAMES]
    either = _Overlap(_Ids(F("pk"), F("merged_into_id")), ArraySubquery(named))
    return rows.filter(either).values_list("pk", flat=True)


@compiled
def _writers(agency_id: Slot, name: Slot) -> QuerySet[Any, int]:
    people = Membership.objects.filter(holds(name, "public_name"), agency_id=agency_id)
    return people.order_by("public_name", "id").values_list("pk", flat=True)[:MOST_NAMES]
