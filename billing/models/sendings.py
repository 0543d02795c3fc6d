"""Invoices that go out by mail: each time it was done, and to whom it went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique

from .invoices import Invoice


class InvoiceSending(OfAgency):
    """That an invoice goes out by mail: once when it is issued, and each time that the desk sends it again
    (`asked_by`). Append-only by trigger."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="sendings")
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            agency_id_unique("invoicesending"),
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(asked_by=None), name="invoicesending_once_by_itself"
            ),
        ]


class SentInvoice(OfAgency):
    """One person was written to in one sending, or (without a `membership`) the email address of the billing
    details. Append-only by trigger: a job that runs twice finds it and stops.

    `mail_id` (a Message-ID) names the mail of accounts.
    """

    sending = models.ForeignKey(InvoiceSending, models.PROTECT, related_name="mails")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    mail_id = models.CharField(max_length=320, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("email with an invoice")
        verbose_name_plural = _("emails with invoices")
        constraints = [
            models.UniqueConstraint(fields=["sending", "membership"], name="sentinvoice_once"),
            models.UniqueConstraint(
                fields=["sending"], condition=Q(membership=None), name="sentinvoice_one_address"
            ),
        ]

    def __str__(self) -> str:
        return self.mail_id
