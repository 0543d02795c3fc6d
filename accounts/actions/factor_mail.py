"""The mail to a person whose factors have changed: whoever did it, they learn of it."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from accounts.models import User
from agencies.links import agency_url
from agencies.models import Agency

from .mail import write_mail


def tell_of_factor(kind: str, *, user: User, agency: Agency, what: str, now: dt.datetime, host: str) -> None:
    """`kind` is factor_added or factor_removed, `what` the factor in words."""
    facts = {
        "what": what,
        "at": now,
        "zone": user.zone or agency.zone,
        "link": agency_url(agency, reverse("account_factors"), host),
        "reset_url": agency_url(agency, reverse("account_reset_password"), host),
    }
    write_mail(agency=agency, kind=kind, recipient=user.email, context=facts, now=now, host=host)
