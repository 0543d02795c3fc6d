"""The lock that an action takes of the row it is about to change."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from django.db import connection

from .compiled import Slot, compiled
from .errors import NotVisible
from .viewer import Viewer

Row = TypeVar("Row", bound=Any)


def hold_name(name: str) -> None:
    """Wait, until the end of the transaction, for whoever else holds what has this name and is no row."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def locked(actor: Viewer, row: Row, *, no_key: bool = False) -> Row:
    """The row read afresh under its lock, within an open transaction and within the actor's agency.

    Only the row itself is locked, nothing that a join brings. With `no_key` others may write rows that name
    this one meanwhile: so are people locked, whom events of every order name. Raises NotVisible when it is
    gone, or another agency's.
    """
    for stored in _row(kind=type(row), agency_id=actor.agency_id, pk=row.pk, no_key=no_key):
        return stored
    raise NotVisible()


@compiled
def _row(kind: type[Any], agency_id: Slot, pk: Slot, no_key: bool) -> Any:
    rows = kind._default_manager.filter(agency_id=agency_id, pk=pk)
    return rows.order_by().select_for_update(of=("self",), no_key=no_key)
