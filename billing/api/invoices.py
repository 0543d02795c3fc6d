"""`/api/v1/billing/invoices/`: invoices and credit notes, for payers and the desk."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from rest_framework.response import Response

from billing.actions.invoices import issue_invoice
from billing.actions.sending import send_invoice
from billing.models import Invoice
from billing.pages.invoice_filters import Wanted
from billing.pages.invoice_list import ORDER, own_accounts, rows_of
from billing.rules import can_send_invoice
from billing.views.invoices import as_document, invoice_or_404
from clients.rules.accounts import sees_accounts
from orders.views.ledger import order_of_ledger
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

from .invoice_shapes import (
    InvoiceDetailOut,
    InvoiceFilters,
    InvoiceOut,
    NewInvoice,
    SentOut,
    invoice_detail,
    invoice_row,
)

SEES, DESK = only(sees_accounts), only(can_send_invoice)
#: As many rows are read as the smallest of these sizes that holds a page: each is a shape of its own.
SIZES = (50, 200)
FILTERS = ("state", "age", "q", "account", "begins", "ends")


class InvoiceViewSet(Resource):
    """Invoices that the caller may see."""

    lookup_field, lookup_value_converter = "number", "int"

    def thing(self, key: Any) -> Invoice:
        return invoice_or_404(self.http, key)

    def shown(self, thing: Invoice) -> dict[str, Any]:
        return invoice_detail(self.thing(thing.number), **self._facts())

    @endpoint(SEES, InvoiceOut, listed=True, query=InvoiceFilters)
    def list(self, request: Any) -> Response:
        """List the invoices, newest first. Payers read those of their accounts, the desk all."""
        size = next(size for size in SIZES if size >= self.asked["page_size"])
        wanted = Wanted(**{name: self.asked[name] for name in FILTERS if self.asked.get(name)})
        read = rows_of(self.viewer, wanted, own_accounts(self.viewer), self._facts()["today"], size)
        return page(self, read, partial(invoice_row, **self._facts()), order=ORDER, kinds=(int,))

    @endpoint(SEES, InvoiceDetailOut)
    def retrieve(self, request: Any, number: int) -> Response:
        """Read an invoice."""
        return Response(invoice_detail(self.thing(number), **self._facts()))

    @verb("document", SEES, method="get", media_types=("application/pdf",))
    def document(self, request: Any, number: int) -> HttpResponse:
        """Read the PDF of an invoice."""
        return as_document(self.http, self.thing(number))

    @endpoint(
        SEES,
        body=NewInvoice,
        creates=True,
        moves=True,
        answers={201: InvoiceDetailOut, 200: InvoiceDetailOut},
        refusals=(404,),
    )
    def create(self, request: Any) -> Response:
        """Issue an invoice of what no invoice of the order holds yet. It is a credit note when that is below
        zero; 200 with the newest invoice when there is nothing new, 409 when there never was anything."""
        order = order_of_ledger(self.http, self.body["order"])
        invoice = issue_invoice(actor=self.viewer, order=order, now=self.now)
        if not invoice.is_new:
            return self.ok(invoice)
        return self.created(invoice, f"/api/v1/billing/invoices/{invoice.number}/")

    @verb("send", DESK, SentOut, moves=True)
    def send(self, request: Any, number: int) -> Response:
        """Send an invoice by mail once more, with its PDF: to who pays for the account, and to the email
        address of its billing details. On record with who did it."""
        sending = send_invoice(actor=self.viewer, invoice=self.thing(number), now=self.now)
        return Response({"at": moment_text(sending.at)})

    def _facts(self) -> dict[str, Any]:
        agency = self.http.agency
        return {"code": agency.code, "today": self.now.astimezone(agency.zone).date()}
