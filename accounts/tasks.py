"""The jobs of accounts: send a mail, tidy up. Each may run twice without harm."""

from __future__ import annotations

from project.base.clock import now
from project.jobs import task

from .actions.addresses import purge_email_changes
from .actions.mail import deliver, purge_mails
from .limits import purge_counters


@task("accounts.send_mail")
def send_mail(mail_id: int) -> None:
    """Send one mail, once as far as we can know; what the mail server refuses is tried again later."""
    deliver(mail_id=mail_id, now=now())


@task("accounts.tidy_up", every="17 3 * * *")
def tidy_up(timestamp: int) -> None:
    """Delete old counters, the traces of old mails and old changes of address, once a day."""
    purge_counters(now=now())
    purge_mails(now=now())
    purge_email_changes(now=now())
