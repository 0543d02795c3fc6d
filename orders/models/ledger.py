"""The ledger: money that an order moved. Append-only; every balance is a sum of these rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership

from .accounts import ClientAccount
from .base import OfAgency
from .events import OrderEvent
from .orders import Order


class EntryKind(models.TextChoices):
    CHARGE = "charge", _("Charge")
    CHANGE = "change", _("Change")
    REFUND = "refund", _("Refund")
    PAYMENT = "payment", _("Payment")
    WRITER_FEE = "writer_fee", _("Writer's fee")


class LedgerEntry(OfAgency):
    """A signed amount. For the client's kinds, positive means that the client owes it; a writer's fee is owed by the agency."""

    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="ledger")
    order = models.ForeignKey(Order, models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=10, choices=EntryKind)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(OrderEvent, models.PROTECT, related_name="ledger")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EntryKind.values), name="ledgerentry_kind_known"),
            models.UniqueConstraint(fields=["order"], condition=models.Q(kind="charge"), name="ledgerentry_one_charge"),
            models.CheckConstraint(
                condition=~models.Q(kind="writer_fee") | models.Q(writer__isnull=False),
                name="ledgerentry_fee_has_writer",
            ),
        ]
        indexes = [models.Index(fields=["agency", "account", "-id"], name="ledgerentry_account")]
