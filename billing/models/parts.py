"""In which parts an invoice is to be paid, where a payment plan says so."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency

#: What of the invoice of a part has been settled.
SETTLED = F("invoice__total") - F("invoice__open__amount")


class InvoicePartQuerySet(models.QuerySet["InvoicePart"]):
    def unpaid(self) -> InvoicePartQuerySet:
        """Those of which something is open, each with `left`, how much: what settles an invoice goes to its
        first part first."""
        rows: InvoicePartQuerySet = self.filter(invoice__open__isnull=False, upto__gt=SETTLED).annotate(
            left=Least(F("amount"), Greatest(F("upto") - SETTLED, Decimal(0)))
        )
        return rows


class InvoicePart(OfAgency):
    """One of the parts of an invoice that is paid in several: `amount` by `due_on`, `upto` with those before.
    An invoice that is due at once has none; the last part is due with the invoice. Written with the invoice,
    printed on it, append-only by trigger: a plan that is changed later changes new invoices."""

    invoice = models.ForeignKey("billing.Invoice", models.PROTECT, related_name="parts", db_index=False)
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
