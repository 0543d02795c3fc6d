"""What the clock does with people's things: close accounts whose day has come, and delete what is kept no
longer. Each sweep may run twice and beside itself."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from accounts.models import (
    AccountClosing,
    BackupAddress,
    ConfirmationCode,
    DataExport,
    EmailChange,
    FactorReset,
    LimitCounter,
    Mail,
    Notice,
    SessionAct,
    SignOut,
)
from accounts.rules.limits import LONGEST
from agencies.models import SecurityEvent
from agencies.models.security import KEPT_DAYS

from .closing import close_account
from .exports import folder_of_exports, forget
from .factor_resets import carry_out

#: Accounts that one run closes at most (and resets that it carries out), and events that it
#: deletes; the next run goes on.
MOST_CLOSED, MOST_EVENTS = 500, 50_000
#: How long the traces of mails and of changes of address stay.
MAILS_KEPT = EMAIL_CHANGES_KEPT = dt.timedelta(days=30)
#: How long it is remembered what a session did: as long as a sign-in can be answered by its link, and some.
ACTS_KEPT = dt.timedelta(days=60)
#: Longer than a device takes to be known by itself (accounts.rules.known_devices).
CODES_KEPT = dt.timedelta(days=30)
#: Read notices are kept so long, unread ones as long as their person does not read them.
NOTICES_KEPT = dt.timedelta(days=90)
#: How long the row of a copy of data stays as a trace, once its bytes are gone.
EXPORTS_KEPT = dt.timedelta(days=90)
#: What a worker that was killed has left half written is deleted after so long.
HALF_WRITTEN_KEPT = dt.timedelta(hours=12)


def close_due(*, now: dt.datetime) -> int:
    """Close the accounts whose day has come, each in a transaction of its own (see close_account). Returns
    how many were closed."""
    due = AccountClosing.objects.open().filter(due_at__lte=now).order_by("due_at", "pk")
    ids = due.values_list("pk", flat=True)[:MOST_CLOSED]
    return sum(close_account(closing_id=pk, now=now) for pk in ids)


def reset_due(*, now: dt.datetime) -> int:
    """Carry out the resets of second factors whose day has come, each in a transaction of its own (see
    carry_out). Returns how many were."""
    due = FactorReset.objects.open().filter(due_at__lte=now).order_by("due_at", "pk")
    ids = due.values_list("pk", flat=True)[:MOST_CLOSED]
    return sum(carry_out(reset_id=pk, now=now) for pk in ids)


def purge_counters(*, now: dt.datetime) -> int:
    """Delete counters of tries whose window is over, whatever their limit. Returns how many."""
    return LimitCounter.objects.filter(window_start__lt=now - LONGEST).delete()[0]


def purge_mails(*, now: dt.datetime) -> int:
    """Delete the traces of mails, and mails that could never be sent, after 30 days. Returns how many."""
    return Mail.objects.filter(created_at__lt=now - MAILS_KEPT).delete()[0]


def purge_email_changes(*, now: dt.datetime) -> int:
    """Delete changes of address that were asked for more than 30 days ago. Returns how many."""
    return EmailChange.objects.filter(created_at__lt=now - EMAIL_CHANGES_KEPT).delete()[0]


def purge_backups(*, now: dt.datetime) -> int:
    """Delete second addresses that were removed, or never confirmed, so long ago that no session can be in
    question for it any more. Returns how many."""
    old = now - ACTS_KEPT
    gone = Q(removed_at__lt=old) | Q(confirmed_at=None, created_at__lt=old)
    return BackupAddress.objects.filter(gone).delete()[0]


def purge_acts(*, now: dt.datetime) -> int:
    """Forget what sessions did once it cannot be in question any more. Returns how many acts."""
    return SessionAct.objects.filter(at__lt=now - ACTS_KEPT).delete()[0]


def purge_codes(*, now: dt.datetime) -> int:
    """Forget mailed codes once their devices are known by their age. Returns how many."""
    return ConfirmationCode.objects.filter(made_at__lt=now - CODES_KEPT).delete()[0]


def purge_events(*, now: dt.datetime) -> int:
    """Delete security events that are older than they are kept. Returns how many."""
    old = SecurityEvent.objects.filter(at__lt=now - dt.timedelta(days=KEPT_DAYS, hours=1))
    return SecurityEvent.objects.filter(pk__in=old.values("pk")[:MOST_EVENTS]).delete()[0]


def purge_recovery(*, now: dt.datetime) -> int:
    """Forget what managers did about sign-ins as long ago as the security log reaches. Returns how many
    acts."""
    old = now - dt.timedelta(days=KEPT_DAYS)
    return (
        FactorReset.objects.filter(ended_at__lt=old).delete()[0]
        + SignOut.objects.filter(at__lt=old).delete()[0]
    )


def purge_notices(*, now: dt.datetime) -> int:
    """Delete notices that were read long ago. Returns how many."""
    return Notice.objects.filter(read_at__lt=now - NOTICES_KEPT).delete()[0]


def purge_sessions(*, now: dt.datetime) -> int:
    """Delete what browsers left on the server in sessions that have expired. Our rows stay as history.
    Returns how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def purge_exports(*, now: dt.datetime) -> int:
    """Delete copies of data whose time is over, traces of old ones, and files that no row knows. Returns how
    many copies went."""
    with transaction.atomic():
        due = DataExport.objects.filter(gone_at=None, expires_at__lte=now).select_for_update(skip_locked=True)
        rows = list(due)
        forget(rows, now)
    DataExport.objects.filter(gone_at__lt=now - EXPORTS_KEPT).delete()
    before = (now - HALF_WRITTEN_KEPT).timestamp()
    for path in folder_of_exports().glob("*"):
        if path.stem not in _known(path.stem) and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
    return len(rows)


def _known(key: str) -> set[str]:
    return set(DataExport.objects.filter(key=key, gone_at=None).values_list("key", flat=True))
