"""What the desk reads of the agency's work and money; fees and margin are for managers and owners."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_staff
from analytics.states.metrics import Board, How, Unit
from orders.models import LedgerEntry, Order
from orders.models.ledger import BILLED
from orders.states.orders import OPEN_STATES, State

from .base import Metric, Scope, register
from .orders import ENTRIES, ORDERS, in_time, to_first_delivery, was_revised

DIMENSIONS = ("service", "client")


def every_order(scope: Scope) -> QuerySet[Any]:
    """The agency's orders; none for trying out, none that came from another program."""
    return Order.objects.visible_to(scope.viewer).filter(marked=None)


def every_entry(scope: Scope) -> QuerySet[Any]:
    """The agency's ledger of these orders."""
    return LedgerEntry.objects.visible_to(scope.viewer).filter(order__marked=None)


register(
    Metric(
        board=Board.AGENCY,
        key="revenue",
        name=_("Revenue"),
        definition=_(
            "What was billed to clients, tax included: the prices of orders placed, plus later changes of "
            "price, less refunds. Payments don’t count."
        ),
        time=_("when the amount was booked"),
        unit=Unit.MONEY,
        how=How.SUM,
        kind=ENTRIES,
        source=every_entry,
        at="at",
        which=lambda scope: Q(kind__in=BILLED),
        value=lambda scope: F("amount"),
        dimensions=DIMENSIONS,
        right=is_staff,
        better="more",
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="placed",
        name=_("Orders placed"),
        definition=_("Orders that were placed in the period and have not been cancelled since."),
        time=_("when the order was placed"),
        unit=Unit.COUNT,
        how=How.COUNT,
        kind=ORDERS,
        source=every_order,
        at="placed_at",
        which=lambda scope: ~Q(state=State.CANCELLED),
        dimensions=DIMENSIONS,
        right=is_staff,
        better="more",
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="backlog",
        name=_("Backlog"),
        definition=_("Orders that are neither completed nor cancelled now, whatever the period."),
        time=_("when the order was placed"),
        unit=Unit.COUNT,
        how=How.COUNT,
        kind=ORDERS,
        source=every_order,
        at="placed_at",
        which=lambda scope: Q(state__in=OPEN_STATES),
        dimensions=DIMENSIONS,
        right=is_staff,
        timed=False,
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="on_time",
        name=_("On time"),
        definition=_(
            "Of the orders whose first version reached the client in the period, the share for which it came "
            "by the deadline as last agreed. Orders that were cancelled later count as they were delivered."
        ),
        time=_("when the first version was delivered"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=ORDERS,
        source=every_order,
        at="delivered_at",
        value=in_time,
        dimensions=DIMENSIONS,
        right=is_staff,
        better="more",
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="turnaround",
        name=_("Turnaround"),
        definition=_(
            "The time from placing an order to its first version, nights and weekends included: the median "
            "of the orders whose first version reached the client in the period."
        ),
        time=_("when the first version was delivered"),
        unit=Unit.DURATION,
        how=How.MEDIAN,
        kind=ORDERS,
        source=every_order,
        at="delivered_at",
        value=to_first_delivery,
        dimensions=DIMENSIONS,
        right=is_staff,
        better="less",
    )
)
register(
    Metric(
        board=Board.AGENCY,
        key="revised",
        name=_("Revision rate"),
        definition=_(
            "Of the orders whose first version reached the client in the period, the share for which a "
            "revision has been requested since. Requests that were taken back, or were beyond the order, "
            "don’t count."
        ),
        time=_("when the first version was delivered"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=ORDERS,
        source=every_order,
        at="delivered_at",
        value=was_revised,
        dimensions=DIMENSIONS,
        right=is_staff,
        better="less",
    )
)
