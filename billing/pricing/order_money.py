"""What the money of one order looks like: billed and not, paid, open, and when it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from billing.models import Invoice, InvoicePart
from orders.models import LedgerEntry, Order
from orders.models.ledger import OF_CLIENT
from orders.pricing.ledger_balances import ZERO, Balance, balance_of

from .open_amounts import open_amounts
from .parts import Parts, open_parts


@dataclass(frozen=True)
class OpenBill:
    """An invoice of which `amount` is open, or a part of one that is paid in several."""

    number: int
    due_on: dt.date
    amount: Decimal


@dataclass(frozen=True)
class OrderMoney:
    """The money of one order between client and agency. `billed`: by invoices, less credit notes."""

    currency: str
    balance: Balance
    billed: Decimal
    open_bills: tuple[OpenBill, ...]

    @property
    def paid(self) -> Decimal:
        """Payments received, less what was paid back."""
        return self.balance.paid

    @property
    def owed(self) -> Decimal:
        """What the client still has to pay, billed or not; negative when the agency owes it."""
        return self.balance.owed

    @property
    def unbilled(self) -> Decimal:
        """What no invoice or credit note holds yet; negative when a credit note is missing."""
        return self.balance.charged - self.billed

    @property
    def open(self) -> Decimal:
        """What is billed and not settled."""
        return sum((bill.amount for bill in self.open_bills), ZERO)

    @property
    def due_on(self) -> dt.date | None:
        """The next day on which something is due, or the first that has passed; None when nothing is open."""
        return min((bill.due_on for bill in self.open_bills), default=None)

    @property
    def asked(self) -> Decimal:
        """What is owed by `due_on`: all of it, unless invoices are due on several days."""
        later = sum((bill.amount for bill in self.open_bills if bill.due_on != self.due_on), ZERO)
        return self.owed - later

    def overdue(self, today: dt.date) -> Decimal:
        """How much of what is open was due before `today`, a day in the agency's zone."""
        return sum((bill.amount for bill in self.open_bills if bill.due_on < today), ZERO)


def money_of(order: Order) -> OrderMoney:
    """The money of an order, for who may read its ledger. Three queries."""
    bills = list(Invoice.objects.filter(order=order).order_by("number").only("number", "due_on", "total"))
    parts: dict[int, list[tuple[dt.date, Decimal]]] = {}
    rows = InvoicePart.objects.filter(agency_id=order.agency_id, invoice__in=bills)
    for number, day, amount in rows.values_list("invoice__number", "due_on", "amount"):
        parts.setdefault(number, []).append((day, amount))
    balance = balance_of(LedgerEntry.objects.filter(order=order, kind__in=OF_CLIENT))
    return order_money(order.currency, balance, bills, parts)


def order_money(
    currency: str, balance: Balance, bills: Sequence[Invoice], parts: Mapping[int, Parts]
) -> OrderMoney:
    """From a balance, all documents of the order, oldest first, and the parts of those that are paid in
    several, by their numbers. No query."""
    totals = [bill.total for bill in bills]
    amounts = zip(bills, open_amounts(totals, balance), strict=True)
    unpaid = tuple(
        OpenBill(bill.number, day, part)
        for bill, amount in amounts
        if amount
        for day, part in open_parts(parts.get(bill.number, [(bill.due_on, amount)]), amount)
    )
    return OrderMoney(currency, balance, sum(totals, ZERO), unpaid)
