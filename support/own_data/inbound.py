"""What the support app keeps of mail that came in: of a person, and of whoever wrote without an account, who
is found by the address alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, Tie, enclosed, exported
from agencies.models import Agency, Membership
from project.base.viewer import Member
from support.models import InboundMail, MailSender, ReplyAddress, TicketFile, TicketMessage

__all__ = ["InboundKeeper", "MailSenders"]


class InboundKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        mine = Q(member_id=viewer.member_id) | Q(address=viewer.membership.user.email)
        rows = InboundMail.objects.filter(mine, agency_id=viewer.agency_id)
        yield Part("mails_in", _("Emails that came from you, or named your address."), _mails(rows), place=84)
        addresses = ReplyAddress.objects.visible_to(viewer).select_related("ticket").order_by("pk")
        about = _("The addresses to which you reply about a ticket.")
        yield Part("reply_addresses", about, map(_address, addresses.iterator()), place=84)
        yield from MailSenders().parts(email=viewer.membership.user.email, agency=viewer.agency)

    def ties(self, viewer: Member) -> list[Tie]:
        return []

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """What came in by their address speaks for nobody any more, and what named it is nameless."""
        agency = membership.agency
        live = ReplyAddress.objects.live().filter(agency=agency, member=membership)
        live.update(revoked_at=now)
        InboundMail.objects.filter(agency=agency, member=membership).update(address="")
        MailSenders().erase(email=membership.user.email, agency=agency, now=now)


class MailSenders:
    """Registered in apps.py; see accounts.hooks.Strangers."""

    def knows(self, *, email: str, agency: Agency) -> bool:
        return (
            MailSender.objects.filter(agency=agency, address=email).exists()
            or InboundMail.objects.filter(agency=agency, address=email).exists()
        )

    def parts(self, *, email: str, agency: Agency) -> Iterator[Part | Enclosure]:
        said = TicketMessage.objects.filter(agency=agency, sender__address=email).exclude(sender__address="")
        about = _("What was asked by email in the name of this address, with the answers.")
        yield Part("tickets_by_mail", about, _said(said), place=84)
        files = TicketFile.objects.filter(message__in=said).select_related("file").order_by("pk")
        for file in files.iterator():
            yield enclosed(file, "tickets_by_mail", place=84)

    def erase(self, *, email: str, agency: Agency, now: dt.datetime) -> int:
        """Tickets stay, as those of people do; the address and the name are gone, and no reply comes in."""
        rows = MailSender.objects.filter(agency=agency, address=email, erased_at=None)
        live = ReplyAddress.objects.live().filter(agency=agency, sender__in=rows)
        live.update(revoked_at=now)
        count = rows.update(address="", name="", erased_at=now)
        mails = InboundMail.objects.filter(agency=agency, address=email)
        refused, _each = mails.refused().delete()
        return count + refused + mails.update(address="")


def _mails(rows: Any) -> Iterator[dict[str, Any]]:
    for row in rows.select_related("message__ticket").order_by("pk").iterator():
        ticket = row.message.ticket.number if row.message else None
        yield exported(row, "received_at", "address", "subject", "verdict", "quoted", ticket=ticket)


def _address(row: ReplyAddress) -> dict[str, Any]:
    return exported(row, "created_at", "last_used_at", "revoked_at", ticket=row.ticket.number)


def _said(rows: Any) -> Iterator[dict[str, Any]]:
    """Each question, and after it what the agency answered on that ticket."""
    tickets = rows.order_by("ticket").values_list("ticket", flat=True).distinct()
    for ticket in list(tickets):
        lines = TicketMessage.objects.filter(ticket=ticket).exclude(kind="note").order_by("pk")
        for line in lines.select_related("ticket", "author"):
            yield exported(line, "sent_at", "kind", "author__public_name", "text", ticket=line.ticket.number)
