"""Notices: given by other acts, read by their person; and how a person wants to be told of what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import OuterRef

from accounts.models import Notice, NoticeKind, NoticePreference, User
from agencies.models import Agency
from project.base.paging import CappedCount


def channels_of(user: Any, agency: Agency, kind: str) -> tuple[bool, bool]:
    """(by mail, in the application): how the person wants to be told of this kind. One query."""
    row = NoticePreference.objects.filter(agency=agency, user=user, kind=kind).first()
    return (row.mail, row.notice) if row else (True, True)


def preferences_of(user: Any, agency: Agency) -> dict[str, tuple[bool, bool]]:
    """(by mail, in the application) by kind of notice: how the person wants to be told. One query."""
    stored = {row.kind: row for row in NoticePreference.objects.filter(agency=agency, user=user)}
    return {
        kind: (stored[kind].mail, stored[kind].notice) if kind in stored else (True, True)
        for kind in NoticeKind.values
    }


def save_preferences(*, user: User, agency: Agency, wanted: Mapping[str, tuple[bool, bool]]) -> None:
    """Store (by mail, in the application) for each kind. It holds from the next event on."""
    with transaction.atomic():
        for kind, (mail, notice) in wanted.items():
            NoticePreference.objects.update_or_create(
                agency=agency, user=user, kind=NoticeKind(kind), defaults={"mail": mail, "notice": notice}
            )


def unread_column() -> Any:
    """An annotation of the member's own query: how many notices wait unread at that agency, up to the cap."""
    mine = Notice.objects.unread().filter(user=OuterRef("user_id"), agency=OuterRef("agency_id"))
    return CappedCount(mine)


def give_notice(*, user: Any, agency: Agency, kind: str, detail: str, path: str, now: dt.datetime) -> Notice:
    """Tell a person something inside the application. Whether they want it has been asked."""
    return Notice.objects.create(
        agency=agency, user=user, kind=kind, detail=detail[:200], path=path[:200], at=now
    )


def read_notice(*, user: User, agency: Agency, public_id: str, now: dt.datetime) -> Notice | None:
    """Mark one as read and return it; one that is read stays as it is. None for somebody else's."""
    rows = Notice.objects.of(user, agency).filter(public_id=public_id)
    rows.unread().update(read_at=now)
    return rows.first()


def read_all(*, user: User, agency: Agency, now: dt.datetime) -> int:
    """Mark all as read. Returns how many were not."""
    return Notice.objects.of(user, agency).unread().update(read_at=now)
