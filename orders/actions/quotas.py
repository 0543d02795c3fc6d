"""Orders that the operator lets an agency take in a month."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.rules.quotas import month_of
from orders.models import Order
from project.base.errors import QuotaReached
from project.base.locks import hold_name


def require_order_place(agency: Agency, now: dt.datetime) -> None:
    """Hold the orders of the month until the end of the transaction, and raise QuotaReached when all were
    placed; trial and imported ones do not count. Asks no right: the actions that call this have. No query
    without a quota."""
    if agency.most_orders is None:
        return
    hold_name(f"orders of {agency.pk}")
    rows = Order.objects.filter(agency=agency, placed_at__gte=month_of(agency, now), marked=None)
    if rows.count() >= agency.most_orders:
        raise QuotaReached(
            _("%(agency)s can’t take more orders this month. Your draft is kept; contact the agency.")
            % {"agency": agency.name}
        )
