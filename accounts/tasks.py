"""The jobs of accounts: send a mail, tidy up. Each may run twice without harm."""

from __future__ import annotations

from agencies.actions.security_log import purge_events
from project.base.clock import now
from project.jobs import task

from .actions.addresses import purge_email_changes
from .actions.closing import close_due
from .actions.exports import make_export, purge_exports
from .actions.mail import deliver, purge_mails
from .actions.notices import purge_notices
from .actions.sessions import purge_sessions
from .mail.login_alerts import tell_of_sign_in
from .rules.limits import purge_counters


@task("accounts.send_mail")
def send_mail(mail_id: int) -> None:
    """Send one mail, once as far as we can know; what the mail server refuses is tried again later."""
    deliver(mail_id=mail_id, now=now())


@task("accounts.tidy_up", every="17 3 * * *")
def tidy_up(timestamp: int) -> None:
    """Delete old counters, the traces of old mails, old changes of address, security events beyond their time, copies of data
    whose link has died, and what browsers left of sessions that are over, once a day."""
    purge_counters(now=now())
    purge_mails(now=now())
    purge_email_changes(now=now())
    purge_events(now=now())
    purge_notices(now=now())
    purge_exports(now=now())
    purge_sessions(now=now())


@task("accounts.tell_of_sign_in")
def tell_of_alert(alert_id: int) -> None:
    """Tell a person of a sign-in with something new, in the ways they chose, each once."""
    tell_of_sign_in(alert_id=alert_id, now=now())


@task("accounts.make_export")
def make_data_export(export_id: int) -> None:
    """Make a person's copy of their data, once."""
    make_export(export_id=export_id, now=now())


@task("accounts.close_accounts", every="*/10 * * * *")
def close_accounts(timestamp: int) -> None:
    """Every ten minutes: close the accounts whose day has come."""
    close_due(now=now())
