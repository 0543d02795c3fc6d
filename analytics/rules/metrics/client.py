"""What clients read of their own orders; payers of their money as well."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from analytics.states.metrics import Board, How, Unit
from clients.models.accounts import AccountPerson, AccountRole
from clients.rules.accounts import PAYER, is_client, own_accounts
from orders.models import LedgerEntry, Order
from orders.models.ledger import BILLED
from orders.states.orders import OPEN_STATES, State
from project.base.viewer import Member, Viewer

from .base import Metric, Scope, register
from .orders import ENTRIES, ORDERS, in_time, real, to_first_delivery, was_revised

DIMENSIONS = ("service", "colleague")


def pays(viewer: Viewer) -> bool:
    """Whether the viewer pays for a client account."""
    return isinstance(viewer, Member) and is_client(viewer) and PAYER in own_accounts(viewer).values()


def own_orders(scope: Scope) -> QuerySet[Any]:
    """The orders of the viewer's client accounts, those made for somebody else among them, whatever else they
    see by other roles; none for trying out, none that came from another program."""
    viewer = scope.viewer
    own = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    rows = Order.objects.known_to(viewer).filter(account_id__in=own.values("account_id"))
    return real(rows)


def own_entries(scope: Scope) -> QuerySet[Any]:
    """What was billed to the accounts that the viewer pays for."""
    viewer = scope.viewer
    rows = LedgerEntry.objects.visible_to(viewer).filter(kind__in=BILLED)
    return real(rows, "order__").filter(
        account__people__membership_id=viewer.member_id, account__people__role=AccountRole.PAYER
    )


register(
    Metric(
        board=Board.CLIENT,
        key="spend",
        name=_("Spend"),
        definition=_(
            "What was billed for your orders, tax included: the prices of orders placed, plus later changes "
            "of price, less refunds. Payments don’t count."
        ),
        time=_("when the amount was booked"),
        unit=Unit.MONEY,
        how=How.SUM,
        kind=ENTRIES,
        source=own_entries,
        at="at",
        value=lambda scope: F("amount"),
        dimensions=DIMENSIONS,
        right=pays,
    )
)
register(
    Metric(
        board=Board.CLIENT,
        key="open",
        name=_("Open orders"),
        definition=_("Orders that are neither completed nor cancelled now, whatever the period."),
        time=_("when the order was placed"),
        unit=Unit.COUNT,
        how=How.COUNT,
        kind=ORDERS,
        source=own_orders,
        at="placed_at",
        which=lambda scope: Q(state__in=OPEN_STATES),
        dimensions=DIMENSIONS,
        right=is_client,
        timed=False,
    )
)
register(
    Metric(
        board=Board.CLIENT,
        key="placed",
        name=_("Orders placed"),
        definition=_("Orders that were placed in the period and have not been cancelled since."),
        time=_("when the order was placed"),
        unit=Unit.COUNT,
        how=How.COUNT,
        kind=ORDERS,
        source=own_orders,
        at="placed_at",
        which=lambda scope: ~Q(state=State.CANCELLED),
        dimensions=DIMENSIONS,
        right=is_client,
    )
)
register(
    Metric(
        board=Board.CLIENT,
        key="on_time",
        name=_("On time"),
        definition=_(
            "Of the orders whose first version reached you in the period, the share for which it came by the "
            "deadline as last agreed. Orders that were cancelled later count as they were delivered."
        ),
        time=_("when the first version was delivered"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=ORDERS,
        source=own_orders,
        at="delivered_at",
        value=in_time,
        dimensions=DIMENSIONS,
        right=is_client,
        better="more",
    )
)
register(
    Metric(
        board=Board.CLIENT,
        key="turnaround",
        name=_("Turnaround"),
        definition=_(
            "The time from placing an order to its first version, nights and weekends included: the median "
            "of the orders whose first version reached you in the period."
        ),
        time=_("when the first version was delivered"),
        unit=Unit.DURATION,
        how=How.MEDIAN,
        kind=ORDERS,
        source=own_orders,
        at="delivered_at",
        value=to_first_delivery,
        dimensions=DIMENSIONS,
        right=is_client,
        better="less",
    )
)
register(
    Metric(
        board=Board.CLIENT,
        key="revised",
        name=_("Revision rate"),
        definition=_(
            "Of the orders whose first version reached you in the period, the share for which a revision has "
            "been requested since. Requests that were taken back, or were beyond the order, don’t count."
        ),
        time=_("when the first version was delivered"),
        unit=Unit.SHARE,
        how=How.SHARE,
        kind=ORDERS,
        source=own_orders,
        at="delivered_at",
        value=was_revised,
        dimensions=DIMENSIONS,
        right=is_client,
        better="less",
    )
)
