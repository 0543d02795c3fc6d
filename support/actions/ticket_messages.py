"""What is said on tickets, as it is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from agencies.actions.files import attach_all
from project.base.errors import Invalid
from project.base.ids import public_id
from project.base.viewer import Viewer
from support.models import Ticket, TicketMessage
from support.states.tickets import MessageKind


def check_words(text: str, *, subject: str | None = None) -> None:
    """Something has to be said. Raises Invalid under "subject" or "text"."""
    problems = {}
    if subject is not None and not subject.strip():
        problems["subject"] = _("Enter what it is about.")
    if not text.strip():
        problems["text"] = _("Write something.")
    if problems:
        raise Invalid(problems)


def sent_before(actor: Viewer, key: str, *tickets: Ticket) -> TicketMessage | None:
    """What the same form sent already, perhaps before its ticket was merged."""
    rows = TicketMessage.objects.filter(ticket__in=tickets, author_id=actor.member_id or None, form_key=key)
    return rows.first() if key else None


def say(
    ticket: Ticket,
    actor: Viewer,
    kind: MessageKind,
    text: str,
    uploads: Sequence[Any],
    key: str,
    now: dt.datetime,
) -> TicketMessage:
    """Store a message with its files on a locked ticket. Asks no right: the verb has asked it. Raises Invalid
    under "files"."""
    message = TicketMessage.objects.create(
        agency_id=actor.agency_id,
        ticket=ticket,
        author_id=actor.member_id or None,
        sender_id=None if actor.member_id else ticket.sender_id,
        kind=kind,
        text=text,
        sent_at=now,
        form_key=key or public_id(),
    )
    attach_all(message.files, actor=actor, uploads=uploads, now=now)
    return message
