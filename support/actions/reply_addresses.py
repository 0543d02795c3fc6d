"""The addresses to which people reply about a ticket: made when we mail them, ended when they say so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction

from agencies.models import Agency, Membership
from project.base.errors import NotVisible
from project.base.viewer import Member
from support.models import MailSender, ReplyAddress, Ticket
from support.rules.inbound_addresses import Named, is_signed, reply_address


def reply_address_for(
    *, ticket: Ticket, member: Membership | None = None, sender: MailSender | None = None, now: dt.datetime
) -> str:
    """The address that speaks for this person, or this sender, on this ticket; the same one for each mail,
    until it is revoked. "" where the installation reads no mail. For mails that are written to them alone."""
    if not settings.MAIL_IN_ADDRESS:
        return ""
    whose: dict[str, Any] = {"ticket": ticket, "member": member, "sender": sender}
    rows = ReplyAddress.objects.live().filter(agency_id=ticket.agency_id)
    made = {"agency_id": ticket.agency_id, "created_at": now}
    row, _new = rows.get_or_create(**whose, revoked_at=None, defaults=made)
    return reply_address(row, ticket.agency)


def revoke_reply_address(*, actor: Member, row: ReplyAddress, now: dt.datetime) -> ReplyAddress:
    """End an address of one's own: what still comes to it is a stranger’s mail. The next mail about the
    ticket brings another one. The second click does nothing. Raises NotVisible for somebody else's."""
    with transaction.atomic():
        own = ReplyAddress.objects.visible_to(actor).select_for_update(of=("self",))
        stored = own.filter(pk=row.pk).first()
        if stored is None:
            raise NotVisible()
        if stored.revoked_at is None:
            stored.revoked_at = now
            stored.save(update_fields=["revoked_at"])
    return stored


def revoke_reply_addresses_of(*, user: Any, now: dt.datetime) -> int:
    """All of a person, at every agency: for "it was not me", and for whoever leaves. Returns how many. Asks
    no right."""
    return ReplyAddress.objects.live().filter(member__user=user).update(revoked_at=now)


def proven(*, agency: Agency, named: Named, now: dt.datetime) -> ReplyAddress | None:
    """Whose the address is that a mail came to: None unless it is signed, not revoked, and its person still
    comes in here. Notes the use, within the caller's transaction."""
    if not named.public_id:
        return None
    related = ("ticket__sender", "ticket__requester", "member__user", "sender")
    rows = ReplyAddress.objects.live().select_related(*related).select_for_update(of=("self",), no_key=True)
    row = rows.filter(agency=agency, public_id=named.public_id).first()
    if row is None or not is_signed(row, named.mark) or not _is_there(row):
        return None
    row.last_used_at = now
    row.save(update_fields=["last_used_at"])
    row.ticket.agency = agency
    return row


def _is_there(row: ReplyAddress) -> bool:
    if row.member is None:
        return row.sender is not None and row.sender.erased_at is None
    return row.member.acts and row.member.user.is_active
