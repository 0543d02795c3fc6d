"""Mail that comes in, for tests: real files of mail, and a maildir."""

from __future__ import annotations

from pathlib import Path

from django.core import mail as outbox

from accounts.actions.mail import deliver
from accounts.models import Mail
from support.actions.inbound import take_mail
from support.actions.reply_addresses import reply_address_for
from support.mail import write_about_ticket
from support.models import InboundMail, ReplyAddress, Ticket
from tests.helpers.cast import START, Cast

MAILS = Path(__file__).parents[1] / "mails"
ADDRESS = "help@in.example"
INKWELL = "help+ink@in.example"


def raw(name: str, to: str = INKWELL, *, more: str = "") -> bytes:
    """A file of mail as it came; `to` where it says so, and `more` headers before its own."""
    content = (MAILS / f"{name}.eml").read_bytes().replace(b"{to}", to.encode())
    return more.replace("\n", "\r\n").encode() + content


def written(
    text: str = "Hello.", *, to: str = INKWELL, sender: str = "ada@books.example", **more: str
) -> bytes:
    """A plain mail; `more` are headers, with _ for a hyphen, in place of its own."""
    headers = {"From": sender, "To": to, "Subject": "Question", "Message-ID": "<one@books.example>"}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "\r\n".join(f"{name}: {value}" for name, value in headers.items())
    return f"{head}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()


def taken(content: bytes) -> InboundMail:
    """What became of a mail at the one agency it was for."""
    (row,) = take_mail(raw=content, now=START)
    return InboundMail.objects.select_related("message__ticket", "answers").get(pk=row.pk)


def reply_to(cast: Cast, ticket: Ticket, by: str = "clara") -> str:
    """The address that speaks for somebody on a ticket."""
    return reply_address_for(ticket=ticket, member=getattr(cast, by).membership, now=START)


def addressed(ticket: Ticket) -> ReplyAddress:
    """The reply address of whoever asked, as it is stored."""
    return ReplyAddress.objects.create(
        agency_id=ticket.agency_id, ticket=ticket, member_id=ticket.requester_id, created_at=ticket.opened_at
    )


def sent(ticket: Ticket, verb: str) -> list[outbox.EmailMessage]:
    """The mails of the last event of this verb, as they leave; told twice, each leaves once."""
    event, before = (
        ticket.events.filter(verb=verb).latest("pk"),
        set(Mail.objects.values_list("pk", flat=True)),
    )
    for _run in range(2):
        write_about_ticket(event_id=event.pk, now=START)
    outbox.outbox.clear()
    for row in Mail.objects.exclude(pk__in=before).order_by("pk"):
        deliver(mail_id=row.pk, now=START)
    return list(outbox.outbox)
