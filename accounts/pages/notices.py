"""A notice as the list prints it."""

from __future__ import annotations

from typing import Any

from accounts.models import Notice


def icon_of(notice: Notice) -> str:
    """The icon beside it."""
    security = ("login_alert", "sign_in_denied", "recovery_code_used")
    return {"message": "message", "quote": "file-text"}.get(
        notice.kind, "shield" if notice.kind in security else "briefcase"
    )


def row_of(notice: Notice) -> dict[str, Any]:
    """What the list prints."""
    return {"notice": notice, "words": notice.words, "icon": icon_of(notice)}
