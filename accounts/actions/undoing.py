"""Undoing what sessions have done, when their person says that it was not
them: one way back for each kind of act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.files import photos
from accounts.models import (
    AccessToken,
    AccountClosing,
    ActKind,
    BackupAddress,
    ClosingEnd,
    Device,
    LoginAlertPreference,
    NoticePreference,
    SessionAct,
    User,
)
from accounts.rules.factors import Kind
from agencies.actions.security_log import log_event
from agencies.models import Membership

from .addresses import is_taken
from .tokens import revoke_rows
from .undoing_people import MANAGED, Told, undo_people_act

Undo = Callable[[SessionAct, User, dt.datetime], None]


def undo_acts(*, user: User, sessions: Any, now: dt.datetime) -> list[Told]:
    """Undo what the `sessions` of the locked person have done and what still stands, the newest first, so
    that what stood before the first of them stands again. Returns what those who run the agencies are to be
    told. Addresses go back by accounts.actions.disowning."""
    acts = SessionAct.objects.standing().filter(user=user, session__in=sessions).select_related("agency")
    told: list[Told] = []
    for act in acts.select_for_update(of=("self",)).order_by("-pk"):
        if act.kind in MANAGED:
            told += undo_people_act(act, now)
            continue
        if undo := UNDO.get(ActKind(act.kind)):
            undo(act, user, now)
        act.undone_at = now
        act.save(update_fields=["undone_at"])
        log_event("change_undone", agency=act.agency, user=user, change=act.kind)
    return told


def _forget_factor(act: SessionAct, user: User, now: dt.datetime) -> None:
    Authenticator.objects.filter(user=user, pk=int(act.subject)).delete()


def _put_factor_back(act: SessionAct, user: User, now: dt.datetime) -> None:
    """As it was, under its own key: an older act may be about it. Of code apps and codes there is one."""
    facts = act.before or {}
    alone = facts["type"] != Kind.WEBAUTHN
    if alone and Authenticator.objects.filter(user=user, type=facts["type"]).exists():
        return
    times = {name: _moment(facts[name]) for name in ("created_at", "last_used_at")}
    same = {name: facts[name] for name in ("id", "type", "data")}
    Authenticator.objects.create(user=user, **same, **times)


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _revoke_token(act: SessionAct, user: User, now: dt.datetime) -> None:
    revoke_rows(AccessToken.objects.filter(user=user, pk=int(act.subject)), actor=None, now=now)


def _drop_trust(act: SessionAct, user: User, now: dt.datetime) -> None:
    rows = Device.objects.of_person(user).filter(pk=int(act.subject))
    rows.update(trusted_until=None, confirmed_at=None)


def _stop_closing(act: SessionAct, user: User, now: dt.datetime) -> None:
    rows = AccountClosing.objects.open().filter(user=user, pk=int(act.subject))
    if rows.update(ended_at=now, end=ClosingEnd.KEPT):
        log_event("closing_taken_back", agency=act.agency, user=user)


def _put_alerts_back(act: SessionAct, user: User, now: dt.datetime) -> None:
    rows = LoginAlertPreference.objects.filter(user=user, agency=act.agency)
    if act.before is None:
        rows.delete()
    else:
        LoginAlertPreference.objects.update_or_create(agency=act.agency, user=user, defaults=act.before)


def _put_notices_back(act: SessionAct, user: User, now: dt.datetime) -> None:
    before = act.before or {}
    rows = NoticePreference.objects.filter(user=user, agency=act.agency)
    rows.exclude(kind__in=before).delete()
    for kind, (mail, notice) in before.items():
        rows.filter(kind=kind).update(mail=mail, notice=notice)


def _put_profile_back(act: SessionAct, user: User, now: dt.datetime) -> None:
    facts = dict(act.before or {})
    if public_name := facts.pop("public_name", ""):
        Membership.objects.filter(user=user, agency=act.agency).update(public_name=public_name)
    for name, value in facts.items():
        setattr(user, name, value)
    user.save(update_fields=[*facts])


def _take_photo_away(act: SessionAct, user: User, now: dt.datetime) -> None:
    """The one before is gone: its bytes were deleted when it was replaced."""
    if act.subject and user.photo == act.subject:
        user.photo = ""
        user.save(update_fields=["photo"])
        transaction.on_commit(partial(photos.forget, act.subject))


def _drop_backup(act: SessionAct, user: User, now: dt.datetime) -> None:
    BackupAddress.objects.present().filter(user=user, pk=int(act.subject)).update(removed_at=now)


def _put_backup_back(act: SessionAct, user: User, now: dt.datetime) -> None:
    """Unless the person has another one, or somebody else has it by now."""
    row = BackupAddress.objects.filter(user=user, pk=int(act.subject), confirmed_at__isnull=False).first()
    if row is None or BackupAddress.objects.present().filter(user=user).exists() or is_taken(row.email, user):
        return
    row.removed_at = None
    row.save(update_fields=["removed_at"])


UNDO: dict[ActKind, Undo] = {
    ActKind.BACKUP_ADDED: _drop_backup,
    ActKind.BACKUP_REMOVED: _put_backup_back,
    ActKind.FACTOR_ADDED: _forget_factor,
    ActKind.FACTOR_REMOVED: _put_factor_back,
    ActKind.TOKEN: _revoke_token,
    ActKind.TRUST: _drop_trust,
    ActKind.CLOSING: _stop_closing,
    ActKind.ALERTS: _put_alerts_back,
    ActKind.NOTICES: _put_notices_back,
    ActKind.PROFILE: _put_profile_back,
    ActKind.PHOTO: _take_photo_away,
}
