"""Taking mail that comes in: onto the ticket whose reply address it came to, else onto one of its own.

A mail counts as a person's by the address that we mailed them and by nothing else: what it says of its sender
proves nothing. Whatever is refused is noted and never answered, so nobody learns who has an account.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Mail
from agencies.models import Agency
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.features import is_on
from project.base.viewer import LinkHolder, Member
from support.models import InboundMail, MailSender, ReplyAddress, Ticket, TicketMessage
from support.rules.inbound import MOST_BYTES, MOST_HOPS, Head, Unreadable, read_head
from support.rules.inbound_addresses import Named, addresses_of_ours, is_ours, numbers_in
from support.rules.inbound_parts import Body, read_body
from support.states.inbound import MAIL_SENDER, Verdict

from .inbound_files import with_files
from .reply_addresses import proven
from .tickets import open_ticket, open_ticket_of_sender, write_question

#: Mails of one address, and mails of strangers to one agency, that are taken within an hour.
MOST_OF_SENDER, MOST_OF_STRANGERS = 30, 200
HOUR = dt.timedelta(hours=1)
#: Tickets of which one mail can be: it went to that many agencies.
MOST_AGENCIES = 5


@dataclass(frozen=True)
class Letter:
    """A mail, read."""

    head: Head
    body: Body


def take_mail(*, raw: bytes, now: dt.datetime) -> list[InboundMail]:
    """Take one mail, and return what became of it at each agency that it was sent to: nothing when it names
    no address of ours, or nobody could answer it. A second call with the same mail returns the same rows.

    Whatever it opens or says is stored together with its row, or not at all: whoever dies in between reads it
    again, once. Asks no right: the address that the mail came to is asked instead.
    """
    try:
        head = read_head(raw)
    except Unreadable:
        return []
    codes = {one.code: one for one in _named(head)[:MOST_AGENCIES]}
    agencies = Agency.objects.select_related("brand").filter(code__in=codes).order_by("code")
    return [_take(agency, codes[agency.code], head, raw, now) for agency in agencies]


def _named(head: Head) -> list[Named]:
    """The agencies that it came to, as the mail server says, else as it says itself; each with the reply
    address that it names anywhere."""
    named = addresses_of_ours((*head.delivered, *head.written))
    came = {one.code for one in addresses_of_ours(head.delivered)}
    return [one for one in named if one.code in came] if came else named


def _take(agency: Agency, named: Named, head: Head, raw: bytes, now: dt.datetime) -> InboundMail:
    known = InboundMail.objects.filter(agency=agency, mail_id=head.message_id).first()
    if known is not None:
        return known
    verdict, letter = _refusal(agency, named, head, len(raw), now), None
    if verdict is None:
        try:
            letter = Letter(head, read_body(raw, head.subject))
        except Unreadable:
            verdict = Verdict.UNREADABLE
    facts = {"address": head.address, "subject": head.subject, "received_at": now}
    with transaction.atomic(), translation.override(agency.speaks):
        row, made = InboundMail.objects.get_or_create(
            agency=agency,
            mail_id=head.message_id,
            defaults={**facts, "verdict": verdict or Verdict.FLOOD},
        )
        if made and letter is not None:
            _say(row, agency, named, letter, now)
    return row


def _refusal(agency: Agency, named: Named, head: Head, size: int, now: dt.datetime) -> Verdict | None:
    """Why a mail is not even read; None when it is."""
    if head.hops > MOST_HOPS or _is_own(head):
        return Verdict.LOOP
    if head.automatic:
        return Verdict.AUTOMATIC
    if agency.suspended_at is not None or not is_on(agency, "support"):
        return Verdict.OFF
    if size > MOST_BYTES:
        return Verdict.TOO_LARGE
    if not named.public_id and _too_many(_strangers(agency, now).filter(address=head.address)):
        return Verdict.FLOOD
    return None


def _is_own(head: Head) -> bool:
    """Whether it comes from here: from one of our addresses, or as one of the mails that we sent."""
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").lower()
    own = head.address == sender or is_ours(head.address)
    return own or Mail.objects.filter(message_id=head.message_id).exists()


def _say(row: InboundMail, agency: Agency, named: Named, letter: Letter, now: dt.datetime) -> None:
    """Put the mail onto a ticket, and note where; it stays refused when there are too many."""
    reply = proven(agency=agency, named=named, now=now)
    try:
        message = _reply(row, reply, letter, now) if reply else None
        row.verdict = Verdict.ACCEPTED
        if message is None:
            message, row.verdict = _of_stranger(row, agency, letter, now), Verdict.UNVERIFIED
    except Invalid:
        return
    row.message, row.quoted = message, letter.body.quoted
    row.save()


def _reply(row: InboundMail, reply: ReplyAddress, letter: Letter, now: dt.datetime) -> TicketMessage | None:
    """By whom we mailed: on their ticket, or on a new one that goes on from it when it is closed. None when
    the ticket is not theirs to write on any longer."""
    ticket, actor = reply.ticket, _actor(reply)
    own = Q(member=reply.member) if reply.member else Q(message__sender=reply.sender)
    if _too_many(_lately(ticket.agency, now).filter(own, verdict=Verdict.ACCEPTED)):
        raise Invalid({"": _("Too many emails within an hour.")})
    try:
        message = with_files(row, letter.body, partial(write_question, actor=actor, ticket=ticket, now=now))
    except WrongState:
        message = _after(row, actor, ticket, letter, now)
    except (NotAllowed, NotVisible):
        return None
    row.member = reply.member
    return message


def _actor(reply: ReplyAddress) -> Member | LinkHolder:
    """Whoever has the address."""
    agency = reply.ticket.agency
    if reply.member is not None:
        return Member(agency, membership=reply.member)
    return LinkHolder(agency, kind=MAIL_SENDER, public_id=reply.sender.public_id if reply.sender else "")


def _after(
    row: InboundMail, actor: Member | LinkHolder, ticket: Ticket, letter: Letter, now: dt.datetime
) -> TicketMessage:
    """A ticket that goes on from a closed one."""
    facts: dict[str, Any] = {"subject": ticket.subject, "follows": ticket, "now": now}
    if isinstance(actor, Member):
        return _first(with_files(row, letter.body, partial(open_ticket, actor=actor, **facts)))
    sender = ticket.sender
    if sender is None:
        raise NotAllowed
    return _first(with_files(row, letter.body, partial(open_ticket_of_sender, sender=sender, **facts)))


def _of_stranger(row: InboundMail, agency: Agency, letter: Letter, now: dt.datetime) -> TicketMessage:
    """A ticket of its own. Raises Invalid when strangers wrote too often."""
    head, strange = letter.head, _strangers(agency, now).exclude(pk=row.pk)
    taken = strange.filter(verdict=Verdict.UNVERIFIED)[:MOST_OF_STRANGERS].count()
    if taken >= MOST_OF_STRANGERS or _too_many(strange.filter(address=head.address)):
        raise Invalid({"": _("Too many emails within an hour.")})
    sender, _made = MailSender.objects.get_or_create(
        agency=agency, address=head.address, erased_at=None, defaults={"name": head.name, "first_at": now}
    )
    subject, sender.agency = head.subject or str(_("(No subject)")), agency
    opened = partial(open_ticket_of_sender, sender=sender, subject=subject, now=now)
    message = _first(with_files(row, letter.body, opened))
    row.answers = _claimed(agency, head)
    return message


def _lately(agency: Agency, now: dt.datetime) -> QuerySet[InboundMail]:
    return InboundMail.objects.filter(agency=agency, received_at__gt=now - HOUR)


def _strangers(agency: Agency, now: dt.datetime) -> QuerySet[InboundMail]:
    """Mails of late that count as nobody's. Whoever writes in somebody's name must not use up what that
    person may send."""
    return _lately(agency, now).exclude(verdict=Verdict.ACCEPTED)


def _too_many(rows: QuerySet[InboundMail]) -> bool:
    return rows[:MOST_OF_SENDER].count() >= MOST_OF_SENDER


def _claimed(agency: Agency, head: Head) -> Ticket | None:
    """The ticket that it says it answers, by the ids of earlier mails of both sides: for the desk to look
    at."""
    rows = InboundMail.objects.filter(agency=agency, mail_id__in=head.answers, message__isnull=False)
    earlier = rows.select_related("message__ticket").order_by("-pk").first()
    if earlier is not None and earlier.message is not None:
        return earlier.message.ticket
    numbers = numbers_in(agency, head.answers)
    return Ticket.objects.filter(agency=agency, number__in=numbers).order_by("pk").first()


def _first(ticket: Ticket) -> TicketMessage:
    """What was said when it was opened."""
    return ticket.messages.order_by("pk")[0]
