"""How many orders an agency took this month, of those that its operator counts."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency
from agencies.rules.quotas import month_of
from orders.models import Order


def orders_of_month(agency: Agency, now: dt.datetime) -> int:
    """Those placed this month by the agency's clock, no trial and no imported ones. One query."""
    return Order.objects.filter(agency=agency, placed_at__gte=month_of(agency, now), marked=None).count()
