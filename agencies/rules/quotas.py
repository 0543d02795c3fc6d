"""How much of what the operator lets it have an agency uses."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency, Membership


def people_of(agency: Agency, *, besides: int = 0) -> int:
    """Everyone who belongs to an agency, clients and suspended ones among them; no placeholders,
    nor the membership `besides`."""
    rows = Membership.objects.belonging().filter(agency=agency, placeholder=False)
    return rows.exclude(pk=besides).count()


def is_full(agency: Agency) -> bool:
    """Whether there is no place for another person, as it is now, without a lock."""
    return agency.most_people is not None and people_of(agency) >= agency.most_people


def month_of(agency: Agency, now: dt.datetime) -> dt.datetime:
    """When the month began in which orders are counted, by the agency's clock."""
    return now.astimezone(agency.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
