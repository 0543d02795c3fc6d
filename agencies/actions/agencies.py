"""Founding an agency."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from decimal import Decimal

from babel.numbers import get_currency_precision, is_currency
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.domains import give_host
from agencies.actions.security_log import log_event
from agencies.actions.working_hours import seed_hours
from agencies.models import Agency, Branding, Domain, Role
from agencies.models.agency import NAME_LIMIT
from agencies.signals import agency_created
from project.base.errors import Invalid
from project.base.mail_addresses import canonical_email
from project.base.text import clean_line

from .invitations import email_problem, issue

HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\Z")
NO_TAX = Decimal("0.00")
CODE = re.compile(r"[A-Z]{2,6}\Z")


def create_agency(
    *,
    name: str,
    host: str,
    owner_email: str,
    code: str,
    currency: str,
    timezone: str,
    now: dt.datetime,
    tax_rate: Decimal = NO_TAX,
) -> tuple[Agency, str]:
    """Found an agency with its primary domain, branding and working hours, and invite its first owner. It is
    closed until the owner opens it, and its starter prices have no tax but `tax_rate`, in percent.

    For the operator's command alone, hence without an actor. Sends `agency_created`, so that other apps give
    it what an agency begins with. Returns the agency and the invitation's token, which is stored nowhere:
    whoever holds it becomes the owner, once. Raises Invalid, with all that is wrong by field, and stores
    nothing then.
    """
    facts = _clean(
        name=name, host=host, owner_email=owner_email, code=code, currency=currency, timezone=timezone
    )
    with transaction.atomic():
        agency = Agency.objects.create(
            name=clean_line(facts["name"]),
            code=facts["code"],
            currency=facts["currency"],
            timezone=facts["timezone"],
        )
        give_host(agency=agency, host=facts["host"], now=now, is_primary=True)
        Branding.objects.create(agency=agency)
        seed_hours(agency=agency)
        _invitation, token = issue(
            agency=agency, email=facts["owner_email"], roles=[Role.OWNER.value], by=None, now=now
        )
        agency_created.send(sender=Agency, agency=agency, now=now, tax_rate=tax_rate)
        log_event("agency_created", agency=agency)
    return agency, token


def code_from(name: str) -> str:
    """A code to begin order numbers with: the first three letters of the
    name; AGY when it has fewer than two."""
    letters = re.sub(r"[^A-Z]", "", name.upper())
    return letters[:3] if len(letters) >= 2 else "AGY"


def _clean(**typed: str) -> dict[str, str]:
    facts = {key: value.strip() for key, value in typed.items()}
    facts.update(
        host=facts["host"].lower().rstrip("."),
        owner_email=canonical_email(facts["owner_email"]),
        code=facts["code"].upper(),
    )
    facts["currency"] = facts["currency"].upper()
    errors = {key: message for key, message in _problems(facts).items() if message}
    if errors:
        raise Invalid(errors, "; ".join(errors.values()))
    return facts


def _problems(facts: dict[str, str]) -> dict[str, str]:
    return {
        "name": _name_problem(facts["name"]),
        "host": _host_problem(facts["host"]),
        "owner_email": email_problem(facts["owner_email"]),
        "code": _code_problem(facts["code"]),
        "currency": currency_problem(facts["currency"]),
        "timezone": zone_problem(facts["timezone"]),
    }


def _name_problem(name: str) -> str:
    try:
        clean_line(name)
    except ValidationError as error:
        return str(error.messages[0])
    return "" if 1 <= len(name) <= NAME_LIMIT else _("Enter a name of up to 80 characters.")


def _host_problem(host: str) -> str:
    if len(host) > 253 or not HOST.match(host):
        return _("Enter the host as a plain name such as words.example.com, without a scheme or port.")
    return _("An agency already uses this host.") if Domain.objects.filter(host=host).exists() else ""


def _code_problem(code: str) -> str:
    if not CODE.match(code):
        return _("Enter a code of two to six letters.")
    return (
        _("Another agency already has this code. Choose a different one with --code.")
        if Agency.objects.filter(code=code).exists()
        else ""
    )


def zone_problem(timezone: str) -> str:
    """Why an agency cannot have this time zone; "" when it can."""
    return "" if timezone in zoneinfo.available_timezones() else _("This time zone does not exist.")


def currency_problem(currency: str) -> str:
    """Why an agency cannot have this currency; "" when it can."""
    if not is_currency(currency) or get_currency_precision(currency) != 2:
        return _("Enter the three-letter code of a currency with two decimals, such as EUR.")
    return ""
