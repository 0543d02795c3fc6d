"""That a person has looked at a draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from clients.rules.accounts import account_role
from drafts.models import DraftView, OrderDraft
from project.base.errors import require
from project.base.viewer import Member

from .drafts import locked_draft


def note_viewed(*, actor: Member, draft: OrderDraft, now: dt.datetime) -> None:
    """Note that the actor has looked at a draft of one of their accounts, as a reader of it, too. The latest
    counts; the draft itself, its version included, stays as it is."""
    require(bool(account_role(actor, draft.account_id)))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        mine: dict[str, Any] = {"agency_id": actor.agency_id, "draft": stored, "member_id": actor.member_id}
        DraftView.objects.update_or_create(**mine, defaults={"at": now})
