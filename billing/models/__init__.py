from .invoices import BillingDetails, Invoice, InvoiceCounter, InvoicedEntry, InvoiceLine

__all__ = [
    "BillingDetails",
    "Invoice",
    "InvoiceCounter",
    "InvoiceLine",
    "InvoicedEntry",
]
