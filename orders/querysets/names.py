"""Whom a typed name may mean: ids at hand, so that an index of the orders serves."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from agencies.models import Membership
from clients.models import ClientAccount
from project.base.compiled import Among, Slot, compiled, compiled_lookup
from project.base.search import MOST_NAMES, holds


def ids_of_clients_named(agency_id: int, name: str) -> list[int]:
    """The agency's client accounts whose name holds `name`, MOST_NAMES at most, with those merged into them.
    One query; a second one when there is any."""
    named = _clients(agency_id=agency_id, name=name)
    return [*named, *_merged(agency_id=agency_id, ids=named)] if named else []


def ids_of_writers_named(agency_id: int, name: str) -> list[int]:
    """The agency's people whose public name holds `name`, MOST_NAMES at most. One query."""
    return _writers(agency_id=agency_id, name=name)


@compiled
def _clients(agency_id: Slot, name: Slot) -> QuerySet[Any, int]:
    rows = ClientAccount.objects.filter(holds(name, "name"), agency_id=agency_id)
    return rows.order_by("name", "id").values_list("pk", flat=True)[:MOST_NAMES]


@compiled_lookup
def _merged(agency_id: Slot, ids: Slot) -> QuerySet[Any, int]:
    rows = ClientAccount.objects.filter(Among("merged_into_id", ids), agency_id=agency_id)
    return rows.exclude(Among("pk", ids)).values_list("pk", flat=True)


@compiled
def _writers(agency_id: Slot, name: Slot) -> QuerySet[Any, int]:
    people = Membership.objects.filter(holds(name, "public_name"), agency_id=agency_id)
    return people.order_by("public_name", "id").values_list("pk", flat=True)[:MOST_NAMES]
