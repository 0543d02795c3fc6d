"""Orders that an agency may take: in a month, and before it closes."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from agencies.models import Agency
from orders.rules.quotas import orders_of_month
from project.base.errors import QuotaReached, WrongState
from project.base.locks import hold_name


def require_order_place(agency: Agency, now: dt.datetime, *, staff: bool) -> None:
    """Hold the orders of the month until the end of the transaction, and raise QuotaReached when all were
    placed; trial and imported ones do not count. `staff`: whether those who run the agency are told. Raises
    WrongState at an agency that is to be closed. Asks no right: the actions that call this have. No query
    without a quota."""
    if agency.closes_at is not None:
        raise WrongState(
            _("%(agency)s is about to close and takes no new orders. Your draft is kept until then.")
            % {"agency": agency.name}
        )
    if agency.most_orders is None:
        return
    hold_name(f"orders of {agency.pk}")
    if orders_of_month(agency, now) < agency.most_orders:
        return
    if staff:
        told = _(
            "Your agency has taken all the orders it may take this month. Wait for the first of the month, "
            "or have an owner look under Limits."
        )
        raise QuotaReached(told)
    words = _("%(agency)s can’t take more orders this month. Your draft is kept; contact the agency.")
    raise QuotaReached(words % {"agency": agency.name})
