"""The lock that an action takes of the row it is about to change."""

from __future__ import annotations

from typing import Any, TypeVar

from .errors import NotVisible
from .viewer import Viewer

Row = TypeVar("Row", bound=Any)


def locked(actor: Viewer, row: Row) -> Row:
    """The row read afresh under its lock, within an open transaction and within the actor's agency.

    Only the row itself is locked, nothing that a join brings. Raises
    NotVisible when it is gone, or another agency's.
    """
    rows = type(row)._default_manager.filter(agency_id=actor.agency_id, pk=row.pk)
    stored = rows.select_for_update(of=("self",)).first()
    if stored is None:
        raise NotVisible()
    return stored
