"""What is open among orders when an agency is to be closed."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import ngettext

from agencies.hooks.closing import ClosingTie
from agencies.models import Agency, MarkKind
from orders.models import Order
from orders.states.orders import OPEN_STATES


def open_orders(agency: Agency, now: dt.datetime) -> list[ClosingTie]:
    """Orders that are not finished: somebody waits for each. Trial orders hold up nothing. One query."""
    rows = Order.objects.filter(agency=agency, state__in=OPEN_STATES)
    count = rows.exclude(marked__mark__kind=MarkKind.TRIAL).count()
    if not count:
        return []
    words = ngettext(
        "%(n)s order is not completed or cancelled.", "%(n)s orders are not completed or cancelled.", count
    )
    return [ClosingTie(words % {"n": count}, reverse("orders:desk"), blocks=True)]
