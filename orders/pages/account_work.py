"""What the pages of client accounts ask about their orders."""

from __future__ import annotations

from django.db.models import QuerySet

from clients.models import ClientAccount
from orders.models import Order
from orders.states.orders import OPEN_STATES, State
from project.base.paging import capped_count
from project.base.viewer import Viewer


class OrdersOfAccounts:
    """The answer to clients.hooks.account_work."""

    def open_orders(self, viewer: Viewer, account: ClientAccount) -> int:
        return capped_count(Order.objects.visible_to(viewer).filter(account=account, state__in=OPEN_STATES))

    def completed(self, viewer: Viewer) -> QuerySet[Order]:
        return Order.objects.as_client(viewer).filter(state=State.COMPLETED)
