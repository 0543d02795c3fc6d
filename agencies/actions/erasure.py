"""The one door by which rows go that are kept otherwise: append-only ones among them."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from agencies.models import Agency, Erasure, Mark
from project.base.hanging import Found, delete_found
from project.base.viewer import Viewer

#: The setting that the triggers read; of this transaction alone, and only while rows are deleted.
SETTING = "quillhouse.erasure"
#: What an agency ends with.
LAST = (
    "DELETE FROM agencies_erasure WHERE agency_id = %(agency)s AND id <> %(event)s",
    "DELETE FROM agencies_mark WHERE agency_id = %(agency)s",
    "DELETE FROM agencies_agencyclosing WHERE agency_id = %(agency)s",
    "DELETE FROM agencies_erasure WHERE id = %(event)s",
    "DELETE FROM agencies_agency WHERE id = %(agency)s",
)


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


def erase_last(*, agency: Agency, mark: Mark, now: dt.datetime) -> None:
    """Delete an agency of which nothing is left but its closing, and marks and events of the deletions before
    this one; these go too. Whether it may go is asked before, under the lock on it.

    Raises IntegrityError for whatever still names it.
    """
    event = Erasure.objects.create(agency=agency, mark=mark, at=now, rows=1, xact=_transaction())
    _open_for(str(event.pk))
    with connection.cursor() as cursor:
        # The triggers look for this event until it goes itself.
        for statement in LAST:
            cursor.execute(statement, {"agency": agency.pk, "event": event.pk})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _open_for("")


def _transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def _open_for(event: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, event])
