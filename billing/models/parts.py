"""In which parts an invoice is to be paid, where a payment plan says so."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency

from .invoices import Invoice


class InvoicePartQuerySet(models.QuerySet["InvoicePart"]):
    def unpaid(self) -> InvoicePartQuerySet:
        """Those of which something is open: what settles an invoice goes to its first part first. Each with
        `left`, how much."""
        gone = F("invoice__total") - F("invoice__open__amount")
        rows: InvoicePartQuerySet = self.filter(invoice__open__isnull=False, upto__gt=gone).annotate(
            left=Least(F("amount"), Greatest(F("upto") - gone, Decimal(0)))
        )
        return rows

    def of_open(self) -> InvoicePartQuerySet:
        """The unpaid parts of the open invoice of a query around, the first first."""
        gone = OuterRef("invoice__total") - OuterRef("amount")
        rows = self.filter(agency_id=OuterRef("agency_id"), invoice=OuterRef("invoice_id"), upto__gt=gone)
        return rows.order_by("due_on")


class InvoicePart(OfAgency):
    """One of the parts of an invoice that is paid in several: `amount` by `due_on`, and `upto` with those
    before. An invoice that is due at once has none; the last part is due with the invoice. Written with the
    invoice, printed on it, append-only by trigger: a plan that is changed later changes new invoices."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="parts")
    due_on = models.DateField(_("due"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    upto = models.DecimalField(max_digits=12, decimal_places=2)

    objects = InvoicePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of an invoice")
        verbose_name_plural = _("parts of invoices")
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "due_on"], name="invoicepart_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="invoicepart_amount"),
            models.CheckConstraint(condition=Q(upto__gte=F("amount")), name="invoicepart_upto"),
        ]
        indexes = [models.Index(fields=["agency", "due_on"], name="invoicepart_due")]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.due_on}"


def due_by(parts: list[tuple[dt.date, Decimal]], today: dt.date) -> Decimal:
    """How much of these parts was due before `today`."""
    return sum((amount for day, amount in parts if day < today), Decimal(0))
