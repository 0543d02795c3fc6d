"""A notice in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Notice


def words_of(notice: Notice) -> str:
    """One sentence, or the subject of the mail that says the same."""
    if notice.kind == "login_alert":
        return _("A sign-in that was unlike your earlier ones. Was it you?")
    if notice.kind == "sign_in_denied":
        return _("%(name)s says of a sign-in that it was somebody else. All their sessions are ended.") % {
            "name": notice.detail
        }
    if notice.kind == "recovery_code_used":
        return _used_code(int(notice.detail))
    return notice.detail


def _used_code(left: int) -> str:
    if not left:
        return _("Your last recovery code was used. Make new ones.")
    words = ngettext("A recovery code was used. %(n)s is left.", "A recovery code was used. %(n)s are left.", left)
    return words % {"n": left}


def icon_of(notice: Notice) -> str:
    """The icon beside it."""
    security = ("login_alert", "sign_in_denied", "recovery_code_used")
    return {"message": "message", "quote": "file-text"}.get(
        notice.kind, "shield" if notice.kind in security else "briefcase"
    )


def row_of(notice: Notice) -> dict[str, Any]:
    """What the list prints."""
    return {"notice": notice, "words": words_of(notice), "icon": icon_of(notice)}
