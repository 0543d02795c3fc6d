from .invoices import (
    BillingDetails,
    Invoice,
    InvoiceCounter,
    InvoicedEntry,
    InvoiceLine,
    InvoicePayment,
    OpenInvoice,
)
from .marks import InvoiceMark
from .parts import InvoicePart
from .reminders import (
    PaymentReminder,
    ReminderExemption,
    ReminderPolicy,
    ReminderStep,
    SentReminder,
)
from .sendings import InvoiceSending, SentInvoice
from .unbilled import UnbilledOrder

__all__ = [
    "BillingDetails",
    "Invoice",
    "InvoiceCounter",
    "InvoiceLine",
    "InvoiceMark",
    "InvoicePart",
    "InvoicePayment",
    "InvoiceSending",
    "InvoicedEntry",
    "OpenInvoice",
    "PaymentReminder",
    "ReminderExemption",
    "ReminderPolicy",
    "ReminderStep",
    "SentInvoice",
    "SentReminder",
    "UnbilledOrder",
]
