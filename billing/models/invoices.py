"""Invoices: what a client is billed, in a numbered document that never changes. A
credit note is one with a negative total."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.models.letterhead import (
    BIC_LIMIT,
    IBAN_LIMIT,
    NAME_LIMIT,
    TAX_NOTE_LIMIT,
    TAX_NUMBER_LIMIT,
    address_field,
    name_field,
    tax_number_field,
)
from agencies.states.roles import is_staff
from clients.models.accounts import AccountRole, ClientAccount
from clients.querysets import sees_as_client
from orders.models.ledger import LedgerEntry
from orders.models.orders import Order

from .marks import InvoiceMark, MarkKind
from .parts import InvoicePart

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: The longest number by which a payment is named.
REFERENCE_LIMIT = 40


class BillingDetails(OfAgency):
    """To whom the invoices of a client account are addressed; the account's own name stands in for an empty
    one. `email`: where they go besides its payers, such as an accounts department."""

    account = models.OneToOneField(ClientAccount, models.CASCADE, related_name="billing")
    name = name_field(_("name"))
    address = address_field()
    tax_number = tax_number_field()
    email = models.EmailField(_("email address for invoices"), blank=True, db_default="")


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def visible_to(self, viewer: Viewer) -> InvoiceQuerySet:
        """Staff see all of their agency's, payers those of their accounts."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        if not sees_as_client(viewer):
            return rows.none()
        return rows.filter(
            account__people__membership_id=viewer.member_id, account__people__role=AccountRole.PAYER
        )

    def with_payment(self) -> InvoiceQuerySet:
        """Each with `is_unpaid`, whether money is open for it, `open_amount`, how much (None for nothing),
        `asked_on`, when the first of that is due, and `is_disputed`, whether the desk has marked it so."""
        marks = InvoiceMark.objects.filter(agency_id=OuterRef("agency_id"), invoice=OuterRef("pk"))
        return self._with_open().annotate(
            asked_on=Coalesce(Subquery(_next_part().values("due_on")[:1]), F("due_on")),
            is_unpaid=Case(When(open_amount__isnull=False, then=True), default=False),
            is_disputed=Exists(marks.filter(kind=MarkKind.DISPUTED, ended_at=None)),
        )

    def paid(self) -> InvoiceQuerySet:
        """Those with nothing open, without credit notes. Most are, so the newest are soon found."""
        rows: InvoiceQuerySet = self._with_open().filter(open_amount__isnull=True, total__gt=0)
        return rows

    def disputed(self) -> InvoiceQuerySet:
        """Those that the desk has marked as disputed."""
        return self.filter(marks__kind=MarkKind.DISPUTED, marks__ended_at=None)

    def _with_open(self) -> Any:
        """Each asked by itself: for a join or an Exists the database would read all that is open first."""
        rows = OpenInvoice.objects.filter(agency_id=OuterRef("agency_id"), invoice=OuterRef("pk"))
        return self.annotate(open_amount=Subquery(rows.values("amount")[:1]))


def _next_part() -> Any:
    """The first part of which something is open, of an invoice with `open_amount`."""
    gone = OuterRef("total") - OuterRef("open_amount")
    own = {"agency_id": OuterRef("agency_id"), "invoice": OuterRef("pk")}
    return InvoicePart.objects.filter(**own, upto__gt=gone).order_by("due_on")


class Invoice(OfAgency):
    """One numbered document, with everything that is printed on it. Append-only by trigger.

    Numbers run through an agency from 1 without a gap: InvoiceCounter is counted
    up in the transaction that writes the row.
    """

    number = models.PositiveIntegerField()
    order = models.ForeignKey(Order, models.PROTECT, related_name="invoices")
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="invoices")
    issued_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    due_on = models.DateField()
    currency = models.CharField(max_length=3)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    tax = models.DecimalField(max_digits=12, decimal_places=2)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    tax_label = models.CharField(max_length=160, blank=True)
    #: Whether the amounts of the lines hold the tax.
    prices_include_tax = models.BooleanField(default=False, db_default=False)
    #: Why there is none: the client accounts for it.
    tax_note = models.CharField(max_length=TAX_NOTE_LIMIT, blank=True, default="", db_default="")
    seller_name = models.CharField(max_length=NAME_LIMIT)
    seller_address = models.TextField()
    seller_tax_number = models.CharField(max_length=TAX_NUMBER_LIMIT, blank=True)
    buyer_name = models.CharField(max_length=NAME_LIMIT)
    buyer_address = models.TextField(blank=True)
    buyer_tax_number = models.CharField(max_length=TAX_NUMBER_LIMIT, blank=True)
    payment_text = models.TextField(blank=True)
    seller_iban = models.CharField(max_length=IBAN_LIMIT, blank=True, db_default="")
    seller_bic = models.CharField(max_length=BIC_LIMIT, blank=True, db_default="")
    account_holder = models.CharField(max_length=NAME_LIMIT, blank=True, db_default="")
    payment_reference = models.CharField(max_length=REFERENCE_LIMIT, blank=True, db_default="")

    objects = InvoiceQuerySet.as_manager()
    #: Whether the call that gave it has issued it, too (billing.actions.invoices).
    is_new = False

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["number"]
        constraints = [
            agency_id_unique("invoice"),
            models.UniqueConstraint(fields=["agency", "number"], name="invoice_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="invoice_number_from_one"),
            models.CheckConstraint(condition=Q(total=F("net") + F("tax")), name="invoice_total"),
            models.CheckConstraint(condition=Q(due_on__gte=F("issued_on")), name="invoice_due"),
        ]
        indexes = [
            models.Index(fields=["agency", "account", "-number"], name="invoice_account"),
            models.Index(fields=["order", "number"], name="invoice_of_order"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back: a credit note."""
        return self.total < 0


class OpenInvoice(OfAgency):
    """That `amount` is open for an invoice (billing.pricing.open_amounts says how much). What settles goes to
    the oldest invoice of an order first: payments, credit notes, and what the order has become cheaper by. A
    credit note is never open, and no invoice is of an order for which nothing is owed.

    No sum that drifts: the database works the rows of an order out anew, in the same transaction, whenever
    its ledger gets an entry or an invoice is issued for it, and neither ever changes (migrations). Nothing
    else writes them. `account` and `number` are those of the invoice, by which lists find theirs.
    """

    invoice = models.OneToOneField(Invoice, models.CASCADE, related_name="open")
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2, db_default=Decimal(0))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="openinvoice_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="openinvoice_amount"),
        ]
        indexes = [models.Index(fields=["agency", "account", "-number"], name="openinvoice_account")]


class InvoiceLine(OfAgency):
    """One printed line, without tax unless the invoice's prices include it. Append-only by trigger."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=NAME_LIMIT * 2)
    detail = models.CharField(max_length=400, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="invoiceline_position")]


class InvoicePayment(OfAgency):
    """What an invoice says was received for it before it was issued: a payment with its day, or without one
    what earlier credit notes and refunds have settled of it. Append-only by trigger."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="received")
    position = models.PositiveSmallIntegerField()
    on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoicepayment_position"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="invoicepayment_amount"),
        ]


class InvoicedEntry(OfAgency):
    """That an entry of the ledger stands on an invoice: on one, never on two. Append-only by trigger."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="entries")
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="invoiced")


class InvoiceCounter(OfAgency):
    """The last invoice number given in an agency. Locked while one is issued: no gaps, no doubles."""

    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency"], name="invoicecounter_one")]
