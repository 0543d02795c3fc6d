"""A notice as the list prints it, and the number on the bell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.hooks import notice_gone, notice_titles
from accounts.models import Notice
from accounts.models.notices import WORDS
from project.base.viewer import Member


def icon_of(notice: Notice) -> str:
    """The icon beside it."""
    security = (
        "login_alert",
        "sign_in_denied",
        "rights_taken_back",
        "recovery_code_used",
        "token",
        *WORDS,
    )
    return {"message": "message", "quote": "file-text"}.get(
        notice.kind, "shield" if notice.kind in security else "briefcase"
    )


def bell_count(member: Any) -> str:
    """The number on the bell, for the member of a request. Every open page asks for it each minute, so each
    number is rendered once."""
    return _bell_count(min(member.unread, 100), get_language())


@lru_cache(maxsize=512)
def _bell_count(unread: int, language: str) -> str:
    return render_to_string("accounts/_bell_count.html", {"unread": unread})


def rows_of(viewer: Member, notices: Sequence[Notice]) -> list[dict[str, Any]]:
    """What the list prints. What a notice is about is named by the title that the viewer may read now, and by
    none when that is over; what was deleted is said to be. One query for each kind of thing that they are
    about."""
    numbers = sorted({notice.about for notice in notices if notice.about})
    titles: dict[str, str] = {}
    for readable in notice_titles:
        titles.update(readable(viewer, numbers))
    gone = deleted(viewer, numbers)
    return [
        {
            "notice": notice,
            "words": _words(notice, titles.get(notice.about, ""), notice.about in gone),
            "icon": icon_of(notice),
        }
        for notice in notices
    ]


def deleted(viewer: Member, numbers: Sequence[str]) -> set[str]:
    """Which of the things with these numbers are not there any more. No query but for numbers that can be
    deleted."""
    return {number for gone in notice_gone for number in gone(viewer, numbers)}


def _words(notice: Notice, title: str, is_gone: bool) -> str:
    if is_gone:
        return _("%(words)s (deleted since)") % {"words": notice.words}
    return f"{notice.words}: {title}" if title else notice.words
