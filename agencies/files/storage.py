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
from django.http import FileResponse
from django.utils.translation import gettext as _

from agencies.files.types import RefusedFile, judge
from agencies.files.uploads import LostUpload
from agencies.models import StoredFile
from project.base import text as texts
from project.base.errors import NotVisible

NAME_LENGTH = 160
log = logging.getLogger("quillhouse.files")


def store(*, agency_id: int, upload: UploadedFile) -> StoredFile:
    """Keep the bytes of an upload, once per agency whatever its name. Raises types.RefusedFile, and NotStored
    when the disk takes nothing: the words that came with it are not lost for that.

    The file is synced, and its folder entry too, before the row can be committed: what was acknowledged is
    stored. A transaction that rolls back leaves at most an unused file, never a row without bytes.
    """
    assert upload.file is not None
    size = upload.size or 0
    if isinstance(upload, LostUpload):
        raise NotStored
    kind = judge(upload.file, size)
    row = StoredFile(agency_id=agency_id, sha256=digest_of(upload), size=size, content_type=kind)
    write(Path(settings.MEDIA_ROOT) / row.path, upload)
    stored, _created = StoredFile.objects.get_or_create(
        agency_id=agency_id, sha256=row.sha256, defaults={"size": row.size, "content_type": kind}
    )
    return stored


class NotStored(RefusedFile):
    """The file is right, but the disk takes nothing at the moment."""

    def __init__(self) -> None:
        super().__init__(
            _("We cannot store files at the moment. What you typed is kept; please add the file again later.")
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


def clean_name(name: str) -> str:
    """The given name as we keep it: one visible line without a path, at
    most NAME_LENGTH characters, ending kept."""
    plain = (
        "".join(" " if texts.has_forbidden(char) else char for char in name)
        .replace("\\", "/")
        .rsplit("/", 1)[-1]
    )
    line = "" if texts.is_blank(plain) else texts.clean_line(plain).strip(". ")
    line = "file" if texts.is_blank(line) else line
    if len(line) <= NAME_LENGTH:
        return line
    stem, dot, ending = line.rpartition(".")
    if not dot or len(ending) > 10:
        return line[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"


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
    answer = FileResponse(stream, as_attachment=True, filename=name, content_type=stored.content_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
