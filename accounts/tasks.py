"""The jobs of accounts: send a mail, tidy up. Each may run twice without harm."""

from __future__ import annotations

from project.base.clock import now
from project.base.jobs import AtItsTime, GivenUp, NotNow, Urgency, defer, task
from project.base.sweeps import declare_sweep

from .actions import sweeps
from .actions.exports import make_export
from .actions.mail import deliver, next_try, wait_for_host
from .actions.token_expiry import tell_of_expiring
from .mail.agency_closing import tell_of_closing
from .mail.agency_exports import tell_of_export
from .mail.domains import tell_of_domain
from .mail.login_alerts import tell_of_sign_in
from .mail.second_factor import tell_of_rule
from .mail.webhooks import tell_of_switched_off


@task("accounts.send_mail", urgency=Urgency.SOON, talks=True, retry=AtItsTime())
def send_mail(mail_id: int) -> None:
    """Send one mail, once as far as we can know; what the mail server refuses is tried again later. Whoever
    writes the mail says who waits for it."""
    wait_for_host(now=now())
    try:
        deliver(mail_id=mail_id, now=now())
    except OSError as error:
        at = next_try(mail_id=mail_id, now=now())
        raise (NotNow(at) if at else GivenUp()) from error


#: Once a day: delete old counters, the traces of old mails, old changes of address, acts of sessions, mailed
#: codes, security events and acts of managers beyond their time, copies of data whose link has died, answers
#: of the API that are kept no longer, and what browsers left of sessions that are over.
tidy_up = declare_sweep(
    "accounts.tidy_up",
    [
        sweeps.purge_counters,
        sweeps.purge_mails,
        sweeps.purge_email_changes,
        sweeps.purge_backups,
        sweeps.purge_acts,
        sweeps.purge_codes,
        sweeps.purge_events,
        sweeps.purge_recovery,
        sweeps.purge_notices,
        sweeps.purge_exports,
        sweeps.purge_sessions,
        sweeps.purge_answers,
    ],
    every="17 3 * * *",
    rows=1_000,
)
#: Every hour: tell people of access tokens that expire within days, once each.
tell_of_tokens = declare_sweep("accounts.tell_of_tokens", [tell_of_expiring], every="23 * * * *")
#: Every ten minutes: close the accounts whose day has come.
close_accounts = declare_sweep("accounts.close_accounts", [sweeps.close_due], every="*/10 * * * *", rows=20)
#: Every ten minutes: carry out the resets of second factors whose waiting day is over.
reset_factors = declare_sweep("accounts.reset_factors", [sweeps.reset_due], every="*/10 * * * *", rows=20)


@task("accounts.tell_of_sign_in", urgency=Urgency.PERSON)
def tell_of_alert(alert_id: int) -> None:
    """Tell a person of a sign-in with something new, in the ways they chose, each once."""
    tell_of_sign_in(alert_id=alert_id, now=now())


@task("accounts.tell_of_webhook", urgency=Urgency.BULK)
def tell_of_webhook(webhook_id: int) -> None:
    """Write to those who run the agency that a webhook was switched off, to each once."""
    tell_of_switched_off(webhook_id=webhook_id, now=now())


@task("accounts.tell_of_domain", urgency=Urgency.BULK)
def tell_of_failing_domain(claim_id: int) -> None:
    """Write to the owners that the record of a domain is missing, to each once."""
    tell_of_domain(claim_id=claim_id, now=now())


@task("accounts.tell_of_agency_export", urgency=Urgency.SOON)
def tell_of_agency_export(export_id: int) -> None:
    """Write to the owners that the archive of their agency is ready, or could not be made, to each once."""
    tell_of_export(export_id=export_id, now=now())


@task("accounts.tell_of_agency_closing", urgency=Urgency.BULK)
def tell_of_agency_closing(closing_id: int, act: str, after: int = 0) -> None:
    """Tell everybody who belongs to an agency that it is to be closed, or stays, each once about one act:
    some of them, and the next by the next job."""
    last = tell_of_closing(closing_id=closing_id, act=act, after=after, now=now())
    if last is not None:
        defer("accounts.tell_of_agency_closing", closing_id=closing_id, act=act, after=last)


@task("accounts.make_export", urgency=Urgency.BULK)
def make_data_export(export_id: int) -> None:
    """Make a person's copy of their data, once."""
    make_export(export_id=export_id, now=now())


@task("accounts.tell_of_second_factor", urgency=Urgency.BULK)
def tell_of_second_factor(event_id: int, after: int = 0) -> None:
    """Tell those who have no second factor that one is required of them, each once about one change: some of
    them, and the next by the next job."""
    last = tell_of_rule(event_id=event_id, after=after, now=now())
    if last is not None:
        defer("accounts.tell_of_second_factor", event_id=event_id, after=last)
