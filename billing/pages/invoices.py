"""Invoices prepared for lists, and for the ledger page of their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from billing.actions.invoices import unbilled
from billing.models import Invoice
from billing.rules import can_send_invoice
from clients.rules.accounts import can_edit_billing
from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.pricing.ledger_balances import ZERO
from orders.rules.sides import Sides
from project.base import formatting
from project.base.viewer import Viewer

from . import invoice_pdf


@dataclass(frozen=True)
class InvoiceRow:
    """One invoice or credit note of a list; a credit note is not due, so it has no `due_on`. For the desk:
    `send_url` sends it by mail once more, `sent` says when it last went out."""

    number: str
    title: str
    issued_on: dt.date
    due_on: dt.date | None
    total: str
    url: str
    send_url: str = ""
    sent: str = ""


def invoices_of(viewer: Viewer, order: Order) -> list[InvoiceRow]:
    """The invoices of one order, oldest first. One query."""
    rows = Invoice.objects.visible_to(viewer).filter(order=order).order_by("number")
    read = rows.annotate(sent_at=Max("sendings__mails__at")) if can_send_invoice(viewer) else rows
    return invoice_rows(read, order.agency.code)


def invoice_rows(invoices: Iterable[Invoice], code: str) -> list[InvoiceRow]:
    """Invoices for printing in a list."""
    return [
        InvoiceRow(
            number=invoice_pdf.number_of(invoice, code),
            title=invoice_pdf.title_of(invoice),
            issued_on=invoice.issued_on,
            due_on=None if invoice.is_credit else invoice.due_on,
            total=formatting.money(invoice.total, invoice.currency),
            url=reverse("billing:invoice", args=[invoice.number]),
            send_url=reverse("billing:send", args=[invoice.number]) if hasattr(invoice, "sent_at") else "",
            sent=_sent(invoice),
        )
        for invoice in invoices
    ]


def _sent(invoice: Invoice) -> str:
    """When it last went out by mail, for the desk."""
    at = getattr(invoice, "sent_at", None)
    return _("Sent %(day)s") % {"day": date_format(timezone.localtime(at), "j M Y, H:i")} if at else ""


class InvoicesPanel:
    """On the ledger page of an order: its invoices, and the button that makes one of what none holds yet."""

    place = Place.LEDGER

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel:
        """Five queries."""
        addressed = can_edit_billing(viewer, order.account_id)
        context = {
            "invoices": invoices_of(viewer, order),
            "to_bill": sum((entry.amount for entry, _tax in unbilled(order)), ZERO),
            "make_url": reverse("billing:order_invoice", args=[order.number]),
            "address_url": reverse("billing:billing", args=[order.account.public_id]) if addressed else "",
        }
        return Panel("billing/_ledger_panel.html", context)


def billed_on(agency_id: int, accounts: list[int], since: dt.datetime) -> bool:
    """Answers clients.hooks.account_bookings: whether an invoice was issued to one of these accounts then."""
    rows = Invoice.objects.filter(agency_id=agency_id, account_id__in=accounts, issued_at__gt=since)
    return rows.exists()
