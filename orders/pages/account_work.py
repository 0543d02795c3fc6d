"""What the pages of client accounts ask about their orders."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import (
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from clients.hooks import AccountPanel, AccountSummary, PanelRow
from clients.models import ClientAccount
from orders.models import Order
from orders.models.ledger import OF_CLIENT, LedgerEntry
from orders.pricing.ledger_balances import ZERO
from orders.querysets.review_window import is_open, is_over
from orders.states.badges import ORDER_BADGES
from orders.states.orders import State
from project.base import clock, formatting
from project.base.paging import CappedCount, capped_count
from project.base.viewer import Viewer

#: The last order of an account without any.
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
#: The rows of an account, and those of accounts that were merged into it: each asked by its index.
OWN, MERGED = "account", "account__merged_into"


def _rows(model: Any, place: str) -> Any:
    return model.objects.filter(agency_id=OuterRef("agency_id"), **{place: OuterRef("pk")})


def _open_orders() -> Any:
    own, merged = (CappedCount(_rows(Order, place).filter(is_open(clock.now()))) for place in (OWN, MERGED))
    return own + merged


def _last_order() -> Any:
    own, merged = (
        Subquery(_rows(Order, place).order_by("-placed_at").values("placed_at")[:1])
        for place in (OWN, MERGED)
    )
    return Coalesce(Greatest(own, merged), Value(NEVER))


def _balance() -> Any:
    """What the ledger says, by an index that holds the amounts (ledgerentry_balance): nothing is kept beside
    it that could differ."""
    own, merged = (
        Coalesce(Subquery(rows.values("of").annotate(sum=Sum("amount")).values("sum")), Value(ZERO))
        for rows in (
            _rows(LedgerEntry, place).filter(kind__in=OF_CLIENT).order_by().values(of=F(f"{place}_id"))
            for place in (OWN, MERGED)
        )
    )
    return ExpressionWrapper(own + merged, DecimalField(max_digits=14, decimal_places=2))


#: By the names of clients.hooks.AccountWork.with_figure.
FIGURES = {"open_orders": _open_orders, "last_order": _last_order, "balance": _balance}


class OrdersOfAccounts:
    """The answer to clients.hooks.account_work."""

    def open_orders(self, viewer: Viewer, account: ClientAccount) -> int:
        return capped_count(Order.objects.visible_to(viewer).filter(is_open(clock.now()), account=account))

    def summaries(self, agency_id: int, accounts: list[int]) -> dict[int, AccountSummary]:
        own = {"agency_id": agency_id, "account": OuterRef("pk")}
        orders, entries = Order.objects.filter(**own), LedgerEntry.objects.filter(**own, kind__in=OF_CLIENT)
        owed = entries.order_by().values("account").annotate(sum=Sum("amount")).values("sum")
        rows = ClientAccount.objects.filter(agency_id=agency_id, pk__in=accounts).annotate(
            open=CappedCount(orders.filter(is_open(clock.now()))),
            owed=Coalesce(Subquery(owed), Value(ZERO), output_field=DecimalField()),
            last_at=Subquery(orders.order_by("-placed_at").values("placed_at")[:1]),
        )
        return {row.pk: AccountSummary(row.open, row.owed, row.last_at) for row in rows}

    def with_open(self, rows: QuerySet[ClientAccount]) -> QuerySet[ClientAccount]:
        own, merged = (Exists(_rows(Order, place).filter(is_open(clock.now()))) for place in (OWN, MERGED))
        return rows.filter(own | merged)

    def with_figure(self, rows: QuerySet[ClientAccount], name: str) -> QuerySet[ClientAccount]:
        return rows.annotate(**{name: FIGURES[name]()})

    def completed(self, viewer: Viewer) -> QuerySet[Order]:
        return Order.objects.as_client(viewer).filter(Q(state=State.COMPLETED) | is_over(clock.now()))


def booked_on(agency_id: int, accounts: list[int], since: dt.datetime) -> bool:
    """Answers clients.hooks.account_bookings: whether the ledger has rows of these accounts after that."""
    rows = LedgerEntry.objects.filter(agency_id=agency_id, account_id__in=accounts, at__gt=since)
    return rows.exists()


#: Rows of a panel.
MOST = 10


def open_orders_panel(viewer: Viewer, account: ClientAccount, family: list[int]) -> AccountPanel | None:
    """Answers clients.hooks.account_panels: the open orders, the next to be due first. One query."""
    rows = Order.objects.filter(is_open(clock.now()), agency_id=viewer.agency_id, account_id__in=family)
    found = [_row(order) for order in rows.order_by("client_deadline", "id")[:MOST]]
    more = f"{reverse('orders:desk')}?{urlencode({'client': account.name, 'sort': 'due'})}"
    return AccountPanel(_("Open orders"), "clipboard-list", found, more) if found else None


def _row(order: Order) -> PanelRow:
    state = State(order.state)
    return PanelRow(
        title=order.title,
        url=f"/orders/{order.number}/",
        note=order.number,
        state=str(state.label),
        tone=ORDER_BADGES[state][0],
        amount=_("Due %(day)s") % {"day": formatting.day(order.client_deadline)},
    )
