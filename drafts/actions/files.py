"""Files of drafts: added, taken away, brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.files import MAX_FILES, attach_all, claim
from drafts.models import DraftFile, OrderDraft
from drafts.rules.drafts import can_edit_draft
from project.base.errors import Invalid, WrongState, require
from project.base.viewer import Member

from .drafts import locked_draft, refuse_held

#: How long taking a file away can be undone.
UNDO = dt.timedelta(minutes=2)
UNDO_SALT = "drafts.removed_file"


def attach_to_draft(
    *, actor: Member, draft: OrderDraft, uploads: Sequence[UploadedFile], now: dt.datetime
) -> list[DraftFile]:
    """Add files to a draft, all or none. Raises Invalid under "files"
    with each file that is refused and why."""
    require(can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft is now an order. Add files to the order instead."))
        refuse_held(stored, now)
        if stored.attachments.count() + len(uploads) > MAX_FILES:
            raise Invalid({"files": _("A draft can have at most %(most)s files.") % {"most": MAX_FILES}})
        return attach_all(stored.attachments, actor=actor, uploads=uploads, now=now)


def remove_attachment(*, actor: Member, attachment: DraftFile, now: dt.datetime) -> None:
    """Take a file away from a draft. Does nothing when it is gone already."""
    require(can_edit_draft(actor, attachment.draft))
    with transaction.atomic():
        stored = locked_draft(actor, attachment.draft)
        if stored.converted_at:
            raise WrongState(_("This draft is now an order, so its files can’t be removed."))
        refuse_held(stored, now)
        stored.attachments.filter(pk=attachment.pk).delete()


def undo_token(attachment: DraftFile) -> str:
    """What brings a file back after it was taken away from its draft, within UNDO: it names the draft, the
    stored file and what it was called, and is signed. The bytes were never touched."""
    facts = [attachment.draft_id, attachment.file_id, attachment.name]
    return signing.dumps(facts, salt=UNDO_SALT)


def name_in(token: str, draft: OrderDraft) -> str:
    """What the file was called that this token brings back to this draft; "" for
    one that brings nothing back (any more)."""
    facts = _facts_of(token, draft)
    return str(facts[1]) if facts else ""


def bring_back(*, actor: Member, draft: OrderDraft, token: str, now: dt.datetime) -> DraftFile:
    """Undo a removal. Twice is once. Raises Invalid under "files" when it is
    too late or the draft is full by now."""
    require(can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            raise WrongState(_("This draft is now an order. Add files to the order instead."))
        refuse_held(stored, now)
        facts = _facts_of(token, stored)
        if facts is None:
            raise Invalid({"files": _("It is too late to undo this. Add the file again.")})
        file_id, name = facts
        if present := stored.attachments.filter(file_id=file_id, name=name).first():
            return present
        if stored.attachments.count() >= MAX_FILES:
            raise Invalid({"files": _("A draft can have at most %(most)s files.") % {"most": MAX_FILES}})
        if not claim(file_id):
            raise Invalid({"files": _("It is too late to undo this. Add the file again.")})
        return stored.attachments.create(
            agency_id=actor.agency_id, file_id=file_id, name=name, added_by_id=actor.member_id, added_at=now
        )


def _facts_of(token: str, draft: OrderDraft) -> tuple[int, str] | None:
    try:
        draft_id, file_id, name = signing.loads(token, salt=UNDO_SALT, max_age=UNDO)
    except signing.BadSignature:
        return None
    return (file_id, name) if draft_id == draft.pk else None
