"""Orders that carry a mark, and their number series: trials, and what was imported."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency
from agencies.models.marks import MarkedRow, marked_index, marked_once

from .orders import Order


class MarkedOrder(MarkedRow):
    """An order with its mark. Its number is of a series of its own."""

    order = models.OneToOneField(Order, models.CASCADE, related_name="marked")

    class Meta:
        verbose_name = _("marked order")
        verbose_name_plural = _("marked orders")
        constraints = [marked_once("markedorder")]
        indexes = [marked_index("markedorder")]

    def __str__(self) -> str:
        return f"{self.order_id} of {self.mark_id}"


class TrialCounter(OfAgency):
    """The last number given to a trial order in a year of the agency's zone."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="trialcounter_year")]


class ImportCounter(OfAgency):
    """The last number given to an imported order in a year of the agency's zone."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="importcounter_year")]
