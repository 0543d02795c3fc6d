"""Codes by mail: whoever has the password alone, on a device that is new, shows that they read the mail."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import ConfirmationCode, PersonSession, User
from accounts.rules.disown_links import disown_url
from accounts.rules.limits import CODE_MAILS, CODE_MAILS_DAY, CODE_TRIES, count_try
from accounts.rules.questioned import address_before_device
from agencies.actions.security_log import Browser, log_event
from project.base.errors import Invalid, NotAllowed
from project.base.jobs import Urgency

from .mail import write_mail

LASTS = dt.timedelta(minutes=10)
DIGITS = 6


def send_confirmation_code(
    *, user: User, browser: Browser, network: str, now: dt.datetime, host: str = ""
) -> None:
    """Mail a code for the session that `browser` names, to the address that was confirmed before its device
    was first seen. Only the newest works, for LASTS. Call it outside of a transaction.

    Raises NotAllowed for a session that is over, TooMany beyond the limits: strangers who have the password
    must not fill a mailbox.
    """
    session = _session(user, browser)
    count_try(CODE_MAILS, str(user.pk), network, now=now)
    count_try(CODE_MAILS_DAY, str(user.pk), now=now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    with transaction.atomic():
        ConfirmationCode.objects.create(
            agency=session.agency,
            user=user,
            session=session,
            hash=_hash(session, code),
            made_at=now,
            ends_at=now + LASTS,
        )
        facts = {"code": code, "minutes": int(LASTS.total_seconds()) // 60}
        facts["disown_url"] = disown_url(session.agency, browser, host)
        to = address_before_device(user, session)
        about: dict[str, Any] = {"context": facts, "urgency": Urgency.PERSON}
        about |= {"now": now, "host": host, "reader": user}
        write_mail(agency=session.agency, kind="confirmation_code", recipient=to, **about)
        log_event("code_mailed", agency=session.agency, user=user, browser=browser)


def use_confirmation_code(*, user: User, browser: Browser, code: str, now: dt.datetime) -> None:
    """Spend the newest code of the session: its device is known from now on
    (accounts.rules.known_devices). Raises Invalid by "code" for a wrong, used or old one, TooMany beyond the
    tries of one code. Call it outside of a transaction."""
    session = _session(user, browser)
    newest = ConfirmationCode.objects.filter(session=session).order_by("-id").first()
    if newest is None or newest.ends_at <= now:
        raise Invalid({"code": _("This code has expired. Request a new one.")})
    count_try(CODE_TRIES, str(newest.pk), now=now)
    if not constant_time_compare(newest.hash, _hash(session, code)):
        log_event("second_factor_failed", agency=session.agency, user=user, browser=browser, suspicious=True)
        raise Invalid({"code": _("This code is wrong. Enter the code from our latest email.")})
    if not ConfirmationCode.objects.filter(pk=newest.pk, used_at=None).update(used_at=now):
        raise Invalid({"code": _("This code has already been used. Request a new one.")})
    log_event("device_confirmed", agency=session.agency, user=user, browser=browser)


def _session(user: User, browser: Browser) -> PersonSession:
    rows = PersonSession.objects.of_person(user).live().select_related("agency__brand", "device")
    session = rows.filter(public_id=browser.session).first()
    if session is None:
        raise NotAllowed(_("This session has ended. Sign in again."))
    return session


def _hash(session: PersonSession, code: str) -> str:
    typed = "".join(code.split())
    return salted_hmac(
        "accounts.confirmation_code", f"{session.public_id} {typed}", algorithm="sha256"
    ).hexdigest()
