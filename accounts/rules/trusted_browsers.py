"""What is known of a browser by its cookie: whether it is somebody's,
revoked, or spared the second factor."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import Device
from accounts.rules.browsers import device_of, mark_of
from agencies.models import Agency
from project.base.clock import now
from project.base.http import AgencyRequest
from project.base.mail_addresses import canonical_email

#: In the session: the person has asked at sign-in that this browser be trusted. Whoever notes the sign-in
#: does it.
WISH = "trust_this_browser"


def skips_second_factor(request: AgencyRequest, user: Any) -> bool:
    """Whether the person trusts the browser of this request, at this agency."""
    return is_trusted(user, request.agency, device_of(request), now())


def is_trusted(user: Any, agency: Agency, device: str, now: dt.datetime) -> bool:
    """Whether the second factor may be skipped in the browser with this cookie."""
    rows = Device.objects.known().filter(
        agency=agency, user=user, mark=mark_of(device), trusted_until__gt=now
    )
    return bool(device and agency.trust_days) and rows.exists()


def is_known(email: str, agency: Agency, device: str) -> bool:
    """Whether somebody with this address has signed in from the browser
    with this cookie, and not revoked it."""
    rows = Device.objects.known().filter(
        agency=agency, user__email=canonical_email(email), mark=mark_of(device)
    )
    return bool(device) and rows.exists()


def is_revoked(user: Any, device: str) -> bool:
    """Whether the person has revoked the browser with this cookie: it begins anew with another one."""
    return Device.objects.of_person(user).filter(mark=mark_of(device), revoked_at__isnull=False).exists()
