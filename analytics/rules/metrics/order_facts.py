"""What clients and the desk read of orders alike: the facts of these metrics. Each board gives its rows, its
right and, where it speaks to somebody else, its definition."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analytics.states.metrics import How, Unit
from orders.states.orders import OPEN_STATES, State

from .orders import ORDERS, in_time, to_first_delivery, was_revised

OPEN: dict[str, Any] = {
    "definition": _("Orders that are neither completed nor cancelled now, whatever the period."),
    "time": _("when the order was placed"),
    "unit": Unit.COUNT,
    "how": How.COUNT,
    "kind": ORDERS,
    "at": "placed_at",
    "which": lambda scope: Q(state__in=OPEN_STATES),
    "timed": False,
}
PLACED: dict[str, Any] = {
    "key": "placed",
    "name": _("Orders placed"),
    "definition": _("Orders that were placed in the period and have not been cancelled since."),
    "time": _("when the order was placed"),
    "unit": Unit.COUNT,
    "how": How.COUNT,
    "kind": ORDERS,
    "at": "placed_at",
    "which": lambda scope: ~Q(state=State.CANCELLED),
}
_DELIVERED: dict[str, Any] = {
    "time": _("when the first version was delivered"),
    "kind": ORDERS,
    "at": "delivered_at",
}
ON_TIME: dict[str, Any] = {
    **_DELIVERED,
    "key": "on_time",
    "name": _("On time"),
    "unit": Unit.SHARE,
    "how": How.SHARE,
    "value": in_time,
    "better": "more",
}
TURNAROUND: dict[str, Any] = {
    **_DELIVERED,
    "key": "turnaround",
    "name": _("Turnaround"),
    "unit": Unit.DURATION,
    "how": How.MEDIAN,
    "value": to_first_delivery,
    "better": "less",
}
REVISED: dict[str, Any] = {
    **_DELIVERED,
    "key": "revised",
    "name": _("Revision rate"),
    "unit": Unit.SHARE,
    "how": How.SHARE,
    "value": was_revised,
    "better": "less",
}
