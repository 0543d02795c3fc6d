"""Who may do what with invoices, and how one is called."""

from __future__ import annotations

from agencies.states.roles import is_management
from billing.models import Invoice
from orders.rules.ledger import reads_ledger
from project.base.viewer import Viewer

#: Whoever reads the ledger of an order may have it put on an invoice.
can_issue_invoice = reads_ledger


def can_edit_invoicing(viewer: Viewer) -> bool:
    """Who says what stands on the agency's invoices."""
    return is_management(viewer)


def number_of(invoice: Invoice, code: str) -> str:
    """How an invoice is called, such as INK-INV-00042."""
    return f"{code}-INV-{invoice.number:05d}"
