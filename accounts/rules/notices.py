"""How a person wants to be told of what."""

from __future__ import annotations

from typing import Any

from accounts.models import NoticeKind, NoticePreference
from agencies.models import Agency


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
