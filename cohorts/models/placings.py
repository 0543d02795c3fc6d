"""Placing the orders of a class: at which price, for how many, and how far it is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from catalog.models.catalog import PriceBook
from cohorts.states.cohorts import MOST_MEMBERS, PlacingState
from project.base.ids import public_id

from .cohorts import Cohort


class Placing(OfAgency):
    """The reviewed step in which orders are placed for `count` members, each at `unit` with tax, as the price
    book `book` said at `asked_at`. A job places them; whose brief is asked for, later and at the same price.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="placings")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    book = models.ForeignKey(PriceBook, models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    count = models.PositiveSmallIntegerField()
    unit = models.DecimalField(max_digits=12, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    deadline = models.DateTimeField()
    state = models.CharField(max_length=7, choices=PlacingState, default=PlacingState.RUNNING)
    refusal = models.CharField(max_length=300, blank=True)
    moved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("placing of a class’s orders")
        verbose_name_plural = _("placings of classes’ orders")
        ordering = ["id"]
        constraints = [
            agency_id_unique("placing"),
            models.UniqueConstraint(fields=["cohort", "id"], name="placing_cohort_id"),
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(state=PlacingState.RUNNING), name="placing_one_running"
            ),
            models.CheckConstraint(condition=Q(state__in=PlacingState.values), name="placing_state"),
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=MOST_MEMBERS), name="placing_count"),
            models.CheckConstraint(
                condition=Q(unit__gte=0, total=F("unit") * F("count")), name="placing_total"
            ),
        ]
        indexes = [
            models.Index(
                fields=["moved_at"], name="placing_running", condition=Q(state=PlacingState.RUNNING)
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
