"""What the desk reads of the agency's orders and clients."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.states.roles import is_staff
from analytics.states.metrics import Board, How, Unit
from orders.models import Order
from orders.states.orders import State

from . import order_facts
from .base import Column, Kind, Metric, Scope, register
from .orders import real, yes_where_any

DIMENSIONS = ("service", "client")
FIRST_ORDERS = Kind(
    key="first_orders",
    name=ngettext_lazy("client", "clients"),
    number="number",
    label="account__name",
    columns=(Column("order", _("First order"), "number"), Column("title", _("Title"), "title")),
)


def every_order(scope: Scope) -> QuerySet[Any]:
    """The agency's orders; none for trying out, none that came from another program."""
    return real(Order.objects.visible_to(scope.viewer))


def first_orders(scope: Scope) -> QuerySet[Any]:
    """The first order of each client, but for those that were cancelled."""
    return kept(every_order(scope)).filter(pk=first_of(of_account(scope)))


def of_account(scope: Scope, account: str = "account") -> QuerySet[Any]:
    """All orders of the account of a row, but for those that were cancelled."""
    return real(kept(Order.objects.filter(agency_id=scope.viewer.agency_id, account=OuterRef(account))))


def first_of(orders: QuerySet[Any]) -> Subquery:
    """Which of these was placed first: one look into the index of an account for each row, however many
    orders it has. Asked that there be none earlier, the database may read them all."""
    return Subquery(orders.order_by("placed_at", "pk").values("pk")[:1])


def kept(orders: QuerySet[Any]) -> QuerySet[Any]:
    """Without those that were cancelled."""
    return orders.exclude(state=State.CANCELLED)


def came_back(scope: Scope) -> Any:
    """Of a client's first order: 1 where another has been placed since, else 0."""
    return yes_where_any(of_account(scope).exclude(pk=OuterRef("pk")))


def _register(**facts: Any) -> None:
    """Of orders: for the desk."""
    register(Metric(board=Board.AGENCY, source=every_order, dimensions=DIMENSIONS, right=is_staff, **facts))


_register(better="more", **order_facts.PLACED)
_register(key="backlog", name=_("Backlog"), **order_facts.OPEN)
_register(
    definition=_(
        "Of the orders whose first version reached the client in the period, the share for which it came "
        "by the deadline as last agreed. Orders that were cancelled later count as they were delivered."
    ),
    **order_facts.ON_TIME,
)
_register(
    definition=_(
        "The time from placing an order to its first version, nights and weekends included: the median "
        "of the orders whose first version reached the client in the period."
    ),
    **order_facts.TURNAROUND,
)
_register(
    definition=_(
        "Of the orders whose first version reached the client in the period, the share for which a "
        "revision has been requested since. Requests that were taken back, or were beyond the order, "
        "don’t count."
    ),
    **order_facts.REVISED,
)
register(
    Metric(
        board=Board.AGENCY,
        key="returned",
        name=_("Clients who came back"),
        definition=_(
            "Of the clients who placed their first order in the period, the share that has placed another "
            "one since. Orders that were cancelled don’t count. By month, each is the cohort of that month."
        ),
        time=_("when the client placed the first order"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=FIRST_ORDERS,
        source=first_orders,
        at="placed_at",
        value=came_back,
        dimensions=("service",),
        right=is_staff,
        better="more",
    )
)
