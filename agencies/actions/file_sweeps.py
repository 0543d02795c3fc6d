"""The end of stored files: rows that nothing links go after a day, bytes that no row knows a day after that.

Restore-safe: bytes outlive their row by disk.GRACE, so a copy of the files that was begun after the copy of
the database, and ended within that time, has all that the rows name. Each sweep may run twice and beside
itself.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from django.apps import apps as registry
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agencies.files.disk import files_in, files_of, hash_in, rests, root
from agencies.files.storage import hold_bytes
from agencies.hooks import NamedBytes
from agencies.models import Agency, StoredFile

#: How long a file may be without a link: what was taken away can be brought back meanwhile.
GRACE = dt.timedelta(days=1)
#: Rows of one agency that one run deletes at most; the next run does the rest.
MOST = 1_000


def delete_unused(*, agency: Agency, now: dt.datetime) -> int:
    """Delete the rows that nothing has linked for GRACE, and note since when others are unused. Returns how
    many went. Their bytes begin to wait for `delete_unknown_bytes`."""
    rows = StoredFile.objects.filter(agency=agency)
    _linked(rows.exclude(unused_since=None)).update(unused_since=None)
    with transaction.atomic():
        due = _unlinked(rows.filter(unused_since__lte=now - GRACE)).order_by("pk")
        held = list(due.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:MOST])
        # Asked once more under the lock: whoever links a file anew holds its row.
        gone = list(_unlinked(rows.filter(pk__in=held)))
        for stored in gone:
            _touch(root() / stored.path, now)
        rows.filter(pk__in=[stored.pk for stored in gone]).delete()
    _unlinked(rows.filter(unused_since=None)).update(unused_since=now)
    return len(gone)


def delete_unknown_bytes(*, agency: Agency, now: dt.datetime) -> int:
    """Delete files of an agency that no row knows and nobody touched for disk.GRACE, such as those of deleted
    rows and of transactions that were rolled back. Returns how many went."""
    return sum(_deleted(agency, path) for path in list(files_of(agency.pk)) if rests(path, now))


def _deleted(agency: Agency, path: Path) -> bool:
    """Under the lock that storing takes, so that nobody finds bytes there which are gone a moment later."""
    sha256 = hash_in(path)
    with transaction.atomic():
        if sha256:
            hold_bytes(agency.pk, sha256)
            if StoredFile.objects.filter(agency=agency, sha256=sha256).exists():
                return False
        path.unlink(missing_ok=True)
    return True


def delete_unknown_names(*, kept: NamedBytes, now: dt.datetime) -> int:
    """The same for bytes that apps to the right keep under names of their own. Returns how many went."""
    named, gone = kept.named(), 0
    for path in list(files_in(kept.folder)):
        if path.name not in named and rests(path, now):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _touch(path: Path, now: dt.datetime) -> None:
    """Let the bytes, if they are there, count their time without a row from now on."""
    try:
        os.utime(path, (now.timestamp(), now.timestamp()))
    except FileNotFoundError:
        return


def _links() -> list[Exists]:
    """Whether some table links the file: every foreign key to it that any app has, so none is forgotten."""
    return [
        Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")}))
        for model in registry.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is StoredFile
    ]


def _linked(rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    unlinked = _unlinked(StoredFile.objects.filter(pk=OuterRef("pk")))
    return rows.filter(~Exists(unlinked))


def _unlinked(rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    return rows.filter(*[~link for link in _links()])
