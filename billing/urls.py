"""Addresses of billing."""

from django.urls import path

from .views import invoices

app_name = "billing"

urlpatterns = [
    path("invoices/", invoices.index, name="invoices"),
    path("invoices/<int:number>/", invoices.document, name="invoice"),
    path("invoices/accounts/<public_id:public_id>/", invoices.billing, name="billing"),
    path("orders/<order_number:number>/ledger/invoices/", invoices.issue, name="order_invoice"),
    path("desk/invoicing/", invoices.invoicing, name="invoicing"),
]
