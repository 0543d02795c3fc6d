"""Notices: given by other acts, read by their person; and keeping how somebody wants to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from accounts.models import ActKind, Notice, NoticeKind, NoticePreference, User
from agencies.actions.security_log import UNKNOWN, Browser
from agencies.models import Agency
from project.base import clock

from .session_acts import note_act


def save_preferences(
    *, user: User, agency: Agency, wanted: Mapping[str, tuple[bool, bool]], browser: Browser = UNKNOWN
) -> None:
    """Store (by mail, in the application) for each kind. It holds from the next event on."""
    with transaction.atomic():
        stored = NoticePreference.objects.filter(agency=agency, user=user)
        before = {row.kind: [row.mail, row.notice] for row in stored}
        note_act(ActKind.NOTICES, user=user, browser=browser, now=clock.now(), before=before)
        for kind, (mail, notice) in wanted.items():
            NoticePreference.objects.update_or_create(
                agency=agency, user=user, kind=NoticeKind(kind), defaults={"mail": mail, "notice": notice}
            )


def give_notice(
    *, user: Any, agency: Agency, kind: str, detail: str, path: str, now: dt.datetime, about: str = ""
) -> Notice:
    """Tell a person something inside the application. Whether they want it has been asked. `detail` holds
    nothing that they may lose the right to read; `about` is the number of what it tells of."""
    return Notice.objects.create(
        agency=agency, user=user, kind=kind, detail=detail[:200], about=about, path=path[:200], at=now
    )


def read_notice(*, user: User, agency: Agency, public_id: str, now: dt.datetime) -> Notice | None:
    """Mark one as read and return it; one that is read stays as it is. None for somebody else's."""
    rows = Notice.objects.of(user, agency).filter(public_id=public_id)
    rows.unread().update(read_at=now)
    return rows.first()


def read_all(*, user: User, agency: Agency, now: dt.datetime, ids: Collection[str] | None = None) -> int:
    """Mark all as read, or those of these public ids; somebody else's are passed over. Returns how many were
    not."""
    rows = Notice.objects.of(user, agency).unread()
    return (rows if ids is None else rows.filter(public_id__in=ids)).update(read_at=now)
