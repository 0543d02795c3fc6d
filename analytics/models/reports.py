"""Reports that are made by the clock: of which figures, when, and for whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_management
from analytics.states.metrics import Board, Granularity
from analytics.states.reports import FILTERS, PausedBy, Rhythm, Span, Weekday
from cohorts.models import Cohort
from project.base.ids import public_id
from project.base.text import validate_text

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT, VALUE_LIMIT = 80, 60
W, M = Rhythm.WEEKLY, Rhythm.MONTHLY


class ScheduledReportQuerySet(models.QuerySet["ScheduledReport"]):
    def visible_to(self, viewer: Viewer) -> ScheduledReportQuerySet:
        """Those that the viewer set up or receives; managers and owners see all of their agency. Whose
        numbers are in one decides itself for each who receives it."""
        rows = self.filter(agency_id=viewer.agency_id, removed_at=None)
        if is_management(viewer):
            return rows
        mine = ReportRecipient.objects.filter(
            agency_id=viewer.agency_id, report=OuterRef("pk"), membership_id=viewer.member_id
        )
        return rows.filter(Q(owner_id=viewer.member_id) | Exists(mine))

    def due(self, now: dt.datetime) -> ScheduledReportQuerySet:
        """Those whose moment has come. Paused and removed ones have none."""
        return self.filter(next_run_at__lte=now)


class ScheduledReport(OfAgency):
    """A board with a fixed filter, made every week or month at an hour of the agency's zone. A day that a
    month does not have is its last. `writer` or `cohort` is what a board is about, of those that are about
    one thing. `next_run_at` is null while it is paused, and once it is removed."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    board = models.CharField(max_length=10, choices=Board)
    writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, related_name="+", db_index=False)
    rhythm = models.CharField(max_length=7, choices=Rhythm)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, null=True)
    day = models.PositiveSmallIntegerField(null=True)
    hour = models.PositiveSmallIntegerField()
    span = models.CharField(max_length=6, choices=Span)
    granularity = models.CharField(max_length=5, choices=Granularity, blank=True)
    next_run_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_by = models.CharField(max_length=6, choices=PausedBy, blank=True)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = ScheduledReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled report")
        verbose_name_plural = _("scheduled reports")
        constraints = [
            agency_id_unique("scheduledreport"),
            models.CheckConstraint(condition=~Q(name=""), name="scheduledreport_named"),
            models.CheckConstraint(condition=Q(board__in=Board.values), name="scheduledreport_board"),
            models.CheckConstraint(
                condition=Q(board=Board.WRITERS, writer__isnull=False, cohort=None)
                | Q(board=Board.CLASS, writer=None, cohort__isnull=False)
                | (~Q(board__in=[Board.WRITERS, Board.CLASS]) & Q(writer=None, cohort=None)),
                name="scheduledreport_subject",
            ),
            models.CheckConstraint(
                condition=Q(rhythm=W, weekday__range=(0, 6), day=None)
                | Q(rhythm=M, weekday=None, day__range=(1, 31)),
                name="scheduledreport_rhythm",
            ),
            models.CheckConstraint(condition=Q(hour__range=(0, 23)), name="scheduledreport_hour"),
            models.CheckConstraint(condition=Q(span__in=Span.values), name="scheduledreport_span"),
            models.CheckConstraint(
                condition=Q(granularity__in=["", *Granularity.values]), name="scheduledreport_granularity"
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, paused_by="")
                | Q(paused_at__isnull=False, paused_by__in=PausedBy.values),
                name="scheduledreport_paused",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, removed_at=None, next_run_at__isnull=False)
                | (Q(next_run_at=None) & (Q(paused_at__isnull=False) | Q(removed_at__isnull=False))),
                name="scheduledreport_next",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "next_run_at"],
                condition=Q(next_run_at__isnull=False),
                name="scheduledreport_due",
            ),
            models.Index(F("agency"), F("created_at").desc(), F("id").desc(), name="scheduledreport_list"),
            models.Index(fields=["agency", "owner"], name="scheduledreport_owner"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None


class ReportFilter(OfAgency):
    """What the figures of a report are narrowed to."""

    report = models.ForeignKey(ScheduledReport, models.CASCADE, related_name="filters")
    key = models.CharField(max_length=10)
    value = models.CharField(max_length=VALUE_LIMIT)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="reportfilter_once"),
            models.CheckConstraint(condition=Q(key__in=FILTERS) & ~Q(value=""), name="reportfilter_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class ReportRecipientQuerySet(models.QuerySet["ReportRecipient"]):
    def with_last(self) -> ReportRecipientQuerySet:
        """Each with what became of the last report that the clock made for them: `last_state`, `withheld` and
        `last_at`, all None before the first."""
        from .runs import ReportRun  # noqa: PLC0415  (it points to this module)

        own = {"report": OuterRef("report"), "membership": OuterRef("membership"), "by_hand": False}
        last = ReportRun.objects.filter(agency_id=OuterRef("agency_id"), **own).order_by("-due_at", "-id")
        return self.select_related("membership").annotate(
            last_state=Subquery(last.values("state")[:1]),
            withheld=Subquery(last.values("withheld")[:1]),
            last_at=Subquery(last.values("due_at")[:1]),
        )


class ReportRecipient(OfAgency):
    """Who receives a report. Whoever left it stays on the list, so that nobody else puts them back."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    report = models.ForeignKey(ScheduledReport, models.CASCADE, related_name="recipients")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = ReportRecipientQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "membership"], name="reportrecipient_once"),
        ]
        indexes = [models.Index(fields=["agency", "membership"], name="reportrecipient_person")]

    def __str__(self) -> str:
        return self.public_id
