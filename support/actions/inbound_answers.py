"""Answering somebody who wrote by mail and has no account here that we know of: the mail holds the answer
itself, because there is no page that they could read it on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.crypto import salted_hmac

from accounts.actions.mail import write_mail
from accounts.hooks import Attachment
from accounts.models import Mail
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_host
from project.base.ids import ALPHABET, LENGTH
from project.base.jobs import Urgency
from support.models import TicketEvent, TicketFile, TicketMessage
from support.rules.inbound_addresses import thread_of
from support.states.tickets import MessageKind

from .reply_addresses import reply_address_for

KIND = "support_answer"
#: Files of one answer, altogether: what nearly every mail server takes.
MOST_ATTACHED = 12 * 1024 * 1024
_ANSWER = re.compile(f"<answer\\.([{ALPHABET}]{{{LENGTH}}})\\.")


def answer_sender(*, event: TicketEvent, now: dt.datetime) -> bool:
    """Mail the reply of an event to the address that asked, once, as an answer to its mail. Nothing of
    another ticket, and no link that only people with an account can follow. Does nothing for a ticket of
    somebody who has one. Within the caller's transaction, under the event's lock."""
    ticket, message = event.ticket, event.message
    sender = ticket.sender
    if sender is None or not sender.address or message is None or message.kind != MessageKind.REPLY:
        return False
    mail_id = _mail_id(event.agency, message)
    if Mail.objects.filter(message_id=mail_id).exists():
        return False
    reply_to = reply_address_for(ticket=ticket, sender=sender, now=now)
    with translation.override(event.agency.speaks):
        attached, larger = fitting(message.files.select_related("file").order_by("pk"))
    write_mail(
        agency=event.agency,
        kind=KIND,
        recipient=sender.address,
        context={
            "subject": ticket.subject,
            "number": ticket.number,
            "text": message.text,
            "attached": [file.name for file in attached],
            "larger": [file.name for file in larger],
            "by_reply": bool(reply_to),
        },
        urgency=Urgency.SOON,
        now=now,
        message_id=mail_id,
        thread=_asked_in(event) or thread_of(ticket),
        reply_to=reply_to,
    )
    return True


def fitting(files: Iterable[TicketFile]) -> tuple[list[TicketFile], list[TicketFile]]:
    """Those that go along with a mail, and those for which it has no room."""
    room, attached, larger = MOST_ATTACHED, [], []
    for file in files:
        if file.file.size <= room:
            room -= file.file.size
            attached.append(file)
        else:
            larger.append(file)
    return attached, larger


def attachments(mail: Mail) -> list[Attachment]:
    """The files of an answer that is about to leave."""
    named = _ANSWER.match(mail.message_id)
    rows = TicketFile.objects.filter(agency=mail.agency, message__public_id=named[1] if named else "")
    attached, _larger = fitting(rows.select_related("file").order_by("pk"))
    return [
        Attachment(
            file.name, (Path(settings.MEDIA_ROOT) / file.file.path).read_bytes(), file.file.content_type
        )
        for file in attached
    ]


def _asked_in(event: TicketEvent) -> str:
    """The latest mail of whoever asked, which this one answers."""
    rows = TicketMessage.objects.filter(ticket=event.ticket, sender__isnull=False, inbound__isnull=False)
    return rows.order_by("-pk").values_list("inbound__mail_id", flat=True).first() or ""


def _mail_id(agency: Agency, message: TicketMessage) -> str:
    mark = salted_hmac("support.answer", message.public_id, algorithm="sha256").hexdigest()[:32]
    return f"<answer.{message.public_id}.{mark}@{agency_host(agency)}>"
