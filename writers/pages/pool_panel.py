"""The pool on the order page: for the desk, while an order waits for a writer."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from orders.states.orders import GIVABLE
from project.base.features import is_on
from project.base.viewer import Viewer
from writers.rules.pool import can_put_into_pool

from .order_panels import is_missing
from .pool import desk_entries, desk_row


class PoolPanel:
    """Registered in orders.hooks.panels."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """Two queries for the desk while the order is in the pool, none otherwise."""
        if not sides.desk or order.state not in GIVABLE:
            return None
        entry = None if is_missing(order, "pool") else desk_entries(viewer).filter(order=order).first()
        may_put = can_put_into_pool(viewer, order)
        if entry is None and not (may_put and is_on(viewer.agency, "pool")):
            return None
        context = {
            "row": desk_row(entry, now) if entry else None,
            "may_put": may_put,
            "put_url": reverse("writers:pool_put", args=[order.number]),
        }
        return Panel("writers/pool/_panel.html", context)
