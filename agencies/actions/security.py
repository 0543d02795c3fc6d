"""How strict an agency is about signing in: sessions, trusted browsers, the second factor of staff."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency
from agencies.rules.agencies import sets_security
from project.base.errors import Invalid, require
from project.base.viewer import Viewer

#: The numbers of the policy; their bounds are those of the model.
NUMBERS = ("session_cap", "idle_hours", "session_days", "trust_days")
#: Days of grace that an agency may give its staff, at most.
MOST_GRACE = dt.timedelta(days=366)


def save_security_policy(
    *, actor: Viewer, numbers: dict[str, int], second_factor_from: dt.datetime | None, now: dt.datetime
) -> list[str]:
    """Store the policy: `numbers` by the names of NUMBERS, and from when on
    staff need a second factor (None: never).

    Holds from the next request on. Answers the names of what changed; the same again changes nothing. Raises
    Invalid by field for a number out of its bounds, and for a date more than a year ahead.
    """
    require(sets_security(actor))
    if second_factor_from and second_factor_from > now + MOST_GRACE:
        raise Invalid({"second_factor_from": _("Please choose a day within the next year.")})
    wanted: dict[str, Any] = {
        **{name: numbers[name] for name in NUMBERS},
        "second_factor_from": second_factor_from,
    }
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        changed = [name for name, value in wanted.items() if getattr(agency, name) != value]
        for name in changed:
            setattr(agency, name, wanted[name])
        _require_bounds(agency)
        if changed:
            agency.save(update_fields=changed)
            log_event("security_policy_changed", agency=agency, actor=actor, changed=",".join(changed))
    return changed


def _require_bounds(agency: Agency) -> None:
    try:
        agency.clean_fields(
            exclude=[field.name for field in Agency._meta.fields if field.name not in NUMBERS]
        )
    except ValidationError as error:
        raise Invalid(error.message_dict) from error
