"""What is planned for a class: until when what is to be reached, and by when which amount is paid."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency, agency_id_unique
from cohorts.states.cohorts import MilestoneKind

from .cohorts import Cohort

MOST_INSTALLMENTS = 24


class Milestone(OfAgency):
    """By `due_on`, a day of the agency's zone, each member is to have reached it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="milestones")
    kind = models.CharField(_("milestone"), max_length=9, choices=MilestoneKind)
    due_on = models.DateField(_("due"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone of a class")
        verbose_name_plural = _("milestones of classes")
        ordering = ["id"]
        constraints = [
            agency_id_unique("milestone"),
            models.UniqueConstraint(fields=["cohort", "kind"], name="milestone_once"),
            models.CheckConstraint(condition=Q(kind__in=MilestoneKind.values), name="milestone_kind"),
        ]

    def __str__(self) -> str:
        return str(MilestoneKind(self.kind).label)


class Installment(OfAgency):
    """One part of the payment plan. It moves no money: what is owed stays with each order."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="installments")
    due_on = models.DateField(_("due"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("installment")
        verbose_name_plural = _("installments")
        ordering = ["due_on", "id"]
        constraints = [
            agency_id_unique("installment"),
            models.UniqueConstraint(fields=["cohort", "due_on"], name="installment_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="installment_amount"),
        ]
        indexes = [models.Index(fields=["agency", "due_on"], name="installment_due")]
