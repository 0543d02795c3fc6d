"""What can go wrong in a way that a person is told about, and which HTTP status says so.

Actions raise these; nothing else maps them. `project.middleware.gate.GateMiddleware` turns them into pages
and fragments, and the API will turn the same classes into problem documents, so both doors refuse alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .text import excerpt

#: Of fields that nobody knows: how many are named, and how much of each name is told.
MOST_NAMES, LONGEST_NAME = 5, 40


class QuillhouseError(Exception):
    """A refusal with a plain sentence for the person who asked. `status` is the HTTP status of every door,
    `facts` what the log says of it: short values, nothing typed."""

    status = 400
    title: Any = _("That did not work")
    facts: Mapping[str, str] = {}

    def __init__(self, message: Any = "", *, hint: Any = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class NotAllowed(QuillhouseError):
    """The viewer may never do this here, whatever the state."""

    status = 403
    title = _("You cannot do this")


class NotVisible(QuillhouseError):
    """The row does not exist for this viewer. Says the same for what exists
    elsewhere and for what exists nowhere."""

    status = 404
    title = _("Not found")


class NotOpen(QuillhouseError):
    """The agency has not published its prices yet: nobody but its team sees, orders or joins anything."""

    status = 403
    title = _("Not open yet")
    facts = {"event": "not_open"}


class FeatureDisabled(QuillhouseError):
    """It belongs to a feature that the agency has switched off (project/base/features.py). A page is not
    there then, and says so; a program is told that it may not."""

    status, page_status = 403, 404
    title = _("Switched off")
    facts = {"event": "feature_disabled"}

    def __init__(self, label: Any) -> None:
        words = _("This agency has switched this off: %(feature)s.") % {"feature": label}
        super().__init__(words, hint=_("What exists already stays as it is and can be read."))


class Gone(QuillhouseError):
    """It was public at this address, and is not any more."""

    status = 410
    title = _("This is no longer available")


class Invalid(QuillhouseError):
    """What was typed breaks a rule. `errors` maps a field name ("" for the whole form) to its messages."""

    status = 422
    title = _("Check what you entered")

    def __init__(self, errors: Mapping[str, Any], message: Any = "") -> None:
        super().__init__(message or _("Check what you entered."))
        self.errors = {
            field: texts if isinstance(texts, list) else [texts] for field, texts in errors.items()
        }


class UnknownFields(QuillhouseError):
    """What was sent holds fields that the view does not take. Nothing of it was read."""

    status = 422
    title = _("This form contained unexpected fields")
    facts = {"event": "fields_refused"}

    def __init__(self, names: Sequence[str]) -> None:
        told = ", ".join(f"“{excerpt(name, LONGEST_NAME)}”" for name in names[:MOST_NAMES])
        super().__init__(
            ngettext(
                "The field %(names)s does not belong to this form, so nothing was changed.",
                "The fields %(names)s do not belong to this form, so nothing was changed.",
                len(names),
            )
            % {"names": told},
            hint=_(
                "Browser extensions or an outdated page can add fields. If this happens again, "
                "reload the page."
            ),
        )


class Conflict(QuillhouseError):
    """The world moved on between reading and asking."""

    status = 409
    title = _("This has changed in the meantime")


class WrongState(Conflict):
    """The verb does not fit the state that the thing is in now."""

    title = _("This is not possible right now")


class Taken(Conflict):
    """There was one place and somebody else has it."""

    title = _("Someone else got there first")


class QuotaReached(Conflict):
    """The operator lets the agency have no more of this."""

    title = _("This isn’t possible at the moment")
    facts = {"event": "quota_reached"}


class Stale(Conflict):
    """An edit was based on an older version. `current` is the stored record, `typed` what the person sent."""

    def __init__(self, message: Any, *, current: Any = None, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.current = current
        self.typed = dict(typed or {})


class TooMany(QuillhouseError):
    """A rate limit was reached; try again after `retry_after` seconds. `limit` is its name, for the log."""

    status = 429
    title = _("Too many attempts")

    def __init__(self, message: Any, *, retry_after: int, limit: str = "") -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.facts = {"event": "rate_limited", "limit": limit}


class TooLarge(QuillhouseError):
    """A request is larger than is read at all."""

    status = 413
    title = _("That is too large")


class NoSuchRange(QuillhouseError):
    """A part of a file was asked for that begins behind its end. `headers` tell its `size` in bytes."""

    status = 416
    title = _("That part of the file does not exist")

    def __init__(self, size: int) -> None:
        super().__init__(_("The file has %(size)s bytes.") % {"size": f"{size:,}"})
        self.headers = {"Content-Range": f"bytes */{size}"}


class NoRoom(QuillhouseError):
    """The disk takes nothing at the moment: full, beyond its quota, or broken."""

    status = 507
    title = _("We cannot save that right now")


def require(right: bool, message: Any = "") -> None:
    """Raise NotAllowed unless `right`. The first line of every action."""
    if not right:
        raise NotAllowed(message or _("Your role at this agency does not allow this."))
