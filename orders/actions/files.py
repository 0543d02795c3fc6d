"""Attaching files to drafts and deliveries, and taking them away from drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies import files
from agencies.filetypes import RefusedFile
from agencies.models import StoredFile
from orders import rules
from orders.models import Attachment, OrderDraft
from project.base.errors import Invalid, WrongState, require
from project.base.viewer import Member

from .drafts import locked_draft, refuse_quoted

#: Files in one place, at most.
MAX_FILES = 20


def attach_to_draft(
    *, actor: Member, draft: OrderDraft, uploads: Sequence[UploadedFile], now: dt.datetime
) -> list[Attachment]:
    """Add files to a draft, all or none. Raises Invalid under "files" with each file that is refused and why."""
    require(rules.can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft has become an order; files are added there."))
        refuse_quoted(stored)
        if stored.attachments.count() + len(uploads) > MAX_FILES:
            raise Invalid({"files": _("A draft holds at most %(most)s files.") % {"most": MAX_FILES}})
        return attach_all(actor=actor, uploads=uploads, now=now, draft=stored)


def remove_attachment(*, actor: Member, attachment: Attachment) -> None:
    """Take a file away from a draft. Does nothing when it is gone already."""
    require(rules.can_remove_attachment(actor, attachment))
    with transaction.atomic():
        draft = attachment.draft
        assert draft is not None  # can_remove_attachment
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft has become an order and keeps its files."))
        refuse_quoted(stored)
        stored.attachments.filter(pk=attachment.pk).delete()


def attach_all(*, actor: Member, uploads: Sequence[UploadedFile], now: dt.datetime, **place: Any) -> list[Attachment]:
    """Store uploads and link them to `place` (draft=, order= or delivery=), within the caller's transaction and rights."""
    if len(uploads) > MAX_FILES:
        raise Invalid({"files": _("At most %(most)s files at a time.") % {"most": MAX_FILES}})
    stored = _store(actor.agency_id, uploads)
    return [
        Attachment.objects.create(
            agency_id=actor.agency_id,
            file=stored[at],
            name=files.clean_name(upload.name or ""),
            added_by_id=actor.member_id,
            added_at=now,
            **place,
        )
        for at, upload in enumerate(uploads)
    ]


def _store(agency_id: int, uploads: Sequence[UploadedFile]) -> dict[int, StoredFile]:
    """The stored files by their place in `uploads`; raises Invalid with every refusal, in the order given."""
    stored, problems = {}, {}
    for at in sorted(range(len(uploads)), key=lambda at: files.digest_of(uploads[at])):
        try:
            stored[at] = files.store(agency_id=agency_id, upload=uploads[at])
        except RefusedFile as refusal:
            problems[at] = f"{files.clean_name(uploads[at].name or '')}: {refusal}"
    if problems:
        raise Invalid({"files": [problems[at] for at in sorted(problems)]})
    return stored
