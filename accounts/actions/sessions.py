"""Sessions: begun at sign-in, kept within the agency's bounds, ended one by one or all at once.

PersonMiddleware asks the row of a session with every request, so that an ending holds for the very next one,
whatever it is; the row stays as history.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction

from accounts.actions.login_alerts import raise_alert
from accounts.models import Device, Ending, PersonSession, User
from accounts.rules.browsers import Seen, mark_of
from accounts.rules.login_alerts import New, what_is_new
from accounts.rules.sessions import hash_of
from agencies.actions.security_log import log_event
from agencies.models import Agency
from project.base.errors import NotVisible

from .session_ends import browser_of, end_rows

#: Where a session keeps its token.
TOKEN = "sign_in"
#: How often the last use of a session is written down, at most.
TOUCH_EVERY = dt.timedelta(minutes=5)


def new_token() -> str:
    """What a session carries to be found here. It stays when the session's own key
    changes, as it does with the password."""
    return secrets.token_urlsafe(24)


def token_of(session: Any) -> str:
    """The token that a session carries; "" for one that was not begun by signing in."""
    return str(session.get(TOKEN, ""))


def begin_session(
    *, user: User, agency: Agency, token: str, seen: Seen, now: dt.datetime, asks: bool = True
) -> PersonSession:
    """Note a sign-in that has just succeeded: its device (known by the cookie, or new), its session, an
    event, and an alert when something about it is new to the person (not where `asks` is false). Beyond the
    agency's cap the sessions that were not used for longest end: a cap of 3 keeps three, this one
    included."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        new = what_is_new(user, agency, seen) if asks else New(first=True)
        device = _device(user, agency, seen, now)
        started = PersonSession.objects.create(
            agency=agency,
            user=user,
            key=hash_of(token),
            device=device,
            host=seen.host,
            address=seen.address,
            network=seen.network,
            country=seen.country,
            browser=seen.browser,
            system=seen.system,
            started_at=now,
            seen_at=now,
        )
        log_event(
            "signed_in",
            agency=agency,
            user=user,
            browser=browser_of(started),
            suspicious=new.anything,
            new=" ".join(new.words),
        )
        _keep_cap(user, agency, now)
        raise_alert(started, new, now)
    return started


def sessions_of(user: Any) -> Any:
    """The person's own, on all hosts."""
    return PersonSession.objects.of_person(user)


def end_session(*, user: User, public_id: str, now: dt.datetime, why: str = Ending.ENDED) -> PersonSession:
    """End one session of the person's, wherever it is; twice does nothing.
    Raises NotVisible for somebody else's."""
    with transaction.atomic():
        row = sessions_of(user).select_for_update(of=("self",)).filter(public_id=public_id).first()
        if row is None:
            raise NotVisible()
        end_rows([row], why, now)
    return row


def end_others(
    *, user: User, keep: str, now: dt.datetime, why: str = Ending.ENDED, at: Agency | None = None
) -> int:
    """End all sessions of the person, or those `at` an agency, but the one with the token `keep`
    ("" ends every one). Returns how many."""
    with transaction.atomic():
        rows = sessions_of(user).live().select_for_update(of=("self",)).order_by("id")
        rows = rows.filter(agency=at) if at else rows
        return end_rows([row for row in rows if row.key != hash_of(keep)], why, now)


def note_end(*, token: str, why: str, now: dt.datetime) -> None:
    """Note that a session is over which the caller ends itself (signing out, time over)."""
    with transaction.atomic():
        row = PersonSession.objects.live().select_for_update(of=("self",)).filter(key=hash_of(token)).first()
        if row is not None:
            row.ended_at, row.ended_why = max(now, row.started_at), why
            row.save(update_fields=["ended_at", "ended_why"])


def touch(*, token: str, now: dt.datetime) -> None:
    """Note that a session is in use."""
    PersonSession.objects.live().filter(key=hash_of(token), seen_at__lt=now).update(seen_at=now)


def _device(user: User, agency: Agency, seen: Seen, now: dt.datetime) -> Device:
    """The device of this cookie. One that was revoked is a new one: its
    cookie is replaced (see the middleware)."""
    facts = {"browser": seen.browser, "system": seen.system, "last_seen_at": now}
    device, made = Device.objects.get_or_create(
        agency=agency, user=user, mark=mark_of(seen.device), defaults={**facts, "first_seen_at": now}
    )
    if not made:
        Device.objects.filter(pk=device.pk).update(**facts)
    return device


def _keep_cap(user: User, agency: Agency, now: dt.datetime) -> None:
    rows = sessions_of(user).live().filter(agency=agency).select_for_update(of=("self",))
    end_rows(list(rows.order_by("-seen_at", "-id"))[agency.session_cap :], Ending.CAP, now)
