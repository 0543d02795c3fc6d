"""Orders with money that no invoice holds yet: the list, its sums, the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode

from agencies.states.roles import is_staff
from billing.models import UnbilledOrder
from orders.models import Order
from orders.querysets.offer_times import someone_may_answer
from orders.querysets.review_window import in_states
from orders.rules.review_window import judged
from orders.states.orders import CLOSED_STATES, OPEN_STATES, State
from project.base import clock, formatting, query
from project.base.csv_export import lines_of
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Member, Viewer

from .invoice_export import MOST_EXPORTED
from .invoice_filters import account_is, account_name, accounts_by, orders_by, tabs

PAGE = 30
ORDER = ("-order_id",)
#: Which states of the orders are listed, by key in the address.
STATES = {"": None, "open": False, "completed": True}


@dataclass(frozen=True)
class UnbilledRow:
    """One printed row. `client` is for the desk, "" for clients."""

    number: str
    title: str
    client: str
    state: str
    amount: str
    url: str


@dataclass(frozen=True)
class WantedOrders:
    """What the reader asked for."""

    q: str = ""
    account: str = ""
    state: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark; "" for nothing."""
        given = {"q": self.q, "account": self.account, "state": self.state}
        said = urlencode({name: value for name, value in given.items() if value})
        return f"?{said}" if said else ""


def wanted_orders(given: Mapping[str, Any]) -> WantedOrders:
    """Read from an address."""
    return WantedOrders(
        query.text(given, "q"), query.public_id(given, "account"), query.choice(given, "state", STATES)
    )


def unbilled_rows(viewer: Viewer, wanted: WantedOrders) -> QuerySet[UnbilledOrder]:
    """The rows that the viewer may see and asked for, each with its order and account."""
    rows = UnbilledOrder.objects.visible_to(viewer).select_related("order", "account")
    rows = rows.annotate(answerable=someone_may_answer(clock.now(), "order_id"))
    done = STATES[wanted.state]
    if done is not None:
        states = CLOSED_STATES if done else OPEN_STATES
        rows = rows.filter(reduce(or_, in_states(states, clock.now(), "order")))
    return rows.filter(account_is(viewer, wanted.account), _found(viewer, wanted.q))


def context(request: MemberRequest) -> dict[str, Any]:
    """What the page prints. Four queries at most."""
    viewer, wanted = request.viewer, wanted_orders(request.GET)
    rows, desk = unbilled_rows(viewer, wanted), is_staff(request.viewer)
    found = page_of(rows, request, order=ORDER, kinds=[int], size=PAGE)
    return {
        "page": found.with_rows([_row(row, desk) for row in found.rows]),
        "tabs": tabs("", unbilled=True),
        "wanted": wanted,
        "sums": sums_of(rows),
        "desk": desk,
        "account_name": account_name(viewer, wanted.account),
    }


def sums_of(rows: QuerySet[UnbilledOrder]) -> list[dict[str, Any]]:
    """What is not invoiced, by currency, with the number of orders. One query."""
    groups = rows.select_related(None).order_by().values("currency")
    found = groups.annotate(amount=Sum("amount"), count=Count("pk")).order_by("currency")
    return [{**row, "shown": formatting.money(row["amount"], row["currency"])} for row in found]


def as_csv(viewer: Member, wanted: WantedOrders) -> Iterator[str]:
    """The lines of the export, newest first."""
    rows = unbilled_rows(viewer, wanted).order_by(*ORDER)[:MOST_EXPORTED].iterator(chunk_size=500)
    header = ["order", "title", "client", "state", "currency", "not invoiced"]
    return lines_of(header, (_cells(row) for row in rows))


def _found(viewer: Viewer, text: str) -> Q:
    if not text:
        return Q()
    return Q(order__in=orders_by(viewer, text)) | Q(account__in=accounts_by(viewer, text))


def order_now(row: Any) -> Order:
    """The order of one of unbilled_rows as it is now."""
    order: Any = row.order
    order.answerable = row.answerable
    return judged(order, clock.now())


def _cells(row: UnbilledOrder) -> list[Any]:
    order = order_now(row)
    return [order.number, order.title, row.account.name, order.state, row.currency, row.amount]


def _row(row: UnbilledOrder, desk: bool) -> UnbilledRow:
    return UnbilledRow(
        number=row.order.number,
        title=row.order.title,
        client=row.account.name if desk else "",
        state=str(State(order_now(row).state).label),
        amount=formatting.money(row.amount, row.currency),
        url=reverse("orders:order_ledger", args=[row.order.number]),
    )
