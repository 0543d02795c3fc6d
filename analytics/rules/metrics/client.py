"""What clients read of their own orders; payers of their money as well."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from analytics.states.metrics import Board, How, Unit
from clients.models.accounts import AccountPerson, AccountRole
from clients.rules.accounts import PAYER, is_client, own_accounts
from orders.models import LedgerEntry, Order
from orders.models.ledger import BILLED
from project.base.viewer import Member, Viewer

from . import order_facts
from .base import Metric, Scope, register
from .orders import ENTRIES, real

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


def _register(**facts: Any) -> None:
    """Of orders: for every client."""
    register(Metric(board=Board.CLIENT, source=own_orders, dimensions=DIMENSIONS, right=is_client, **facts))


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
_register(key="open", name=_("Open orders"), **order_facts.OPEN)
_register(**order_facts.PLACED)
_register(
    definition=_(
        "Of the orders whose first version reached you in the period, the share for which it came by the "
        "deadline as last agreed. Orders that were cancelled later count as they were delivered."
    ),
    **order_facts.ON_TIME,
)
_register(
    definition=_(
        "The time from placing an order to its first version, nights and weekends included: the median "
        "of the orders whose first version reached you in the period."
    ),
    **order_facts.TURNAROUND,
)
_register(
    definition=_(
        "Of the orders whose first version reached you in the period, the share for which a revision has "
        "been requested since. Requests that were taken back, or were beyond the order, don’t count."
    ),
    **order_facts.REVISED,
)
