"""Mail leaves as a job: written with the change that causes it, sent once that change is stored."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from accounts.hooks import attachments, mail_headers
from accounts.models import Mail, User
from accounts.signals import mail_leaves
from agencies.models import Agency, Branding
from agencies.rules.absolute_urls import agency_host, agency_url
from project.base.brand import mail_colours
from project.base.features import leaves
from project.base.jobs import GivenUp, NotNow, Urgency, defer
from project.base.mail_addresses import canonical_email

from . import mail_hosts
from .mail_logo import logo_facts, logo_of

#: How long a claim holds: longer than a talk with the mail server may take (accounts/adapters/smtp.py), so
#: that a mail whose worker was killed is late by this, and one whose server is slow goes out once.
LEASE = dt.timedelta(minutes=4)
MOST_TRIES = 9


def write_mail(
    *,
    agency: Agency,
    kind: str,
    recipient: str,
    context: Mapping[str, Any],
    urgency: Urgency,
    now: dt.datetime,
    host: str = "",
    message_id: str = "",
    thread: str = "",
    reader: User | None = None,
    reply_to: str = "",
    is_gone: bool = False,
) -> Mail:
    """Render `templates/emails/<kind>.{subject.txt,txt,html}` in the agency's name and have it sent by a job.

    The row and the job are stored together with whatever transaction is open: no mail for a change that never
    was, none lost for one that was. `urgency` says who waits for it. `host` is the agency's host that links
    shall name, see `agency_host`. A `message_id` of the caller's makes the mail the only one of that id;
    `thread` is what mails about the same thing share. It is written in the language of `reader`, never in
    that of whoever caused it; in the agency's without one. It belongs to `reader`, else to whoever has
    the address; to nobody when the person `is_gone`. Replies go to `reply_to`, else to where the
    agency has them go.
    """
    language = reader.speaks_at(agency) if reader else agency.speaks
    with translation.override(language):
        words = _rendered(agency, kind, recipient, {**context, "language": language}, host)
    with transaction.atomic():
        owner = reader or User.objects.filter(email=canonical_email(recipient)).first()
        mail = Mail.objects.create(
            agency=agency,
            user=None if is_gone else owner,
            message_id=message_id or f"<{uuid.uuid4().hex}@{agency_host(agency)}>",
            thread=thread,
            kind=kind,
            sender=sender_of(agency),
            reply_to=reply_to or agency.brand.reply_to,
            recipient=recipient,
            created_at=now,
            **words,
        )
        defer("accounts.send_mail", urgency, mail_id=mail.pk)
    return mail


def _rendered(
    agency: Agency, kind: str, recipient: str, context: dict[str, Any], host: str
) -> dict[str, str]:
    facts = {**context, "agency": agency, "brand": agency.brand, "recipient": recipient}
    facts["colours"] = mail_colours(agency.brand.primary, agency.brand.primary_dark, agency.brand.accent)
    facts["home_url"] = agency_url(agency, "/", host)
    facts["logo"] = logo_facts(agency.brand)
    return {
        # One line: a subject with a line break would be a header of the sender's choosing.
        "subject": " ".join(render_to_string(f"emails/{kind}.subject.txt", facts).split())[:200],
        "text": _with_brand(agency.brand, render_to_string(f"emails/{kind}.txt", facts).strip()),
        "html": render_to_string(f"emails/{kind}.html", facts),
    }


def _with_brand(brand: Branding, text: str) -> str:
    """The text between the line and the signature of the agency's look."""
    parts = (brand.mail_header, text, brand.mail_signature)
    return "\n\n".join(part for part in parts if part) + "\n"


