"""Reminders of open invoices: what an agency says when, and what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.models.accounts import ClientAccount

from .invoices import Invoice

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: How many reminders an invoice gets at most, and the days after its due day that one may wait.
STEPS, MOST_DAYS = 3, 365
SUBJECT_LIMIT, TEXT_LIMIT = 120, 2000


class ReminderPolicy(OfAgency):
    """Whether an agency reminds by itself. One, or none yet: then it does not."""

    active = models.BooleanField(_("send reminders automatically"), default=False)

    class Meta:
        verbose_name = _("reminder settings")
        verbose_name_plural = _("reminder settings")
        constraints = [models.UniqueConstraint(fields=["agency"], name="reminderpolicy_one")]


class ReminderStep(OfAgency):
    """One of the reminders that an agency sends: after how many days, in which words. Those of
    billing.rules.reminders hold until an agency has saved its own."""

    number = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField(_("days after the due date"))
    subject = models.CharField(_("subject"), max_length=SUBJECT_LIMIT)
    text = models.TextField(_("text"), max_length=TEXT_LIMIT)

    class Meta:
        verbose_name = _("reminder step")
        verbose_name_plural = _("reminder steps")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="reminderstep_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=STEPS), name="reminderstep_number"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=MOST_DAYS), name="reminderstep_days"),
        ]


class ReminderExemption(OfAgency):
    """That a client account is never reminded automatically."""

    account = models.OneToOneField(ClientAccount, models.CASCADE, related_name="reminder_exemption")
    set_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exemption from reminders")
        verbose_name_plural = _("exemptions from reminders")


class PaymentReminderQuerySet(models.QuerySet["PaymentReminder"]):
    def visible_to(self, viewer: Viewer) -> PaymentReminderQuerySet:
        """Staff see those of their agency; people are written to themselves."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()


class PaymentReminder(OfAgency):
    """One reminder of one invoice: each step once. Append-only by trigger. `sent_by` is null when the
    agency's clock sent it; `amount` was open then."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    sent_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    sent_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    objects = PaymentReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment reminder")
        verbose_name_plural = _("payment reminders")
        ordering = ["step"]
        constraints = [
            agency_id_unique("paymentreminder"),
            models.UniqueConstraint(fields=["invoice", "step"], name="paymentreminder_once"),
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=STEPS), name="paymentreminder_step"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="paymentreminder_amount"),
        ]


class SentReminder(OfAgency):
    """That a person was written to about a reminder, or (without a `membership`) the email address of the
    billing details. Append-only: a job that runs twice finds it and stops. `mail_id` (a Message-ID) names the
    mail of accounts."""

    reminder = models.ForeignKey(PaymentReminder, models.PROTECT, related_name="mails")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    mail_id = models.CharField(max_length=320, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")
        constraints = [
            models.UniqueConstraint(fields=["reminder", "membership"], name="sentreminder_once"),
            models.UniqueConstraint(
                fields=["reminder"], condition=Q(membership=None), name="sentreminder_one_address"
            ),
        ]
