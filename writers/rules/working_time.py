"""How much work somebody has, and how much time for it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from agencies.rules.working_hours import calendar_of
from writers.querysets.people import Facts, hours_of

from . import half_days

if TYPE_CHECKING:
    from agencies.models import Agency


def held_hours(facts: Facts, efforts: dict[int, Decimal]) -> Decimal:
    """Hours of work in the orders that somebody has in hand."""
    parts = (hours_of(each.quantity, each.unit, efforts.get(each.service_id)) for each in facts.work)
    return sum(parts, Decimal(0))


def free_time(agency: Agency, facts: Facts, start: dt.datetime, end: dt.datetime) -> half_days.Span:
    """How much of the time from `start` to `end` somebody works, and is away. Holidays are the agency's."""
    return half_days.span(
        half_days.halves(start, end, facts.zone),
        working_days=facts.capacity.working_days,
        holidays=calendar_of(agency).holidays,
        away=facts.away,
    )
