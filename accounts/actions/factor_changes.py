"""What follows when a person gets a first second factor, or gives the last one
up. Within the transaction of that act."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator

from accounts.models import ActKind, Device, Ending, SessionAct, User
from accounts.rules.factors import factors_of
from agencies.actions.security_log import Browser, log_event

from .session_acts import note_act
from .sessions import end_others


def first_factor(user: User, keep: str | None, now: dt.datetime) -> None:
    """From now on the password alone is not enough: sessions that were begun with it end, but for the one
    with the token `keep` (None ends none: nobody's browser did this), and browsers that were trusted before
    there was anything to be spared have to prove themselves."""
    drop_trust(user)
    if keep is not None:
        end_others(user=user, keep=keep, now=now, why=Ending.FACTOR)


def note_added(row: Authenticator, browser: Browser, now: dt.datetime) -> None:
    """Remember which session added a factor."""
    note_act(ActKind.FACTOR_ADDED, user=row.user, browser=browser, now=now, subject=row.pk)


def remove_factor(row: Authenticator, browser: Browser, now: dt.datetime) -> None:
    """Delete a factor. What a session removes can be put back: its secret stays encrypted as it was."""
    used = row.last_used_at.isoformat() if row.last_used_at else None
    times = {"created_at": row.created_at.isoformat(), "last_used_at": used}
    before = {"id": row.pk, "type": row.type, "data": row.data, **times}
    note_act(ActKind.FACTOR_REMOVED, user=row.user, browser=browser, now=now, before=before)
    row.delete()


def after_removal(user: User, host: str, browser: Browser, now: dt.datetime) -> None:
    """Without a second factor recovery codes open nothing and are forgotten, and so is which browsers were
    trusted: a later factor holds for all of them."""
    left = factors_of(user, host)
    if left.any:
        return
    if left.codes:
        remove_factor(left.codes, browser, now)
    drop_trust(user)


def take_all(user: User, now: dt.datetime) -> None:
    """Take every factor of the locked person away, because they are lost: each session ends, no browser is
    trusted. What sessions did to the factors before is settled by this: undoing it later would bring the lost
    ones back."""
    Authenticator.objects.filter(user=user).delete()
    drop_trust(user)
    end_others(user=user, keep="", now=now, why=Ending.RESET)
    settled = (ActKind.FACTOR_ADDED, ActKind.FACTOR_REMOVED)
    SessionAct.objects.standing().filter(user=user, kind__in=settled).update(undone_at=now)


def drop_trust(user: User) -> None:
    """Ask for the second factor in every browser again."""
    rows = Device.objects.of_person(user).filter(trusted_until__isnull=False).select_related("agency")
    for device in rows.select_for_update(of=("self",)).order_by("id"):
        device.trusted_until = None
        device.save(update_fields=["trusted_until"])
        log_event("device_untrusted", agency=device.agency, user=user, device=device.public_id)
