"""What the money of one order looks like: billed and not, paid, open, and when it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from billing.models import Invoice
from orders.models import LedgerEntry, Order
from orders.models.ledger import OF_CLIENT
from orders.pricing.ledger_balances import ZERO, Balance, balance_of

from .open_amounts import open_amounts


@dataclass(frozen=True)
class OpenBill:
    """An invoice of which `amount` is open."""

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

    def overdue(self, today: dt.date) -> Decimal:
        """How much of what is open was due before `today`, a day in the agency's zone."""
        return sum((bill.amount for bill in self.open_bills if bill.due_on < today), ZERO)


def money_of(order: Order) -> OrderMoney:
    """The money of an order, for who may read its ledger. Two queries."""
    bills = list(Invoice.objects.filter(order=order).order_by("number").only("number", "due_on", "total"))
    return order_money(
        order.currency, balance_of(LedgerEntry.objects.filter(order=order, kind__in=OF_CLIENT)), bills
    )


def order_money(currency: str, balance: Balance, bills: Sequence[Invoice]) -> OrderMoney:
    """From a balance and all documents of the order, oldest first. No query."""
    totals = [bill.total for bill in bills]
    amounts = zip(bills, open_amounts(totals, balance), strict=True)
    unpaid = tuple(OpenBill(bill.number, bill.due_on, amount) for bill, amount in amounts if amount)
    return OrderMoney(currency, balance, sum(totals, ZERO), unpaid)