def sender_of(agency: Agency) -> str:
    """The From line: the agency's sender name, else its own, before the installation's address, which alone
    may send by the mail server."""
    name = " ".join((agency.brand.mail_sender or agency.name).split())
    return str(Address(display_name=name, addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def deliver(*, mail_id: int, now: dt.datetime) -> bool:
    """Hand one mail to the mail server, then empty it of its text. Returns whether it was sent by this call.

    Claims it, talks, and notes what came of it, in that order, and talks outside of any transaction: however
    long the server takes, no row is locked meanwhile. Two workers never send it side by side; a crash between
    the server's yes and our note sends it again under the same Message-ID. Does nothing when it was sent
    before or has been purged, and drops it when whoever wrote it no longer wants it to leave
    (accounts.signals), or the operator has suspended the agency. Errors of the mail server pass through, see
    `next_try`.

    Raises:
        NotNow: another worker has it.
        GivenUp: it was tried often enough.
    """
    mail = _claimed(mail_id, now)
    if mail is None:
        return False
    try:
        message(mail).send()
    except OSError as error:
        mail_hosts.note_failure(settings.EMAIL_HOST, error)
        _own(mail).update(claimed_until=None)
        raise
    mail_hosts.note_answer(settings.EMAIL_HOST)
    _own(mail).update(sent_at=now, text="", html="", claimed_until=None)
    return True


def wait_for_host(*, now: dt.datetime) -> None:
    """Raises NotNow while the mail server rests (mail_hosts)."""
    if seconds := mail_hosts.rest_of(settings.EMAIL_HOST):
        raise NotNow(now + dt.timedelta(seconds=seconds))


def next_try(*, mail_id: int, now: dt.datetime) -> dt.datetime | None:
    """When a mail that could not be sent is tried again: after 4 s, 16 s, 64 s … for about a day, by the
    talks it has caused. None when it was tried often enough, or is gone."""
    tries = Mail.objects.filter(pk=mail_id).values_list("tries", flat=True).first()
    return now + dt.timedelta(seconds=4**tries) if tries and tries < MOST_TRIES else None


def _claimed(mail_id: int, now: dt.datetime) -> Mail | None:
    """The mail, nobody else's until its lease is over; None when there is nothing to send."""
    with transaction.atomic():
        rows = Mail.objects.select_for_update(of=("self",)).select_related("agency")
        mail = rows.filter(pk=mail_id, sent_at=None).first()
        if mail is None:
            return None
        if mail.claimed_until and mail.claimed_until > now:
            raise NotNow(mail.claimed_until)
        if mail.tries >= MOST_TRIES:
            raise GivenUp
        if mail.agency.suspended_at or not _may_leave(mail):
            mail.delete()
            return None
        mail.claimed_until, mail.tries = now + LEASE, mail.tries + 1
        mail.save(update_fields=["claimed_until", "tries"])
    return mail


def _may_leave(mail: Mail) -> bool:
    kept = any(answer is False for _receiver, answer in mail_leaves.send(Mail, mail=mail))
    return not kept and leaves(mail.agency, mail.kind)


def _own(mail: Mail) -> QuerySet[Mail]:
    """The row as long as our claim holds: what another worker has claimed since is not ours to note."""
    return Mail.objects.filter(pk=mail.pk, sent_at=None, claimed_until=mail.claimed_until)


def message(mail: Mail) -> EmailMultiAlternatives:
    """The mail as the mail server gets it: text first, the HTML beside it, with the agency's logo if it shows
    one, then files."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.thread:
        headers |= {"In-Reply-To": mail.thread, "References": mail.thread}
    if mail.reply_to:
        headers["Reply-To"] = mail.reply_to
    for kind, more in mail_headers.items():
        headers |= more(mail) if kind == mail.kind else {}
    built = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, [mail.recipient], headers=headers)
    built.attach_alternative(mail.html, "text/html")
    for kind, attached in attachments.items():
        for file in attached(mail) if kind == mail.kind else ():
            built.attach(file.name, file.body, file.content_type)
    if logo := logo_of(mail):
        # A program that reads mail shows what is related within the text; beside files it finds it as well.
        if not built.attachments:
            built.mixed_subtype = "related"  # type: ignore[attr-defined]  # which its types lack
        built.attach(logo)
    return built
