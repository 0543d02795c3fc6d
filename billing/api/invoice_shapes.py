"""What goes in and out of `/api/v1/billing/invoices/`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from billing.pages import invoice_pdf
from billing.pages.ageing import AGES
from billing.pages.invoice_filters import STATES
from billing.pages.invoice_list import PAYMENTS, payment_of
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged
from project.base.api.fields import moment_text, money_text

COPIED = (
    "tax_label",
    "prices_include_tax",
    "tax_note",
    "seller_name",
    "seller_address",
    "seller_tax_number",
    "buyer_address",
    "buyer_tax_number",
    "payment_text",
    "seller_iban",
    "seller_bic",
    "account_holder",
    "payment_reference",
)


class InvoiceFilters(Paged):
    """`q`: a number, or words of client, order or address. `begins` and `ends`: days of issue."""

    state = fields.Choice(choices=[state for state in STATES if state], required=False)
    age = fields.Choice(choices=list(AGES), required=False)
    q = fields.Text(max_length=120, required=False)
    account = fields.Id(required=False)
    begins = fields.Day(required=False)
    ends = fields.Day(required=False)


class NewInvoice(Body):
    """The order whose ledger is billed."""

    order = fields.Number()

    example = {"order": "INK-2026-00042"}


class InvoiceOut(Out):
    """An invoice, or a credit note, whose total is below zero. `reference` is how people call it. Of a credit
    note nothing is due: `due_on` and `payment` are null."""

    number = fields.Whole(most=2_147_483_647)
    reference = fields.Text()
    kind = fields.Choice(choices=["invoice", "credit_note"])
    order = fields.Number()
    order_title = fields.Text()
    buyer_name = fields.Text()
    issued_on = fields.Day()
    due_on = fields.Day(allow_null=True)
    total = fields.Money(signed=True)
    currency = fields.Text()
    payment = fields.Choice(choices=list(PAYMENTS), allow_null=True)
    open_amount = fields.Money(help_text="What is open of it: 0.00 when it is paid, and of a credit note.")

    example = {
        "number": 42,
        "reference": "INK-INV-00042",
        "kind": "invoice",
        "order": "INK-2026-00042",
        "order_title": "A quiet harbour",
        "buyer_name": "Harbour Books",
        "issued_on": "2026-03-05",
        "due_on": "2026-04-04",
        "total": "145.20",
        "currency": "GBP",
        "payment": "open",
        "open_amount": "145.20",
    }


class SentOut(Out):
    """When an invoice was given to the mail."""

    at = fields.Moment()

    example = {"at": "2026-03-05T17:30:00Z"}


class InvoiceLineOut(Out):
    """A printed line, without tax unless `prices_include_tax`."""

    label = fields.Text()
    detail = fields.Text()
    amount = fields.Money(signed=True)


class InvoicePaymentOut(Out):
    """A payment that an invoice names, received before it was issued. Without a day: settled otherwise, such
    as by an earlier credit note."""

    on = fields.Day(allow_null=True)
    amount = fields.Money()


class InvoicePartOut(Out):
    """A part of an invoice that is paid in several, by a payment plan."""

    due_on = fields.Day()
    amount = fields.Money()

    example = {"due_on": "2026-04-04", "amount": "60.50"}


class CorrectedOut(Out):
    """An invoice that a credit note corrects."""

    number = fields.Whole(most=2_147_483_647)
    reference = fields.Text()
    issued_on = fields.Day()


class InvoiceDetailOut(InvoiceOut):
    """An invoice with everything that is printed on it. `open` is what is open of it now; of a credit note
    nothing is. `parts`: where it is paid in several; `due_on` is the first of which something is open."""

    account = fields.Id()
    issued_at = fields.Moment()
    net = fields.Money(signed=True)
    tax = fields.Money(signed=True)
    tax_label = fields.Text()
    prices_include_tax = fields.Flag(help_text="Whether the amounts of the lines hold the tax.")
    tax_note = fields.Text(help_text="Why there is no tax: the client accounts for it.")
    seller_name = fields.Text()
    seller_address = fields.Text()
    seller_tax_number = fields.Text()
    buyer_address = fields.Text()
    buyer_tax_number = fields.Text()
    payment_text = fields.Text()
    seller_iban = fields.Text()
    seller_bic = fields.Text()
    account_holder = fields.Text()
    payment_reference = fields.Text()
    lines = InvoiceLineOut(many=True)
    received = InvoicePaymentOut(many=True)
    parts = InvoicePartOut(many=True)
    open_when_issued = fields.Money(signed=True)
    open = fields.Money()
    corrects = CorrectedOut(many=True)

    example = {
        **InvoiceOut.example,
        "account": "a9c4m7x2hd",
        "issued_at": "2026-03-05T17:30:00Z",
        "net": "121.00",
        "tax": "24.20",
        "tax_label": "VAT 20%",
        "prices_include_tax": False,
        "tax_note": "",
        "seller_name": "Inkwell Writing Ltd",
        "seller_address": "1 Quay Street\nBristol",
        "seller_tax_number": "GB 123",
        "buyer_address": "",
        "buyer_tax_number": "",
        "payment_text": "By bank transfer",
        "seller_iban": "DE89370400440532013000",
        "seller_bic": "COBADEFFXXX",
        "account_holder": "Inkwell Writing Ltd",
        "payment_reference": "INK-INV-00042",
        "lines": [{"label": "Article, 600 words", "detail": "", "amount": "121.00"}],
        "received": [{"on": "2026-03-02", "amount": "45.20"}],
        "parts": [],
        "open_when_issued": "100.00",
        "open": "100.00",
        "corrects": [],
    }


def invoice_row(invoice: Any, code: str, today: dt.date) -> dict[str, Any]:
    """An invoice with `is_unpaid` and its order as lists of the API show it."""
    return {
        "number": invoice.number,
        "reference": invoice_pdf.number_of(invoice, code),
        "kind": "credit_note" if invoice.is_credit else "invoice",
        "order": invoice.order.number,
        "order_title": invoice.order.title,
        "buyer_name": invoice.buyer_name,
        "issued_on": invoice.issued_on.isoformat(),
        "due_on": None if invoice.is_credit else invoice.asked_on.isoformat(),
        "total": money_text(invoice.total),
        "currency": invoice.currency,
        "payment": payment_of(invoice, today) or None,
        "open_amount": money_text(invoice.open_amount or Decimal(0)),
    }


def invoice_detail(invoice: Any, code: str, today: dt.date) -> dict[str, Any]:
    """An invoice as invoice_or_404 reads it, with all that is printed on it."""
    return {
        **invoice_row(invoice, code, today),
        "account": invoice.account.public_id,
        "issued_at": moment_text(invoice.issued_at),
        "net": money_text(invoice.net),
        "tax": money_text(invoice.tax),
        **{name: getattr(invoice, name) for name in COPIED},
        "lines": [
            {"label": line.label, "detail": line.detail, "amount": money_text(line.amount)}
            for line in invoice.lines.all()
        ],
        "received": [
            {"on": payment.on and payment.on.isoformat(), "amount": money_text(payment.amount)}
            for payment in invoice.received.all()
        ],
        "parts": [
            {"due_on": part.due_on.isoformat(), "amount": money_text(part.amount)}
            for part in invoice.parts.all()
        ],
        "open_when_issued": money_text(invoice_pdf.open_when_issued(invoice)),
        "open": money_text(invoice.open_amount or Decimal("0.00")),
        "corrects": [_corrected(each, code) for each in invoice_pdf.corrections_of(invoice)],
    }


def _corrected(invoice: Any, code: str) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "reference": invoice_pdf.number_of(invoice, code),
        "issued_on": invoice.issued_on.isoformat(),
    }
