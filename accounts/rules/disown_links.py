"""The signed link by which a person says, without signing in, that a change was not theirs. It stands in the
mails about factors and addresses, and is the way back to an address for LASTS."""

from __future__ import annotations

import datetime as dt

from django.core import signing
from django.urls import reverse

from accounts.models import PersonSession
from agencies.actions.security_log import Browser
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from project.base.errors import NotVisible

SALT = "accounts.disown"
LASTS = dt.timedelta(days=7)


def disown_url(agency: Agency, browser: Browser, host: str = "") -> str:
    """The address of the page, "" where no session acted."""
    if not browser.session:
        return ""
    return agency_url(agency, reverse("disown", args=[token_of(browser.session)]), host)


def token_of(public_id: str) -> str:
    """What the link to the session of this public id carries."""
    return signing.TimestampSigner(salt=SALT, sep="~").sign(public_id)


def session_of(agency: Agency, token: str) -> PersonSession:
    """The session that the link speaks of. Raises NotVisible for a broken, foreign or old one."""
    try:
        public_id = signing.TimestampSigner(salt=SALT, sep="~").unsign(token, max_age=LASTS)
    except signing.BadSignature as broken:
        raise NotVisible() from broken
    rows = PersonSession.objects.select_related("device", "agency", "user")
    session = rows.filter(agency=agency, public_id=public_id).first()
    if session is None:
        raise NotVisible()
    return session
