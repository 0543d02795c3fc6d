"""Remembering what a session makes or changes: called by the very actions, within their transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import ActKind, PersonSession, SessionAct, User
from agencies.actions.security_log import Browser
from project.base.errors import NotAllowed


def note_act(
    kind: ActKind,
    *,
    user: Any,
    browser: Browser,
    now: dt.datetime,
    subject: Any = "",
    before: dict[str, Any] | None = None,
) -> None:
    """Note an act of the session that `browser` names; nothing where no session acts (commands, the demo).

    Call it before what is noted is written, and after the lock on the person where there is one: "Not me"
    locks in that order. Raises NotAllowed when the session has ended meanwhile, so that what was on its way
    while its person said "Not me" is not written after all.
    """
    session = _live(user, browser.session) if browser.session else None
    if session is not None:
        whose = {"agency_id": session.agency_id, "user_id": session.user_id, "session": session}
        SessionAct.objects.create(**whose, kind=kind, subject=str(subject), before=before, at=now)


def hold_session(*, user: Any, browser: Browser) -> None:
    """Keep the person and the session as they are until the transaction ends: for a change of the password,
    which has to come before or after "Not me". Raises NotAllowed when the session has ended."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if browser.session:
        _live(user, browser.session)


def _live(user: Any, public_id: str) -> PersonSession:
    rows = PersonSession.objects.of_person(user).live().select_for_update(no_key=True, of=("self",))
    session = rows.filter(public_id=public_id).first()
    if session is None:
        raise NotAllowed(_("This session has ended, so nothing was changed. Sign in again."))
    return session
