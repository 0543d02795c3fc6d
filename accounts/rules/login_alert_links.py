"""The signed link by which a person answers a login alert, without signing in. It
works until it is answered, LASTS at most."""

from __future__ import annotations

import datetime as dt

from django.core import signing
from django.urls import reverse

from accounts.models import LoginAlert
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from project.base.errors import NotVisible

SALT = "accounts.login_alert"
LASTS = dt.timedelta(days=30)


def link_of(alert: LoginAlert, answer: str = "") -> str:
    """The address of the page that asks, on the host of the sign-in; `answer` marks
    the button that was pressed in the mail."""
    return agency_url(alert.agency, path_of(alert, answer), alert.session.host)


def path_of(alert: LoginAlert, answer: str = "") -> str:
    """The same for a page of the alert's own agency. No query."""
    token = signing.TimestampSigner(salt=SALT, sep="~").sign(alert.public_id)
    path = reverse("login_alert", args=[token])
    return f"{path}?{answer}" if answer else path


def alert_of(agency: Agency, token: str) -> LoginAlert:
    """What the link asks about. Raises NotVisible for a broken, foreign or old one."""
    try:
        public_id = signing.TimestampSigner(salt=SALT, sep="~").unsign(token, max_age=LASTS)
    except signing.BadSignature as broken:
        raise NotVisible() from broken
    rows = LoginAlert.objects.select_related("session__device", "agency", "user")
    alert = rows.filter(agency=agency, public_id=public_id).first()
    if alert is None:
        raise NotVisible()
    return alert
