"""Until when the work in hand is due: what the map of the coming weeks is drawn from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from agencies.models import Agency
from orders.models import Order
from orders.states.orders import LOADS

from .people import hours_of


@dataclass(frozen=True)
class DueWork:
    """Hours of one order, and the moment at which its writer delivers."""

    hours: Decimal
    until: dt.datetime


def due_work_of(
    agency: Agency, ids: Collection[int], efforts: dict[int, Decimal], now: dt.datetime
) -> dict[int, list[DueWork]]:
    """The orders that these members have in hand, by the member's id, the first due on top. One query."""
    rows = Order.objects.filter(agency=agency, writer_id__in=ids, state__in=LOADS)
    names = ("writer_id", "service_id", "service__unit", "quantity", "writer_deadline", "client_deadline")
    found: dict[int, list[DueWork]] = defaultdict(list)
    for writer, service, unit, quantity, until, last in rows.order_by("writer_deadline").values_list(*names):
        hours = hours_of(quantity or 0, unit, efforts.get(service))
        found[writer].append(DueWork(hours, until if until > now else last))
    return found
