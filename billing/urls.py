"""Addresses of billing."""

from django.urls import path

from .views import invoices, payment, receivables, reminders, statements

app_name = "billing"

urlpatterns = [
    path("invoices/", invoices.index, name="invoices"),
    path("invoices/export/", receivables.export, name="invoices_export"),
    path("invoices/unbilled/", receivables.unbilled_orders, name="unbilled"),
    path("invoices/unbilled/export/", receivables.export_unbilled, name="unbilled_export"),
    path("invoices/<int:number>/", invoices.document, name="invoice"),
    path("invoices/<int:number>/reminders/", reminders.show, name="reminders"),
    path("invoices/<int:number>/reminders/sending/", reminders.send, name="reminder_send"),
    path("invoices/<int:number>/reminders/mark/", reminders.mark, name="reminder_mark"),
    path("invoices/<int:number>/reminders/unmark/", reminders.unmark, name="reminder_unmark"),
    path("invoices/<int:number>/send/", invoices.send, name="send"),
    path("invoices/accounts/<public_id:public_id>/", invoices.billing, name="billing"),
    path("invoices/accounts/<public_id:public_id>/reminders/", reminders.exempt, name="reminder_exempt"),
    path("invoices/accounts/<public_id:public_id>/statement/", statements.show, name="statement"),
    path(
        "invoices/accounts/<public_id:public_id>/statement/document/",
        statements.document,
        name="statement_document",
    ),
    path(
        "invoices/accounts/<public_id:public_id>/statement/export/",
        statements.export,
        name="statement_export",
    ),
    path("orders/<order_number:number>/ledger/invoices/", invoices.issue, name="order_invoice"),
    path("orders/<order_number:number>/payment.svg", payment.code, name="payment_code"),
    path("desk/invoicing/", invoices.invoicing, name="invoicing"),
    path("desk/invoicing/reminders/", reminders.settings, name="reminder_settings"),
    path("desk/invoicing/deadlines/", reminders.deadlines, name="deadline_reminders"),
]
