"""Which invoices a credit note corrects. Pure: worked out from the documents of the order, which never
change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from billing.models import Invoice
from orders.pricing.ledger_balances import ZERO


def corrected_by(credit: Invoice, documents: Sequence[Invoice]) -> list[Invoice]:
    """The invoices of an order that one of its credit notes corrects, oldest first; none of an invoice.

    `documents` are all of the order, oldest first. A credit note takes from the newest invoice before it of
    which something is left, then from the one before.
    """
    left: dict[Invoice, Decimal] = {}
    for document in documents:
        taken = _take(left, -document.total) if document.is_credit else []
        if document.pk == credit.pk:
            return taken
        if document.total > 0:
            left[document] = document.total
    return []


def _take(left: dict[Invoice, Decimal], amount: Decimal) -> list[Invoice]:
    taken = []
    for invoice in reversed(left):
        part = min(left[invoice], amount)
        if part > ZERO:
            taken.append(invoice)
        left[invoice] -= part
        amount -= part
    return taken[::-1]
