"""The jobs of accounts: send a mail, tidy up. Each may run twice without harm."""

from __future__ import annotations

import datetime as dt

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from project.base.clock import now
from project.base.jobs import MAIL_QUEUE, task

from .actions import sweeps
from .actions.exports import make_export
from .actions.mail import GivenUp, NotNow, deliver, next_try, wait_for_host
from .actions.token_expiry import tell_of_expiring
from .mail.login_alerts import tell_of_sign_in
from .mail.second_factor import tell_of_rule


class AtItsTime(BaseRetryStrategy):
    """A mail is tried again when it says so. The mail counts its tries, the job does not: waiting for a
    server that rests, or for another worker's claim, is no try."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, GivenUp):
            return None
        at = exception.at if isinstance(exception, NotNow) else now() + dt.timedelta(minutes=1)
        return RetryDecision(retry_at=at)


@task("accounts.send_mail", queue=MAIL_QUEUE, retry=AtItsTime())
def send_mail(mail_id: int) -> None:
    """Send one mail, once as far as we can know; what the mail server refuses is tried again later."""
    wait_for_host(now=now())
    try:
        deliver(mail_id=mail_id, now=now())
    except OSError as error:
        at = next_try(mail_id=mail_id, now=now())
        raise (NotNow(at) if at else GivenUp()) from error


@task("accounts.tidy_up", every="17 3 * * *")
def tidy_up(timestamp: int) -> None:
    """Delete old counters, the traces of old mails, old changes of address, acts of sessions, mailed codes,
    security events and acts of managers beyond their time, copies of data whose link has died, and what
    browsers left of sessions that are over, once a day."""
    sweeps.purge_counters(now=now())
    sweeps.purge_mails(now=now())
    sweeps.purge_email_changes(now=now())
    sweeps.purge_backups(now=now())
    sweeps.purge_acts(now=now())
    sweeps.purge_codes(now=now())
    sweeps.purge_events(now=now())
    sweeps.purge_recovery(now=now())
    sweeps.purge_notices(now=now())
    sweeps.purge_exports(now=now())
    sweeps.purge_sessions(now=now())


@task("accounts.tell_of_sign_in")
def tell_of_alert(alert_id: int) -> None:
    """Tell a person of a sign-in with something new, in the ways they chose, each once."""
    tell_of_sign_in(alert_id=alert_id, now=now())


@task("accounts.tell_of_tokens", every="23 * * * *")
def tell_of_tokens(timestamp: int) -> None:
    """Every hour: tell people of access tokens that expire within days, once each."""
    tell_of_expiring(now=now())


@task("accounts.make_export")
def make_data_export(export_id: int) -> None:
    """Make a person's copy of their data, once."""
    make_export(export_id=export_id, now=now())


@task("accounts.close_accounts", every="*/10 * * * *")
def close_accounts(timestamp: int) -> None:
    """Every ten minutes: close the accounts whose day has come."""
    sweeps.close_due(now=now())


@task("accounts.reset_factors", every="*/10 * * * *")
def reset_factors(timestamp: int) -> None:
    """Every ten minutes: carry out the resets of second factors whose waiting day is over."""
    sweeps.reset_due(now=now())


@task("accounts.tell_of_second_factor")
def tell_of_second_factor(event_id: int) -> None:
    """Tell those who have no second factor that one is required of them, each once about one change."""
    tell_of_rule(event_id=event_id, now=now())
