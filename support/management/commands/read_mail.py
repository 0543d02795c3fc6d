"""manage.py read_mail"""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from project.base.clock import now
from project.base.errors import QuillhouseError
from support.actions.inbound import take_mail
from support.adapters.mailboxes import Mailbox, Waiting
from support.adapters.sources import NoMailbox, mailbox_at
from support.states.inbound import TAKEN

log = logging.getLogger("quillhouse.mail")
#: Mails of one run, unless it says another number.
MOST = 200
UNKNOWN, KEPT = "no address of ours", "tried again next time"


class Command(BaseCommand):
    help = (
        "Reads mail to support from MAIL_IN_URL: onto tickets, or refused. Run it every minute; each mail is "
        "taken once, however often it is read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=MOST, help=f"How many mails at most ({MOST}).")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_IN_ADDRESS:
            raise CommandError("Set MAIL_IN_ADDRESS to the address that people write to.")
        try:
            mailbox = mailbox_at(settings.MAIL_IN_URL, settings.MAIL_IN_CA_FILE)
        except NoMailbox as problem:
            raise CommandError(str(problem)) from problem
        counts: Counter[str] = Counter()
        try:
            for mail in mailbox.waiting(max(options["most"], 0)):
                counts.update(self._take(mail))
        except OSError as problem:
            raise CommandError(f"The mailbox can’t be read: {problem}") from problem
        finally:
            mailbox.close()
        told = ", ".join(f"{count} {words}" for words, count in sorted(counts.items()))
        self.stdout.write(told or "No mail.")
        if counts[KEPT]:
            raise CommandError("Some mails could not be stored; see the log.")

    def _take(self, mail: Waiting) -> list[str]:
        """What became of one: each in a transaction of its own, and marked as read only then."""
        raw = mail.read()
        if raw is None:
            return []
        try:
            rows = take_mail(raw=raw, now=now())
        except (QuillhouseError, DatabaseError) as error:
            log.error("mail_not_taken", extra={"event": "mail_not_taken", "reason": type(error).__name__})
            return [KEPT]
        mail.done(any(row.verdict in TAKEN for row in rows))
        return [row.get_verdict_display().lower() for row in rows] or [UNKNOWN]


__all__ = ["Command", "Mailbox"]
