"""The one door by which rows go that are kept otherwise: append-only ones among them."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from agencies.models import Erasure, Mark
from project.base.hanging import Found, delete_found
from project.base.viewer import Viewer

#: The setting that the triggers read; of this transaction alone, and only while rows are deleted.
SETTING = "quillhouse.erasure"


def erase(*, actor: Viewer, mark: Mark, found: Found, now: dt.datetime) -> Erasure:
    """Delete the rows that were `found` for a mark, and leave the event that says so. The only code that the
    append-only triggers let pass, and for rows of the mark's agency alone.

    Within the transaction that holds the lock on `mark`; whether it was allowed, and whether these rows may
    go, is asked before. Raises IntegrityError for rows that something else still names; the setting then goes
    with the transaction.
    """
    event = Erasure.objects.create(
        agency_id=mark.agency_id,
        mark=mark,
        actor_id=actor.member_id or None,
        at=now,
        rows=sum(map(len, found.values())),
        xact=_transaction(),
    )
    _open_for(str(event.pk))
    delete_found(found)
    _open_for("")
    return event


def _transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def _open_for(event: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, event])
