"""Who may do what with invoices."""

from __future__ import annotations

from agencies.states.roles import is_management
from orders.rules.ledger import reads_ledger
from project.base.viewer import Viewer

#: Whoever reads the ledger of an order may have it put on an invoice.
can_issue_invoice = reads_ledger


def can_edit_invoicing(viewer: Viewer) -> bool:
    """Who says what stands on the agency's invoices."""
    return is_management(viewer)
