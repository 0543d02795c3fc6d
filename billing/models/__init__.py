from .invoices import BillingDetails, Invoice, InvoiceCounter, InvoicedEntry, InvoiceLine, InvoiceSettings

__all__ = [
    "BillingDetails",
    "Invoice",
    "InvoiceCounter",
    "InvoiceLine",
    "InvoiceSettings",
    "InvoicedEntry",
]
