"""Hanging files on things: new ones, and those that hang somewhere already. Asks no
right: the actions that call this have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Manager
from django.utils.translation import gettext as _

from agencies.files.names import clean_name, fitting_name
from agencies.files.storage import digest_of, keep, kind_of
from agencies.files.types import RefusedFile
from agencies.models import FileUse, Membership, StoredFile
from project.base.errors import Invalid
from project.base.viewer import Viewer

Use = TypeVar("Use", bound=FileUse)

#: Files in one place, at most.
MAX_FILES = 20


def attach_all(
    to: Manager[Use], *, actor: Viewer, uploads: Sequence[UploadedFile], now: dt.datetime, **facts: Any
) -> list[Use]:
    """Store uploads and link them to a thing, all or none, within the caller's transaction; `to` are the uses
    of files that the thing has, such as `delivery.attachments`, and `facts` what else each use says. Raises
    Invalid under "files" with each that is refused and why. Where a use may have been added by nobody, the
    actor may be a holder of a link."""
    if len(uploads) > MAX_FILES:
        raise Invalid({"files": _("Attach at most %(most)s files at a time.") % {"most": MAX_FILES}})
    stored = _store(actor.agency_id, uploads)
    return [
        to.create(
            agency_id=actor.agency_id,
            file=stored[at],
            name=fitting_name(upload.name or "", stored[at].content_type),
            added_by_id=actor.member_id or None,
            added_at=now,
            **facts,
        )
        for at, upload in enumerate(uploads)
    ]


def relink(
    use: FileUse,
    to: Manager[Use],
    *,
    added_by: Membership,
    now: dt.datetime,
    public_id: str = "",
    **facts: Any,
) -> Use:
    """Another use of the same stored file, in the place `to` (see attach_all). The bytes are not copied.
    `public_id`: that of the use whose place it takes."""
    same = {"agency_id": use.agency_id, "file_id": use.file_id, "name": use.name}
    kept = {"public_id": public_id} if public_id else {}
    return to.create(**same, **kept, **facts, added_by=added_by, added_at=now)


def claim(file_id: int) -> bool:
    """Lock a stored file that nothing links any more, for a link that is about to be made anew; within the
    caller's transaction. False when it is gone."""
    return StoredFile.objects.filter(pk=file_id).update(unused_since=None) == 1


def _store(agency_id: int, uploads: Sequence[UploadedFile]) -> dict[int, StoredFile]:
    """The stored files by their place in `uploads`; raises Invalid with every refusal, in the order given,
    before anything is written, or with the first that the disk does not take."""
    kinds = _judged(uploads)
    digests = [digest_of(upload) for upload in uploads]
    stored = {}
    for at in sorted(range(len(uploads)), key=lambda at: digests[at]):
        try:
            stored[at] = keep(agency_id=agency_id, upload=uploads[at], kind=kinds[at], sha256=digests[at])
        except RefusedFile as refusal:
            raise Invalid({"files": [f"{clean_name(uploads[at].name or '')}: {refusal}"]}) from None
    return stored


def _judged(uploads: Sequence[UploadedFile]) -> list[str]:
    kinds, problems = [], []
    for upload in uploads:
        try:
            kinds.append(kind_of(upload))
        except RefusedFile as refusal:
            problems.append(f"{clean_name(upload.name or '')}: {refusal}")
    if problems:
        raise Invalid({"files": problems})
    return kinds
