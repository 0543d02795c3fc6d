"""Lists of mail that came in, for the desk, and of one's own reply addresses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import Credential
from project.base import marks
from project.base.mail_addresses import shown_email
from project.base.viewer import Member
from support.actions.reply_addresses import revoke_reply_addresses_of
from support.models import InboundMail, ReplyAddress
from support.states.inbound import VERDICT_TONES, Verdict

MAILS_ORDER, ADDRESSES_ORDER, KINDS = ("-received_at", "-id"), ("-created_at", "-id"), (dt.datetime, int)
#: Reply addresses that the security centre lists.
MOST_LISTED = 50


def mail_row(mail: InboundMail, now: dt.datetime) -> dict[str, Any]:
    """One mail; `mail` comes with its message's ticket."""
    ticket = mail.message.ticket if mail.message else None
    return {
        "address": shown_email(mail.address) or _("Erased sender"),
        "subject": mail.subject or _("(No subject)"),
        "verdict": marks.badge(Verdict(mail.verdict).label, VERDICT_TONES[Verdict(mail.verdict)]),
        "received": marks.deadline(mail.received_at, now=now, done=True),
        "number": ticket.number if ticket else "",
        "url": reverse("support:ticket", args=[ticket.number]) if ticket else "",
    }


def address_row(row: ReplyAddress, now: dt.datetime) -> dict[str, Any]:
    """One reply address; `row` comes with its ticket."""
    return {
        "number": row.ticket.number,
        "subject": row.ticket.subject,
        "url": reverse("support:ticket", args=[row.ticket.number]),
        "revoke_url": reverse("support:reply_address_revoke", args=[row.public_id]),
        "created": marks.deadline(row.created_at, now=now, done=True),
        "used": marks.deadline(row.last_used_at, now=now, done=True) if row.last_used_at else "",
    }


class ReplyCredentials:
    """See accounts.hooks.Credentials."""

    def live(self, viewer: Member) -> list[Credential]:
        rows = ReplyAddress.objects.visible_to(viewer).live().select_related("ticket")
        return [
            Credential(
                kind=_("Reply address"),
                name=row.ticket.number,
                created_at=row.created_at,
                last_used_at=row.last_used_at,
                path=reverse("support:reply_addresses"),
                revoke_path=reverse("support:reply_address_revoke", args=[row.public_id]),
            )
            for row in rows.order_by("-created_at", "-pk")[:MOST_LISTED]
        ]

    def revoke(self, *, user: Any, now: dt.datetime) -> int:
        return revoke_reply_addresses_of(user=user, now=now)
