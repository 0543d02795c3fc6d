"""Who keeps rates and levels, and which of them hold on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from agencies.models import Agency
from agencies.states.roles import is_management
from project.base.viewer import Viewer
from writers.models import FeeRate, HeldLevel, WriterLevel
from writers.pricing.rates import RateTable

#: How far ahead a rate or a level may begin.
FARTHEST = dt.timedelta(days=366)


def keeps_rates(viewer: Viewer) -> bool:
    """Managers and owners see and change what the agency pays; support does not."""
    return is_management(viewer)


def today_at(agency: Agency, now: dt.datetime) -> dt.date:
    """The day that it is at the agency."""
    return now.astimezone(agency.zone).date()


def rates_on(agency_id: int, services: Iterable[int], day: dt.date) -> RateTable:
    """The rates of these services that hold on a day. One query."""
    rows = FeeRate.objects.filter(agency_id=agency_id, service_id__in=list(services)).begun(day)
    return RateTable(rows)


def has_rate(agency: Agency, service_id: int | None, now: dt.datetime) -> bool:
    """Whether the agency pays for a service by a rate today, be it for some levels alone. One query."""
    rows = FeeRate.objects.filter(agency=agency, service_id=service_id)
    return rows.begun(today_at(agency, now)).exists()


def levels_on(agency_id: int, members: Iterable[int], day: dt.date) -> dict[int, WriterLevel]:
    """The level of each of these people on a day; who has none is not in it. One query."""
    rows = HeldLevel.objects.filter(agency_id=agency_id, member_id__in=list(members)).begun(day)
    latest: dict[int, WriterLevel | None] = {}
    for row in rows.select_related("level"):
        latest.setdefault(row.member_id, row.level)
    return {member: level for member, level in latest.items() if level is not None}
