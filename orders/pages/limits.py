"""Orders of the month against what the operator lets the agency take (agencies.hooks.limits)."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from agencies.hooks import Limit
from agencies.models import Agency
from orders.rules.quotas import orders_of_month


def orders_limit(agency: Agency, now: dt.datetime) -> Limit:
    """Orders placed this month. One query."""
    return Limit(
        label=_("Orders this month"),
        note=_(
            "Trial orders and imported ones do not count. The count starts again on the first of the month."
        ),
        used=orders_of_month(agency, now),
        most=agency.most_orders,
        icon="clipboard-list",
        advice=_("Wait for the first of the month, or ask the operator of this installation for more."),
        url_name="orders:desk",
    )
