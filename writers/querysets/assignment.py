"""The orders that wait for a writer, as the desk lists them."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from orders.models import Order
from orders.states.orders import GIVABLE
from project.base.viewer import Viewer

#: What is due within, by the key of a filter.
DUE = {"day": dt.timedelta(days=1), "week": dt.timedelta(days=7)}


def waiting_orders(
    viewer: Viewer, *, service: str = "", subject: str = "", due: str = "", now: dt.datetime
) -> QuerySet[Order]:
    """Placed and offered orders with what their rows print, narrowed by the keys of a service and a subject,
    and by when they are due."""
    rows = Order.objects.visible_to(viewer).filter(state__in=GIVABLE)
    if service:
        rows = rows.filter(service__key=service)
    if subject:
        rows = rows.filter(subject__key=subject)
    if due in DUE:
        rows = rows.filter(client_deadline__lte=now + DUE[due])
    return rows.select_related("service", "subject", "account", "agency").defer("search")
