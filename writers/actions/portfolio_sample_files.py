"""The file of a sample: judged by content, kept without what programs write into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from agencies.files.names import fitting_name
from agencies.files.storage import kind_of, store
from agencies.files.types import RefusedFile
from project.base.errors import Invalid
from project.base.viewer import Member
from writers.files.details import strip_details
from writers.models import PortfolioSample, SampleFile

#: What a sample's file may be: texts and documents that people read.
KINDS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
}
ACCEPT = ".docx,.md,.txt"
#: Bytes of a sample's file, at most.
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class CleanFile:
    """An upload that may be kept, without its details, and what it was called."""

    content: UploadedFile
    name: str


def cleaned(uploads: Sequence[UploadedFile]) -> CleanFile | None:
    """The one upload as it may be kept; None for none. Takes its time, so it comes before any lock. Raises
    Invalid by "files"."""
    if not uploads:
        return None
    if len(uploads) != 1:
        raise Invalid({"files": _("Choose one file.")})
    (upload,) = uploads
    if (upload.size or 0) > MOST_BYTES:
        text = _("The file is larger than %(most)s MB. Choose a smaller one.")
        raise Invalid({"files": text % {"most": MOST_BYTES // 1024 // 1024}})
    try:
        kind = kind_of(upload)
        if kind not in KINDS:
            # Of others we can't remove what they tell about their maker (writers/files/details.py).
            raise Invalid({"files": _("Choose a Word, Markdown or plain text file.")})
        return CleanFile(strip_details(upload, kind), upload.name or "")
    except RefusedFile as refusal:
        raise Invalid({"files": str(refusal)}) from None


def keep_file(sample: PortfolioSample, *, actor: Member, file: CleanFile, now: dt.datetime) -> bool:
    """Store a file as that of a stored sample, in place of the one before. Returns whether it is another
    one. Raises Invalid by "files"."""
    try:
        stored = store(agency_id=sample.agency_id, upload=file.content)
    except RefusedFile as refusal:
        raise Invalid({"files": str(refusal)}) from None
    facts = {
        "file": stored,
        "name": fitting_name(file.name, stored.content_type),
        "added_by_id": actor.member_id,
        "added_at": now,
    }
    return _replace(sample, facts)


def _replace(sample: PortfolioSample, facts: dict[str, object]) -> bool:
    before = SampleFile.objects.filter(agency_id=sample.agency_id, sample=sample).first()
    if before is not None and (before.file, before.name) == (facts["file"], facts["name"]):
        return False
    if before is not None:
        before.delete()
    SampleFile.objects.create(agency_id=sample.agency_id, sample=sample, **facts)
    return True


def drop_file(sample: PortfolioSample) -> bool:
    """Take the file away from a sample. Returns whether it had one."""
    deleted, _each = SampleFile.objects.filter(agency_id=sample.agency_id, sample=sample).delete()
    return deleted > 0
