"""The ledger: money that an order moved. Append-only; every balance is a sum of these rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.models.accounts import AccountRole, ClientAccount
from clients.querysets import sees_as_client

from .change_orders import ChangeOrder
from .events import OrderEvent
from .orders import Order
from .revisions import RevisionRequest

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NOTE_LIMIT = 200


class EntryKind(models.TextChoices):
    CHARGE = "charge", _("Charge")
    CHANGE = "change", _("Price change")
    REFUND = "refund", _("Refund")
    PAYMENT = "payment", _("Payment")
    WRITER_FEE = "writer_fee", _("Writer’s fee")


class FeeCause(models.TextChoices):
    """What somebody is owed a fee for."""

    WORK = "work", _("Writing")
    REVISION = "revision", _("Revision")
    CHANGE = "change", _("Change order")


#: What the client is billed, and what a balance with the client is the sum of. Writers' fees are another
#: account.
BILLED = (EntryKind.CHARGE, EntryKind.CHANGE, EntryKind.REFUND)
OF_CLIENT = (*BILLED, EntryKind.PAYMENT)


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    def visible_to(self, viewer: Viewer) -> LedgerEntryQuerySet:
        """Staff see every entry; payers those of their accounts, without writers' fees; nobody else any."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        if not sees_as_client(viewer):
            return rows.none()
        return rows.filter(
            kind__in=OF_CLIENT,
            account__people__membership_id=viewer.member_id,
            account__people__role=AccountRole.PAYER,
        )


class LedgerEntry(OfAgency):
    """A signed amount. For the client's kinds, positive means that the client owes
    it; a writer's fee is owed by the agency, for writing the order, for a `revision` that somebody else
    wrote, or for a `change` order: each once.

    A payment received is negative, one that was paid back positive. `on` is the day of a payment as the bank
    has it. `form_key` names the form that an entry by hand came from and what stood in it: a second click
    writes nothing.
    """

    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="ledger")
    order = models.ForeignKey(Order, models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=10, choices=EntryKind)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    revision = models.ForeignKey(
        RevisionRequest, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    change = models.ForeignKey(
        ChangeOrder, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    event = models.ForeignKey(OrderEvent, models.PROTECT, related_name="ledger")
    at = models.DateTimeField()
    on = models.DateField(null=True)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True, default="")
    form_key = models.CharField(max_length=10, null=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["id"]
        constraints = [
            agency_id_unique("ledgerentry"),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="ledgerentry_kind_known"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(kind="charge"), name="ledgerentry_one_charge"
            ),
            models.UniqueConstraint(fields=["order", "form_key"], name="ledgerentry_once"),
            models.CheckConstraint(
                condition=~Q(kind="writer_fee") | Q(writer__isnull=False), name="ledgerentry_fee_has_writer"
            ),
            models.CheckConstraint(
                condition=(Q(kind="payment", on__isnull=False) & ~Q(amount=0))
                | (~Q(kind="payment") & Q(on=None)),
                name="ledgerentry_payment_has_day",
            ),
            models.CheckConstraint(
                condition=(~Q(kind="charge") | Q(amount__gte=0)) & (~Q(kind="refund") | Q(amount__lte=0)),
                name="ledgerentry_signs",
            ),
            models.CheckConstraint(
                condition=~Q(kind="change") | (~Q(amount=0) & ~Q(note="")),
                name="ledgerentry_change_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(revision=None, change=None)
                | (Q(kind="writer_fee") & (Q(revision=None) | Q(change=None))),
                name="ledgerentry_one_cause",
            ),
            models.UniqueConstraint(
                fields=["order", "writer"],
                condition=Q(kind="writer_fee", revision=None, change=None),
                name="ledgerentry_work_once",
            ),
            models.UniqueConstraint(
                fields=["revision"], condition=Q(revision__isnull=False), name="ledgerentry_revision_once"
            ),
            models.UniqueConstraint(
                fields=["change"], condition=Q(change__isnull=False), name="ledgerentry_change_once"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "account", "-id"], name="ledgerentry_account"),
            models.Index(
                fields=["agency", "account"],
                include=["amount"],
                name="ledgerentry_balance",
                condition=Q(kind__in=("charge", "change", "refund", "payment")),
            ),
            models.Index(
                fields=["agency", "writer", "-at", "-id"],
                name="ledgerentry_fees",
                condition=Q(kind="writer_fee"),
            ),
            models.Index(fields=["agency", "at"], name="ledgerentry_booked"),
            models.Index(fields=["agency", "account", "at"], name="ledgerentry_booked_account"),
            models.Index(
                fields=["agency", "at"], name="ledgerentry_fee_months", condition=Q(kind="writer_fee")
            ),
        ]

    @property
    def cause(self) -> FeeCause | None:
        """What a fee is for; None for money of the client."""
        if self.kind != EntryKind.WRITER_FEE:
            return None
        if self.revision_id:
            return FeeCause.REVISION
        return FeeCause.CHANGE if self.change_id else FeeCause.WORK


def ledger_sum(kinds: Iterable[str], of: str = "pk") -> Coalesce:
    """As an expression of an order: the signed sum of its entries of these kinds, 0 without any. `of` names
    the order where the row is another one's."""
    entries = LedgerEntry.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef(of))
    rows = entries.filter(kind__in=list(kinds)).order_by().values("order")
    money = DecimalField(max_digits=14, decimal_places=2)
    return Coalesce(
        Subquery(rows.annotate(sum=Sum("amount")).values("sum")), Value(Decimal(0)), output_field=money
    )
