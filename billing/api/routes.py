"""The resources of billing and their paths below /api/v1/."""

from __future__ import annotations

from .details import BillingDetailsViewSet, InvoicingViewSet
from .invoices import InvoiceViewSet

ROUTES = [
    ("billing/invoices", InvoiceViewSet, "invoices"),
    ("billing/invoicing", InvoicingViewSet, "invoicing"),
    ("clients/accounts", BillingDetailsViewSet, "billing-details"),
]
