from .invoices import BillingDetails, Invoice, InvoiceCounter, InvoicedEntry, InvoiceLine, OpenInvoice

__all__ = [
    "BillingDetails",
    "Invoice",
    "InvoiceCounter",
    "InvoiceLine",
    "InvoicedEntry",
    "OpenInvoice",
]
