"""What keeps reminders of an invoice back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

REASON_LIMIT = 500


class MarkKind(models.TextChoices):
    """Why an invoice is not reminded of for the time being."""

    DISPUTED = "disputed", _("Disputed")
    HELD = "held", _("Reminders on hold")


class InvoiceMark(OfAgency):
    """That the desk keeps reminders of an invoice back, and until when: one of each kind at a time."""

    invoice = models.ForeignKey("billing.Invoice", models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=8, choices=MarkKind)
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT, blank=True)
    set_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mark on an invoice")
        verbose_name_plural = _("marks on invoices")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "kind"], condition=Q(ended_at=None), name="invoicemark_one"
            ),
            models.CheckConstraint(condition=Q(kind__in=MarkKind.values), name="invoicemark_kind"),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="invoicemark_ended",
            ),
        ]
