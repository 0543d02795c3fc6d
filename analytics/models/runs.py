"""Reports as they were made: the numbers of one recipient, which stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from analytics.states.metrics import Granularity, Unit
from analytics.states.reports import FILTERS, RunState, Withheld
from project.base.ids import public_id

from .reports import VALUE_LIMIT, ScheduledReport

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: Digits of a stored number, and those of them behind the point.
DIGITS, PLACES = 24, 6


class ReportRunQuerySet(models.QuerySet["ReportRun"]):
    def visible_to(self, viewer: Viewer) -> ReportRunQuerySet:
        """Those that were made for the viewer: the numbers are theirs and nobody else's."""
        rows = self.filter(agency_id=viewer.agency_id, state=RunState.MADE)
        return rows.filter(membership_id=viewer.member_id)


class ReportRun(OfAgency):
    """A report for one recipient, of the days from `first` to `last` in `zone`. By the clock there is one of
    each period, whatever becomes of its worker; `by_hand` is one that somebody sent to themselves."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    report = models.ForeignKey(ScheduledReport, models.CASCADE, related_name="runs")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    first = models.DateField()
    last = models.DateField()
    zone = models.CharField(max_length=64)
    granularity = models.CharField(max_length=5, choices=Granularity)
    currency = models.CharField(max_length=3)
    by_hand = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=RunState, default=RunState.WAITING)
    withheld = models.CharField(max_length=6, choices=Withheld, blank=True)
    as_of = models.DateTimeField(null=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            agency_id_unique("reportrun"),
            models.UniqueConstraint(
                fields=["report", "membership", "first", "last"],
                condition=Q(by_hand=False),
                name="reportrun_once",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="reportrun_days"),
            models.CheckConstraint(
                condition=Q(state=RunState.WAITING, withheld="", as_of=None)
                | Q(state=RunState.MADE, withheld="", as_of__isnull=False)
                | Q(state=RunState.WITHHELD, withheld__in=Withheld.values, as_of=None),
                name="reportrun_state",
            ),
        ]
        indexes = [
            models.Index(
                F("agency"), F("membership"), F("due_at").desc(), F("id").desc(), name="reportrun_person"
            ),
            models.Index(fields=["agency", "due_at"], name="reportrun_due"),
        ]

    def __str__(self) -> str:
        return self.public_id


class RunFilter(OfAgency):
    """What a report was narrowed to when it was made, and how that was called."""

    run = models.ForeignKey(ReportRun, models.CASCADE, related_name="filters")
    key = models.CharField(max_length=10)
    value = models.CharField(max_length=VALUE_LIMIT)
    label = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="runfilter_once"),
            models.CheckConstraint(condition=Q(key__in=FILTERS), name="runfilter_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.label}"


class RunFigure(OfAgency):
    """A number of a report, of how many rows it is, and the same of the period before. A value of null: there
    were too few rows to say one. What its metric is says the program."""

    run = models.ForeignKey(ReportRun, models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    metric = models.CharField(max_length=60)
    unit = models.CharField(max_length=8, choices=Unit)
    n = models.PositiveIntegerField()
    value = models.DecimalField(null=True, max_digits=DIGITS, decimal_places=PLACES)
    #: Of a metric that is of now, whatever the period, both are null.
    before_n = models.PositiveIntegerField(null=True)
    before_value = models.DecimalField(null=True, max_digits=DIGITS, decimal_places=PLACES)

    class Meta:
        ordering = ["position"]
        constraints = [
            agency_id_unique("runfigure"),
            models.UniqueConstraint(fields=["run", "position"], name="runfigure_position"),
            models.UniqueConstraint(fields=["run", "metric"], name="runfigure_once"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="runfigure_unit"),
            models.CheckConstraint(
                condition=Q(before_n__isnull=False) | Q(before_value=None), name="runfigure_before"
            ),
        ]

    def __str__(self) -> str:
        return self.metric


class RunPoint(OfAgency):
    """A number of a span of a figure's series."""

    figure = models.ForeignKey(RunFigure, models.CASCADE, related_name="points")
    first = models.DateField()
    last = models.DateField()
    n = models.PositiveIntegerField()
    value = models.DecimalField(null=True, max_digits=DIGITS, decimal_places=PLACES)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(fields=["figure", "first"], name="runpoint_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="runpoint_days"),
        ]

    def __str__(self) -> str:
        return f"{self.first}"
