"""What the clock does with people's things: close accounts whose day has come, and delete what is kept no
longer. Each sweep may run twice and beside itself, and is a step of one in slices (project.base.sweeps)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet

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
    OperatorEvent,
    SessionAct,
    SignOut,
    StoredAnswer,
)
from accounts.models.stored_answers import KEPT as ANSWERS_KEPT
from accounts.rules.limits import LONGEST
from agencies.models import SecurityEvent
from agencies.models.security import KEPT_DAYS

from .closing import close_account
from .exports import folder_of_exports, forget
from .factor_resets import carry_out

#: Rows that one call deletes at most; accounts that it closes, and resets that it carries out.
MOST, MOST_CLOSED = 1_000, 20
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


def close_due(*, now: dt.datetime, most: int = MOST_CLOSED) -> int:
    """Close the accounts whose day has come, each in a transaction of its own (see close_account). Returns
    how many were closed."""
    due = AccountClosing.objects.open().filter(due_at__lte=now).order_by("due_at", "pk")
    ids = due.values_list("pk", flat=True)[:most]
    return sum(close_account(closing_id=pk, now=now) for pk in ids)


def reset_due(*, now: dt.datetime, most: int = MOST_CLOSED) -> int:
    """Carry out the resets of second factors whose day has come, each in a transaction of its own (see
    carry_out). Returns how many were."""
    due = FactorReset.objects.open().filter(due_at__lte=now).order_by("due_at", "pk")
    ids = due.values_list("pk", flat=True)[:most]
    return sum(carry_out(reset_id=pk, now=now) for pk in ids)


def purge_counters(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete counters of tries whose window is over, whatever their limit. Returns how many."""
    return _deleted(LimitCounter.objects.filter(window_start__lt=now - LONGEST), most)


def purge_mails(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete the traces of mails, and mails that could never be sent, after 30 days. Returns how many."""
    return _deleted(Mail.objects.filter(created_at__lt=now - MAILS_KEPT), most)


def purge_email_changes(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete changes of address that were asked for more than 30 days ago. Returns how many."""
    return _deleted(EmailChange.objects.filter(created_at__lt=now - EMAIL_CHANGES_KEPT), most)


def purge_backups(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete second addresses that were removed, or never confirmed, so long ago that no session can be in
    question for it any more. Returns how many."""
    old = now - ACTS_KEPT
    gone = Q(removed_at__lt=old) | Q(confirmed_at=None, created_at__lt=old)
    return _deleted(BackupAddress.objects.filter(gone), most)


def purge_acts(*, now: dt.datetime, most: int = MOST) -> int:
    """Forget what sessions did once it cannot be in question any more. Returns how many acts."""
    return _deleted(SessionAct.objects.filter(at__lt=now - ACTS_KEPT), most)


def purge_codes(*, now: dt.datetime, most: int = MOST) -> int:
    """Forget mailed codes once their devices are known by their age. Returns how many."""
    return _deleted(ConfirmationCode.objects.filter(made_at__lt=now - CODES_KEPT), most)


def purge_events(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete security events, and acts of operators, that are older than they are kept. Returns how many."""
    old = now - dt.timedelta(days=KEPT_DAYS, hours=1)
    gone = _deleted(SecurityEvent.objects.filter(at__lt=old), most)
    return gone + _deleted(OperatorEvent.objects.filter(at__lt=old), most - gone)


def purge_recovery(*, now: dt.datetime, most: int = MOST) -> int:
    """Forget what managers did about sign-ins as long ago as the security log reaches. Returns how many
    acts."""
    old = now - dt.timedelta(days=KEPT_DAYS)
    gone = _deleted(FactorReset.objects.filter(ended_at__lt=old), most)
    return gone + _deleted(SignOut.objects.filter(at__lt=old), most - gone)


def purge_notices(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete notices that were read long ago. Returns how many."""
    return _deleted(Notice.objects.filter(read_at__lt=now - NOTICES_KEPT), most)


def purge_answers(*, now: dt.datetime, most: int = MOST) -> int:
    """Forget what creating verbs of the API answered once its key may be used again. Returns how many."""
    return _deleted(StoredAnswer.objects.filter(at__lte=now - ANSWERS_KEPT), most)


def purge_sessions(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete what browsers left on the server in sessions that have expired. Our rows stay as history.
    Returns how many."""
    return _deleted(Session.objects.filter(expire_date__lt=now), most)


def purge_exports(*, now: dt.datetime, most: int = MOST) -> int:
    """Delete copies of data whose time is over, traces of old ones, and files that no row knows. Returns how
    many copies went."""
    with transaction.atomic():
        due = DataExport.objects.filter(gone_at=None, expires_at__lte=now).select_for_update(skip_locked=True)
        rows = list(due[:most])
        forget(rows, now)
    _deleted(DataExport.objects.filter(gone_at__lt=now - EXPORTS_KEPT), most)
    before = (now - HALF_WRITTEN_KEPT).timestamp()
    for path in folder_of_exports().glob("*"):
        if path.stem not in _known(path.stem) and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
    return len(rows)


def _deleted(rows: QuerySet[Any], most: int) -> int:
    """Delete at most `most` of the rows. Returns how many of them went."""
    ids = list(rows.values_list("pk", flat=True)[:most])
    return rows.filter(pk__in=ids).delete()[1].get(rows.model._meta.label, 0)


def _known(key: str) -> set[str]:
    return set(DataExport.objects.filter(key=key, gone_at=None).values_list("key", flat=True))
