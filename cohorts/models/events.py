"""What was done with a class, and who was reminded of what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from cohorts.states.cohorts import CohortState, MilestoneKind, NudgeTo

from .cohorts import Cohort
from .members import CohortMember
from .placings import Placing


class CohortEvent(OfAgency):
    """One act on a class, or one of the agency's clock or of a link (without `actor`): ids and numbers, no
    names. Append-only by trigger."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20)
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    to_state = models.CharField(max_length=9, choices=CohortState)
    member = models.ForeignKey(CohortMember, models.PROTECT, null=True, related_name="+")
    placing = models.ForeignKey(Placing, models.PROTECT, null=True, related_name="+", db_index=False)
    count = models.PositiveIntegerField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("event of a class")
        verbose_name_plural = _("events of classes")
        ordering = ["id"]
        constraints = [agency_id_unique("cohortevent")]

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.verb}"


class Nudge(OfAgency):
    """Somebody was reminded of what a member has not reached: once a day of the agency's zone at most."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="nudges")
    member = models.ForeignKey(CohortMember, models.CASCADE, related_name="nudges")
    kind = models.CharField(max_length=9, choices=MilestoneKind)
    to = models.CharField(max_length=9, choices=NudgeTo)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        ordering = ["id"]
        constraints = [
            agency_id_unique("nudge"),
            models.UniqueConstraint(fields=["member", "on"], name="nudge_once_a_day"),
            models.CheckConstraint(condition=Q(kind__in=MilestoneKind.values), name="nudge_kind"),
            models.CheckConstraint(condition=Q(to__in=NudgeTo.values), name="nudge_to"),
        ]
