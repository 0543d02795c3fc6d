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
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Mail, User
from accounts.signals import mail_leaves
from agencies.models import Agency
from agencies.rules.links import agency_host, agency_url
from project.base.brand import mail_colours
from project.base.jobs import defer


def write_mail(
    *,
    agency: Agency,
    kind: str,
    recipient: str,
    context: Mapping[str, Any],
    now: dt.datetime,
    host: str = "",
    message_id: str = "",
    thread: str = "",
    reader: User | None = None,
    is_gone: bool = False,
) -> Mail:
    """Render `templates/emails/<kind>.{subject.txt,txt,html}` in the agency's name and have it sent by a job.

    The row and the job are stored together with whatever transaction is open: no mail for a change that never
    was, none lost for one that was. `host` is the agency's host that links shall name, see `agency_host`. A
    `message_id` of the caller's makes the mail the only one of that id; `thread` is what mails about the same
    thing share. It is written in the language of `reader`, never in that of whoever caused it; in the
    installation's without one. It belongs to `reader`, else to whoever has the address; to nobody when the
    person `is_gone`.
    """
    language = reader.speaks if reader else settings.LANGUAGE_CODE
    with translation.override(language):
        words = _rendered(agency, kind, recipient, {**context, "language": language}, host)
    with transaction.atomic():
        owner = reader or User.objects.filter(email=recipient.lower()).first()
        mail = Mail.objects.create(
            agency=agency,
            user=None if is_gone else owner,
            message_id=message_id or f"<{uuid.uuid4().hex}@{agency_host(agency)}>",
            thread=thread,
            kind=kind,
            sender=sender_of(agency),
            recipient=recipient,
            created_at=now,
            **words,
        )
        defer("accounts.send_mail", mail_id=mail.pk)
    return mail


def _rendered(
    agency: Agency, kind: str, recipient: str, context: dict[str, Any], host: str
) -> dict[str, str]:
    facts = {**context, "agency": agency, "brand": agency.brand, "recipient": recipient}
    facts["colours"] = mail_colours(agency.brand.primary)
    facts["home_url"] = agency_url(agency, "/", host)
    return {
        # One line: a subject with a line break would be a header of the sender's choosing.
        "subject": " ".join(render_to_string(f"emails/{kind}.subject.txt", facts).split())[:200],
        "text": render_to_string(f"emails/{kind}.txt", facts).strip() + "\n",
        "html": render_to_string(f"emails/{kind}.html", facts),
    }


def sender_of(agency: Agency) -> str:
    """The From line: the agency's name before the installation's address,
    which alone may send by the mail server."""
    name = " ".join(agency.name.split())
    return str(Address(display_name=name, addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def deliver(*, mail_id: int, now: dt.datetime) -> bool:
    """Hand one mail to the mail server, then empty it of its text. Returns whether it was sent by this call.

    Does nothing when it was sent before or has been purged, and drops it when whoever wrote it no longer
    wants it to leave (accounts.signals). The row stays locked while the server answers, so two workers never
    send it side by side; a crash between the server's yes and our note sends it again under the same
    Message-ID. Errors of the mail server pass through: the job is tried again.
    """
    with transaction.atomic():
        mail = Mail.objects.select_for_update().filter(pk=mail_id, sent_at=None).first()
        if mail is None:
            return False
        if any(answer is False for _receiver, answer in mail_leaves.send(Mail, mail=mail)):
            mail.delete()
            return False
        message(mail).send()
        mail.sent_at, mail.text, mail.html = now, "", ""
        mail.save(update_fields=["sent_at", "text", "html"])
    return True


def message(mail: Mail) -> EmailMultiAlternatives:
    """The mail as the mail server gets it: text first, the HTML beside it."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.thread:
        headers |= {"In-Reply-To": mail.thread, "References": mail.thread}
    built = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, [mail.recipient], headers=headers)
    built.attach_alternative(mail.html, "text/html")
    return built
