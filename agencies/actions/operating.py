"""What the operator of an installation does to an agency: quotas, and shutting it. For the operator's command
and page alone, hence without an actor: `by` says which of them, for the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency
from agencies.models.agency import MOST_MEGABYTES
from agencies.signals import agency_resumed
from project.base.errors import Invalid

#: The columns that are quotas, each with its least and its most.
QUOTAS = {
    "most_people": (1, 1_000_000),
    "most_storage_mb": (0, MOST_MEGABYTES),
    "most_orders": (0, 1_000_000),
}


def set_quotas(*, agency: Agency, by: str, now: dt.datetime, **quotas: int | None) -> Agency:
    """Let an agency have no more than this; None: as much as it likes. Those that are not named stay. What it
    has beyond that stays too: it only gets no more. Does nothing when nothing changes. Raises Invalid by
    field for a number out of bounds."""
    errors = {
        name: _("Enter a whole number from %s to %s.") % QUOTAS[name]
        for name in quotas
        if _is_odd(name, quotas)
    }
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        row = _locked(agency)
        changed = {name: value for name, value in quotas.items() if getattr(row, name) != value}
        if changed:
            _save(row, changed)
            told = ",".join(f"{name}={value}" for name, value in changed.items())
            log_event("quotas_changed", agency=row, quotas=told, by_operator=by)
    return row


def suspend_agency(*, agency: Agency, by: str, reason: str, now: dt.datetime) -> Agency:
    """Shut an agency from the next request on: pages, API and links answer 503, its sweeps rest, its mails
    and webhooks are not sent. Nothing is deleted. Does nothing for one that is suspended. Raises Invalid
    without a reason, which is kept in the security log."""
    if not reason.strip() or len(reason) > 150:
        raise Invalid({"reason": _("Enter a reason of at most %(most)s characters.") % {"most": 150}})
    with transaction.atomic():
        row = _locked(agency)
        if row.suspended_at is None:
            _save(row, {"suspended_at": now})
            log_event("agency_suspended", agency=row, reason=reason.strip(), by_operator=by)
    return row


def resume_agency(*, agency: Agency, by: str, now: dt.datetime) -> Agency:
    """Let a suspended agency work again, from the next request on. Those who wait for an answer get the time
    back that they lost (`agency_resumed`); what else fell due meanwhile is done by the next sweeps. Does
    nothing for one that works."""
    with transaction.atomic():
        row = _locked(agency)
        if row.suspended_at is not None:
            since = row.suspended_at
            _save(row, {"suspended_at": None})
            agency_resumed.send(Agency, agency=row, since=since, now=now)
            log_event("agency_resumed", agency=row, by_operator=by)
    return row


def _is_odd(name: str, quotas: dict[str, int | None]) -> bool:
    least, most = QUOTAS[name]
    value = quotas[name]
    return value is not None and not least <= value <= most


def _locked(agency: Agency) -> Agency:
    return Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def _save(row: Agency, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
