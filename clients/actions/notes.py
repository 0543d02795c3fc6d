"""What the desk writes down about a client."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import AccountNote, AccountVerb, ClientAccount
from clients.models.notes import NOTE_LIMIT
from clients.rules.desk import can_remove_note, is_desk
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member

from .account_events import note_account


def write_note(*, actor: Member, account: ClientAccount, text: str, now: dt.datetime) -> AccountNote:
    """Keep a note with its author and date, for the desk alone. Raises Invalid."""
    require(is_desk(actor))
    text = text.strip()
    if not text or len(text) > NOTE_LIMIT:
        raise Invalid({"text": _("Enter a note of at most %(most)s characters.") % {"most": NOTE_LIMIT}})
    with transaction.atomic():
        stored = locked(actor, account, no_key=True)
        note = AccountNote.objects.create(
            agency_id=stored.agency_id, account=stored, author_id=actor.member_id, text=text, at=now
        )
        note_account(stored, AccountVerb.WRITE_NOTE, actor=actor, now=now)
    return note


def remove_note(*, actor: Member, note: AccountNote, now: dt.datetime) -> AccountNote:
    """Take a note's words away; who wrote and who removed it, and when, stays. Twice does nothing."""
    require(can_remove_note(actor, note))
    with transaction.atomic():
        stored = locked(actor, note)
        if stored.removed_at is None:
            stored.text, stored.removed_at, stored.removed_by_id = "", now, actor.member_id
            stored.save(update_fields=["text", "removed_at", "removed_by"])
            note_account(stored.account, AccountVerb.REMOVE_NOTE, actor=actor, now=now)
    return stored
