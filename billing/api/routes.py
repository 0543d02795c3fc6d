"""The resources of billing and their paths below /api/v1/."""

from __future__ import annotations

from .details import BillingDetailsViewSet, InvoicingViewSet
from .invoices import InvoiceViewSet
from .payments import PaymentViewSet
from .receivables import AgeingViewSet, StatementViewSet, UnbilledViewSet
from .reminders import ExemptionViewSet, InvoiceReminderViewSet, ReminderSettingsViewSet

ROUTES = [
    ("billing/invoices", InvoiceViewSet, "invoices"),
    ("billing/payments", PaymentViewSet, "payments"),
    ("billing/invoicing", InvoicingViewSet, "invoicing"),
    ("billing/invoices", InvoiceReminderViewSet, "invoice-reminders"),
    ("billing/reminder-settings", ReminderSettingsViewSet, "reminder-settings"),
    ("billing/ageing", AgeingViewSet, "ageing"),
    ("billing/unbilled-orders", UnbilledViewSet, "unbilled-orders"),
    ("clients/accounts", BillingDetailsViewSet, "billing-details"),
    ("clients/accounts", StatementViewSet, "statements"),
    ("clients/accounts", ExemptionViewSet, "reminder-exemptions"),
]
