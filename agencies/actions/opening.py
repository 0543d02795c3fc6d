"""What an agency is, as its owner says it, and opening it to clients."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency
from agencies.models.agency import PHONE_LIMIT, SignUpPolicy
from agencies.rules.agencies import sets_agency
from project.base.errors import Invalid, require
from project.base.viewer import Viewer

from .agencies import currency_problem, zone_problem
from .features import note_switch, who_of
from .invitations import email_problem

#: How the agency is reached and speaks, how clients come to it, and what opening it fixes. What it is called
#: belongs to its branding.
WHO = ("contact_email", "contact_phone", "language")
HOW, FIXED = ("sign_up", "editorial_review"), ("currency", "timezone")
NAMES = (*WHO, *HOW, *FIXED)


def save_agency(*, actor: Viewer, fields: Mapping[str, Any], now: dt.datetime) -> list[str]:
    """Store settings of the agency, by the names of NAMES; those that `fields` lacks stay.

    Holds from the next request on: a delivery that waits for an editor waits on. Answers the names of what
    changed. Raises Invalid by field for an unknown value, and for another currency or time zone once the
    agency is open, since prices, numbers and deadlines were made with them.
    """
    require(sets_agency(actor))
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        return _write(agency, actor, fields, now)


def open_agency(*, actor: Viewer, fields: Mapping[str, Any], now: dt.datetime) -> Agency:
    """Publish the prices: from the next request on, everybody sees them, and clients join and order. Stores
    `fields` before, as `save_agency` does. There is no way back; does nothing for an open agency.

    Raises Invalid as `save_agency` does; nothing is stored then.
    """
    require(sets_agency(actor))
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        if agency.is_open:
            return agency
        _write(agency, actor, fields, now)
        agency.opened_at = now
        agency.save(update_fields=["opened_at"])
        log_event("agency_opened", agency=agency, actor=actor)
    return agency


def _write(agency: Agency, actor: Viewer, fields: Mapping[str, Any], now: dt.datetime) -> list[str]:
    changed = [name for name in NAMES if name in fields and getattr(agency, name) != fields[name]]
    errors = {name: words for name in changed if (words := _problem(agency, name, fields[name]))}
    if errors:
        raise Invalid(errors)
    for name in changed:
        if name in HOW:
            note_switch(agency, name, fields[name] in (True, SignUpPolicy.OPEN), "", who_of(actor), now)
        else:
            setattr(agency, name, fields[name])
    if changed:
        agency.save(update_fields=[name for name in changed if name not in HOW])
        log_event("agency_changed", agency=agency, actor=actor, changed=",".join(changed))
    return changed


def _problem(agency: Agency, name: str, value: Any) -> str:
    if name in FIXED and agency.is_open:
        return _("This can’t be changed once the agency is open.")
    return PROBLEMS[name](value) if name in PROBLEMS else ""


def _choice_problem(known: Iterable[str]) -> Callable[[Any], str]:
    return lambda value: "" if value in known else _("Choose one of the options.")


def _phone_problem(phone: str) -> str:
    return "" if len(phone) <= PHONE_LIMIT else _("Enter a shorter number.")


def _contact_problem(email: str) -> str:
    return email_problem(email) if email else ""


#: What is wrong with a value, by name; "" for nothing.
PROBLEMS: Mapping[str, Callable[[Any], str]] = {
    "contact_email": _contact_problem,
    "contact_phone": _phone_problem,
    "language": _choice_problem(["", *dict(settings.LANGUAGES)]),
    "sign_up": _choice_problem(SignUpPolicy.values),
    "currency": currency_problem,
    "timezone": zone_problem,
}
