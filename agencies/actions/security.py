"""How strict an agency is about signing in: sessions, trusted browsers, who needs a second factor."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency
from agencies.rules.agencies import sets_security
from agencies.signals import people_acted, security_policy_changed
from agencies.states.second_factor import FactorScope
from project.base.errors import Invalid, require
from project.base.viewer import Viewer

#: The numbers of the policy; their bounds are those of the model.
NUMBERS = ("session_cap", "idle_hours", "session_days", "trust_days")
#: Days of grace that an agency may give, at most.
MOST_GRACE = dt.timedelta(days=366)


def save_security_policy(
    *,
    actor: Viewer,
    numbers: dict[str, int],
    now: dt.datetime,
    second_factor_for: str = "",
    second_factor_from: dt.datetime | None = None,
    second_factor_wide_from: dt.datetime | None = None,
    browser: Browser = UNKNOWN,
) -> list[str]:
    """Store the policy: `numbers` by the names of NUMBERS, of whom a second factor is required (a value of
    FactorScope, "" for nobody), from when on of staff, and from when on of the others whom the scope covers.
    A day that the scope does not need is not kept.

    Holds from the next request on; sends `security_policy_changed`. Answers the names of what changed; the
    same again changes nothing. Raises Invalid by field for a number out of its bounds, an unknown scope, a
    day that is missing or more than a year ahead.
    """
    require(sets_security(actor))
    days = {"second_factor_from": second_factor_from, "second_factor_wide_from": second_factor_wide_from}
    wanted: dict[str, Any] = {
        **{name: numbers[name] for name in NUMBERS},
        **_factor_rule(second_factor_for, days),
    }
    _require_days(wanted, now)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        changed = [name for name, value in wanted.items() if getattr(agency, name) != value]
        before = {name: [_plain(getattr(agency, name)), _plain(wanted[name])] for name in changed}
        for name in changed:
            setattr(agency, name, wanted[name])
        _require_bounds(agency)
        if changed:
            about = {"kind": "policy", "subject": "", "before": before}
            people_acted.send(Agency, actor=actor, browser=browser, now=now, **about)
            agency.save(update_fields=changed)
            facts: dict[str, Any] = {"actor": actor, "browser": browser}
            event = log_event("security_policy_changed", agency=agency, **facts, changed=",".join(changed))
            security_policy_changed.send(
                sender=Agency, agency=agency, actor=actor, changed=changed, event=event, now=now
            )
    return changed


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def _factor_rule(scope: str, days: dict[str, dt.datetime | None]) -> dict[str, Any]:
    """The columns of the rule, without days that its scope does not need."""
    if not scope:
        nobody = dict.fromkeys(days)
        return {"second_factor_for": FactorScope.STAFF.value, **nobody}
    if scope not in FactorScope.values:
        raise Invalid({"second_factor_for": _("Choose one of the options.")})
    needed = [name for name in days if scope != FactorScope.STAFF or name != "second_factor_wide_from"]
    if missing := [name for name in needed if days[name] is None]:
        raise Invalid({name: _("Choose a day.") for name in missing})
    return {"second_factor_for": scope, **{name: days[name] if name in needed else None for name in days}}


def _require_days(wanted: dict[str, Any], now: dt.datetime) -> None:
    late = [
        name
        for name in ("second_factor_from", "second_factor_wide_from")
        if wanted[name] and wanted[name] > now + MOST_GRACE
    ]
    if late:
        raise Invalid({name: _("Choose a day within the next year.") for name in late})


def _require_bounds(agency: Agency) -> None:
    try:
        agency.clean_fields(
            exclude=[field.name for field in Agency._meta.fields if field.name not in NUMBERS]
        )
    except ValidationError as error:
        raise Invalid(error.message_dict) from error
