"""The signed link by which somebody stops a reset of their second factors without signing in: whoever lost
their factors could not sign in, and whoever has them may be elsewhere. It stands in the mail that announces
the reset, and opens nothing once that is over."""

from __future__ import annotations

import datetime as dt

from django.core import signing
from django.urls import reverse

from accounts.models import FactorReset
from accounts.rules.recovery import WAIT
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from project.base.errors import NotVisible

SALT = "accounts.factor_reset"
#: Longer than a reset waits: what became of it can be read for a while.
LASTS = WAIT + dt.timedelta(days=6)


def link_of(reset: FactorReset) -> str:
    """The address of the page that asks, on the agency's host."""
    token = signing.TimestampSigner(salt=SALT, sep="~").sign(reset.public_id)
    return agency_url(reset.agency, reverse("factor_reset_stop", args=[token]))


def reset_of(agency: Agency, token: str) -> FactorReset:
    """What the link is about. Raises NotVisible for a broken, foreign or old one."""
    try:
        public_id = signing.TimestampSigner(salt=SALT, sep="~").unsign(token, max_age=LASTS)
    except signing.BadSignature as broken:
        raise NotVisible() from broken
    rows = FactorReset.objects.select_related("agency", "user", "membership", "asked_by")
    reset = rows.filter(agency=agency, public_id=public_id).first()
    if reset is None:
        raise NotVisible()
    return reset
