"""From when on a member needs a second factor, by the policy of the agency."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from agencies.models import Agency, Membership
from agencies.states.second_factor import OTHERS, STAFF


def second_factor_from(member: Membership) -> dt.datetime | None:
    """The moment from which on the member's agency requires one of them; None for never. Of who is staff and
    more, the day of staff counts. No query, where the agency was brought along."""
    agency = member.agency
    if agency.second_factor_from is None:
        return None
    if set(member.roles) & set(STAFF):
        return agency.second_factor_from
    others = OTHERS[agency.second_factor_for]
    covered = others is None or bool(set(member.roles) & set(others))
    return agency.second_factor_wide_from if covered else None


def covered_by(agency: Agency) -> Q:
    """The memberships of the agency of whom one is required, now or later."""
    if agency.second_factor_from is None:
        return Q(pk__in=[])
    others = OTHERS[agency.second_factor_for]
    return Q() if others is None else Q(roles__overlap=[*STAFF, *others])
