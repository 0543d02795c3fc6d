"""The end of stored files: rows that nothing links go after a day, bytes that no row knows a day after that.

Restore-safe: bytes outlive their row by disk.GRACE, so a copy of the files that was begun after the copy of
the database, and ended within that time, has all that the rows name. Each sweep may run twice and beside
itself, and is a step of one in slices (project.base.sweeps).
"""

from __future__ import annotations

import datetime as dt
import os
from itertools import islice
from pathlib import Path

from django.apps import apps as registry
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agencies.files.disk import files_in, files_of, hash_in, rests, root
from agencies.files.storage import hold_bytes
from agencies.hooks import NamedBytes, named_bytes
from agencies.models import Agency, StoredFile

#: How long a file may be without a link: what was taken away can be brought back meanwhile.
GRACE = dt.timedelta(days=1)
#: Rows, or files, that one call deletes at most.
MOST = 100


def delete_unused(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Delete the rows that nothing has linked for GRACE, and note since when others are unused. Returns how
    many went. Their bytes begin to wait for `delete_unknown_bytes`."""
    rows = StoredFile.objects.filter(agency=agency)
    _linked(rows.exclude(unused_since=None)).update(unused_since=None)
    with transaction.atomic():
        due = _unlinked(rows.filter(unused_since__lte=now - GRACE)).order_by("pk")
        held = list(due.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:most])
        # Asked once more under the lock: whoever links a file anew holds its row.
        gone = list(_unlinked(rows.filter(pk__in=held)))
        for stored in gone:
            _touch(root() / stored.path, now)
        rows.filter(pk__in=[stored.pk for stored in gone]).delete()
    _unlinked(rows.filter(unused_since=None)).update(unused_since=now)
    return len(gone)


def delete_unknown_bytes(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Delete files of an agency that no row knows and nobody touched for disk.GRACE, such as those of deleted
    rows and of transactions that were rolled back. Returns how many went."""
    known = set(StoredFile.objects.filter(agency=agency).values_list("sha256", flat=True))
    unknown = (path for path in files_of(agency.pk) if hash_in(path) not in known and rests(path, now))
    return sum(_deleted(agency, path) for path in list(islice(unknown, most)))


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


def delete_unknown_names(*, kept: NamedBytes, now: dt.datetime, most: int = MOST) -> int:
    """The same for bytes that an app to the right keeps under names of its own. Returns how many went."""
    named = kept.named()
    unknown = (path for path in files_in(kept.folder) if path.name not in named and rests(path, now))
    gone = list(islice(unknown, most))
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def delete_all_unknown_names(*, now: dt.datetime, most: int = MOST) -> int:
    """The same for all such bytes (agencies.hooks.named_bytes)."""
    left = most
    for kept in named_bytes:
        left -= delete_unknown_names(kept=kept, now=now, most=left)
    return most - left


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
