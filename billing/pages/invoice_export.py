"""The list of invoices as a file: what the list shows, one line for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from billing.rules import called
from project.base.csv_export import lines_of
from project.base.viewer import Member

from .invoice_filters import Wanted, narrowed
from .invoice_list import payment_of

#: Rows of one export at most; filters narrow it.
MOST_EXPORTED = 20_000
HEADER = [
    "invoice",
    "kind",
    "client",
    "order",
    "title",
    "issued on",
    "due on",
    "currency",
    "net",
    "tax",
    "total",
    "open",
    "payment",
    "days overdue",
]


def as_csv(viewer: Member, wanted: Wanted, code: str, today: dt.date) -> Iterator[str]:
    """The lines of the export, newest first."""
    rows = narrowed(viewer, wanted, today).with_payment().select_related("order").order_by("-number")
    found = rows[:MOST_EXPORTED].iterator(chunk_size=500)
    return lines_of(HEADER, (_cells(row, code, today) for row in found))


def _cells(invoice: Any, code: str, today: dt.date) -> list[Any]:
    payment = payment_of(invoice, today)
    late = (today - invoice.asked_on).days if invoice.is_unpaid else 0
    return [
        called(invoice.number, code),
        "credit note" if invoice.is_credit else "invoice",
        invoice.buyer_name,
        invoice.order.number,
        invoice.order.title,
        invoice.issued_on,
        "" if invoice.is_credit else invoice.asked_on,
        invoice.currency,
        invoice.net,
        invoice.tax,
        invoice.total,
        invoice.open_amount or "0.00",
        payment,
        max(late, 0),
    ]
