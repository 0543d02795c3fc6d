"""Attaching files to drafts and deliveries, and taking them away from drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.files import storage as files
from agencies.files.types import RefusedFile
from agencies.models import StoredFile
from drafts.actions.drafts import locked_draft, refuse_quoted
from drafts.models import OrderDraft
from drafts.rules.drafts import can_edit_draft, can_remove_attachment
from orders.models import Attachment
from project.base.errors import Invalid, WrongState, require
from project.base.viewer import Member

#: Files in one place, at most.
MAX_FILES = 20
#: How long taking a file away can be undone.
UNDO = dt.timedelta(minutes=2)
UNDO_SALT = "orders.removed_file"


def attach_to_draft(
    *, actor: Member, draft: OrderDraft, uploads: Sequence[UploadedFile], now: dt.datetime
) -> list[Attachment]:
    """Add files to a draft, all or none. Raises Invalid under "files" with each file that is refused and why."""
    require(can_edit_draft(actor, draft))
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
    require(can_remove_attachment(actor, attachment))
    with transaction.atomic():
        draft = attachment.draft
        assert draft is not None  # can_remove_attachment
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft has become an order and keeps its files."))
        refuse_quoted(stored)
        stored.attachments.filter(pk=attachment.pk).delete()


def undo_token(attachment: Attachment) -> str:
    """What brings a file back after it was taken away from its draft, within UNDO: it names the draft, the stored file and
    what it was called, and is signed. The bytes were never touched."""
    facts = [attachment.draft_id, attachment.file_id, attachment.name]
    return signing.dumps(facts, salt=UNDO_SALT)


def name_in(token: str, draft: OrderDraft) -> str:
    """What the file was called that this token brings back to this draft; "" for one that brings nothing back (any more)."""
    facts = _facts_of(token, draft)
    return str(facts[1]) if facts else ""


def bring_back(*, actor: Member, draft: OrderDraft, token: str, now: dt.datetime) -> Attachment:
    """Undo a removal. Twice is once. Raises Invalid under "files" when it is too late or the draft is full by now."""
    require(can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft has become an order; files are added there."))
        refuse_quoted(stored)
        facts = _facts_of(token, stored)
        if facts is None:
            raise Invalid({"files": _("It is too late to undo this. Please add the file again.")})
        file_id, name = facts
        if present := stored.attachments.filter(file_id=file_id, name=name).first():
            return present
        if stored.attachments.count() >= MAX_FILES:
            raise Invalid({"files": _("A draft holds at most %(most)s files.") % {"most": MAX_FILES}})
        return Attachment.objects.create(
            agency_id=actor.agency_id,
            file_id=file_id,
            name=name,
            draft=stored,
            added_by_id=actor.member_id,
            added_at=now,
        )


def _facts_of(token: str, draft: OrderDraft) -> tuple[int, str] | None:
    try:
        draft_id, file_id, name = signing.loads(token, salt=UNDO_SALT, max_age=UNDO)
    except signing.BadSignature:
        return None
    return (file_id, name) if draft_id == draft.pk else None


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
