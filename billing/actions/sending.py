"""Invoices go out by mail, with the PDF: when they are issued, and again when the desk says so. The job is
written down in the transaction of the act; billing/mail/invoices.py does it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from billing.models import Invoice, InvoiceSending
from billing.rules import can_send_invoice
from orders.actions.mail_jobs import is_quiet
from project.base.errors import require
from project.base.jobs import defer
from project.base.viewer import Member


def send_by_itself(invoice: Invoice) -> None:
    """Have an invoice that is being issued go out. Within that transaction; once, by constraint."""
    if not is_quiet():
        _send(invoice, asked_by_id=None, at=invoice.issued_at)


def send_invoice(*, actor: Member, invoice: Invoice, now: dt.datetime) -> InvoiceSending:
    """Send an issued invoice once more to everybody it concerns now, on record with who did it."""
    require(can_send_invoice(actor))
    with transaction.atomic():
        return _send(invoice, asked_by_id=actor.member_id, at=now)


def _send(invoice: Invoice, *, asked_by_id: int | None, at: dt.datetime) -> InvoiceSending:
    sending = InvoiceSending.objects.create(
        agency_id=invoice.agency_id, invoice=invoice, asked_by_id=asked_by_id, at=at
    )
    defer("billing.send_invoice", sending_id=sending.pk)
    return sending
