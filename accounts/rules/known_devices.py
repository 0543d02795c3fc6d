"""Which devices of a person are known, so that what happens there is likely to be the person's own doing.

A device is known when its person has said that it is theirs, or trusts it; when it was the first of all;
when it has been seen for KNOWN_AFTER without being called somebody else's; and when a code that was mailed to
them was typed there. Having signed in with the password alone makes none known.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from accounts.models import ConfirmationCode, Device, PersonSession
from accounts.rules.browsers import mark_of
from accounts.rules.factors import Kind
from agencies.models import Agency

KNOWN_AFTER = dt.timedelta(days=7)


def is_known_device(agency: Agency, device: str, now: dt.datetime, **whose: Any) -> bool:
    """Whether the browser with this cookie is a known device of the person that `whose` finds (user, or
    user__email). One query."""
    rows = Device.objects.filter(agency=agency, mark=mark_of(device), **whose)
    return bool(device) and rows.filter(_known("", now)).exists()


def needs_code(user: Any, session: str, now: dt.datetime) -> bool:
    """Whether the password is not enough in the session of this public id: its device is not known, and its
    person has no second factor. One query."""
    factor = Exists(Authenticator.objects.filter(user=user, type__in=[Kind.TOTP, Kind.WEBAUTHN]))
    rows = PersonSession.objects.of_person(user).filter(public_id=session)
    return not rows.filter(_known("device__", now) | factor).exists()


def _known(to: str, now: dt.datetime) -> Q:
    """The rule, from a row that the device is reached from by `to`."""
    earlier = Device.objects.filter(user=OuterRef("user"), first_seen_at__lt=OuterRef(f"{to}first_seen_at"))
    device = OuterRef(f"{to}pk" if to else "pk")
    typed = ConfirmationCode.objects.filter(session__device=device, used_at__isnull=False)
    said = Q(**{f"{to}confirmed_at__isnull": False}) | Q(**{f"{to}trusted_until__gt": now})
    seen = Q(**{f"{to}first_seen_at__lte": now - KNOWN_AFTER}) | ~Exists(earlier) | Exists(typed)
    return Q(**{f"{to}revoked_at": None, f"{to}first_seen_at__isnull": False}) & (said | seen)
