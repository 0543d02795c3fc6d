from .invoices import (
    BillingDetails,
    Invoice,
    InvoiceCounter,
    InvoicedEntry,
    InvoiceLine,
    OpenInvoice,
)
from .marks import InvoiceMark
from .reminders import (
    PaymentReminder,
    ReminderExemption,
    ReminderPolicy,
    ReminderStep,
    SentReminder,
)
from .unbilled import UnbilledOrder

__all__ = [
    "BillingDetails",
    "Invoice",
    "InvoiceCounter",
    "InvoiceLine",
    "InvoiceMark",
    "InvoicedEntry",
    "OpenInvoice",
    "PaymentReminder",
    "ReminderExemption",
    "ReminderPolicy",
    "ReminderStep",
    "SentReminder",
    "UnbilledOrder",
]
