"""Telling a person of a sign-in: the mail and the notice, each once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.actions.security_mail import write_security_mail
from accounts.models import LoginAlert, Mail, Notice
from accounts.pages.login_alerts import what_was_new
from accounts.pages.sign_in_words import session_rows
from accounts.rules.login_alert_links import link_of
from accounts.rules.questioned import address_before
from agencies.rules.absolute_urls import agency_host

KIND = "login_alert"


def tell_of_sign_in(*, alert_id: int, now: dt.datetime) -> bool:
    """Write the mail and the notice of one alert, as its person wants. A second run finds them made: the mail
    has the alert's own Message-ID. Returns whether anything was told."""
    with transaction.atomic():
        rows = LoginAlert.objects.select_for_update(of=("self",)).select_related(
            "agency__brand", "user", "session__device"
        )
        alert = rows.filter(pk=alert_id, verdict="").first()
        if (
            alert is None
            or Notice.objects.filter(kind=KIND, detail=alert.public_id).exists()
            or _mailed(alert)
        ):
            return False
        if alert.by_mail:
            _write(alert, now)
        if alert.by_notice:
            Notice.objects.create(
                agency=alert.agency,
                user=alert.user,
                kind=KIND,
                detail=alert.public_id,
                path="/account/alerts/",
                at=now,
            )
    return alert.by_mail or alert.by_notice


def _mail_id(alert: LoginAlert) -> str:
    return f"<alert.{alert.public_id}@{agency_host(alert.agency)}>"


def _mailed(alert: LoginAlert) -> bool:
    return Mail.objects.filter(message_id=_mail_id(alert)).exists()


def _write(alert: LoginAlert, now: dt.datetime) -> None:
    """To the address from before the sign-in, and to the second one: what was changed from it must not take
    the question away."""
    address = address_before(alert.user, alert.session)
    with translation.override(alert.user.speaks_at(alert.agency)):
        new, facts = what_was_new(alert), session_rows(alert.session, alert.user.zone or alert.agency.zone)
    context: dict[str, Any] = {
        "new": new,
        "facts": facts,
        "email": address,
        "me_url": link_of(alert, "me"),
        "not_me_url": link_of(alert, "not-me"),
    }
    about: dict[str, Any] = {"context": context, "now": now, "message_id": _mail_id(alert)}
    write_security_mail(user=alert.user, agency=alert.agency, kind=KIND, to=address, **about)
