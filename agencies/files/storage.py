"""Storing and reading the bytes of files: private, under our own names, safe on
the disk before the row is committed."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import FileResponse
from django.utils.translation import gettext as _

from agencies.files.names import fitting_name
from agencies.files.quotas import require_storage
from agencies.files.types import RefusedFile, judge
from agencies.files.uploads import LostUpload
from agencies.models import StoredFile
from project.base.errors import NotVisible

log = logging.getLogger("quillhouse.files")


def kind_of(upload: UploadedFile) -> str:
    """The judged type of an upload. Raises filetypes.RefusedFile."""
    if isinstance(upload, LostUpload):
        raise NotStored
    assert upload.file is not None
    return judge(upload.file, upload.size or 0, upload.name or "")


def stored_name(upload: UploadedFile) -> str:
    """What the upload will be called here. Raises filetypes.RefusedFile."""
    return fitting_name(upload.name or "", kind_of(upload))


def store(*, agency_id: int, upload: UploadedFile) -> StoredFile:
    """Judge an upload and keep its bytes, see `keep`. Raises types.RefusedFile, and NotStored when the disk
    takes nothing: the words that came with it are not lost for that."""
    kind = kind_of(upload)
    return keep(agency_id=agency_id, upload=upload, kind=kind, sha256=digest_of(upload))


def keep(*, agency_id: int, upload: UploadedFile, kind: str, sha256: str) -> StoredFile:
    """Keep the bytes of an upload, once per agency whatever its name, within the caller's transaction. Raises
    NotStored, and RefusedFile when the agency's storage is full.

    The file is synced, and its folder entry too, before the row can be committed: what was acknowledged is
    stored. A transaction that rolls back leaves at most an unused file, never a row without bytes: who
    deletes unused bytes asks for the same lock (`hold_bytes`). The row is locked, and counts as used again.
    """
    require_storage(agency_id, upload.size or 0, sha256)
    hold_bytes(agency_id, sha256)
    row = StoredFile(agency_id=agency_id, sha256=sha256, size=upload.size or 0, content_type=kind)
    write(Path(settings.MEDIA_ROOT) / row.path, upload)
    (stored,) = StoredFile.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["agency", "sha256"],
        update_fields=["content_type", "unused_since"],
    )
    return stored


def hold_bytes(agency_id: int, sha256: str) -> None:
    """Wait, until the end of the transaction, for whoever stores or deletes these very bytes."""
    key = int.from_bytes(hashlib.sha256(f"{agency_id}/{sha256}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


class NotStored(RefusedFile):
    """The file is right, but the disk takes nothing at the moment."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "We can’t store files at the moment. What you typed has been kept. Attach the file "
                "again later."
            )
        )


def digest_of(upload: UploadedFile) -> str:
    """The SHA-256 of the bytes, in hexadecimal. Whoever stores several files stores them in the order of
    this: the unique index on it makes a second transaction wait for the first, and two that wait for each
    other would both be lost."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def write(path: Path, upload: File) -> None:
    """Put bytes at a place that nobody reads yet, synced with its folder
    entry. Does nothing when they are there. Raises NotStored."""
    try:
        if not path.exists():
            _write(path, upload)
    except OSError as error:
        log.error("file_not_stored", extra={"event": "file_not_stored", "reason": error.strerror})
        raise NotStored from error


def _write(path: Path, upload: File) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def response(stored: StoredFile, name: str) -> FileResponse:
    """The bytes as a download that never runs in our pages' origin. The
    caller has checked that they may be read.

    Raises NotVisible, and logs an error, when the bytes are missing on the disk.
    """
    try:
        stream: Any = (Path(settings.MEDIA_ROOT) / stored.path).open("rb")
    except FileNotFoundError:
        log.exception("file_missing", extra={"sha256": stored.sha256})
        raise NotVisible from None
    answer = FileResponse(
        stream,
        as_attachment=True,
        filename=fitting_name(name, stored.content_type),
        content_type=stored.content_type,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
