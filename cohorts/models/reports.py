"""Reports of a class that stay as they were made, and the links by which others read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from cohorts.states.cohorts import CohortState, MilestoneKind
from orders.models.orders import Order
from project.base.ids import public_id
from project.base.text import validate_text
from project.base.viewer import LinkHolder

from .cohorts import LABEL_LIMIT, Cohort
from .members import CohortMember

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: What a secret link of this kind opens.
LINK = "class_report"
#: Of a link's key, how much is shown; links of a class and days that one holds, at most.
PREFIX, MOST_LINKS, MOST_DAYS = 8, 50, 365


class ReportSnapshotQuerySet(models.QuerySet["ReportSnapshot"]):
    def visible_to(self, viewer: Viewer) -> ReportSnapshotQuerySet:
        """Those of the classes that the viewer sees; whoever holds a link to one, that one."""
        rows = self.filter(agency_id=viewer.agency_id)
        if isinstance(viewer, LinkHolder):
            return rows.filter(public_id=viewer.public_id) if viewer.kind == LINK else rows.none()
        seen = Cohort.objects.visible_to(viewer).filter(pk=OuterRef("cohort_id"))
        return rows.filter(Exists(seen))


class ReportSnapshot(OfAgency):
    """How a class stood at `as_of`. Append-only by trigger, as its rows are."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="snapshots")
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    as_of = models.DateTimeField()
    cohort_name = models.CharField(max_length=120)
    cohort_state = models.CharField(max_length=9, choices=CohortState)

    objects = ReportSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a class")
        verbose_name_plural = _("reports of classes")
        ordering = ["-id"]
        constraints = [agency_id_unique("reportsnapshot")]

    def __str__(self) -> str:
        return self.public_id


class SnapshotMilestone(OfAgency):
    """A milestone that was planned when a report was made, with its day."""

    snapshot = models.ForeignKey(ReportSnapshot, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=9, choices=MilestoneKind)
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "kind"], name="snapshotmilestone_once")]


class SnapshotRow(OfAgency):
    """What a report was worked out from: when one member had reached what. It holds no name: that is the
    member's, as long as it is kept."""

    snapshot = models.ForeignKey(ReportSnapshot, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    member = models.ForeignKey(CohortMember, models.PROTECT, related_name="+", db_index=False)
    group = models.CharField(max_length=LABEL_LIMIT, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")
    order_state = models.CharField(max_length=20, blank=True)
    brief_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    sessions_expected = models.PositiveSmallIntegerField(default=0)
    sessions_attended = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "position"], name="snapshotrow_position")]


class ReportLinkQuerySet(models.QuerySet["ReportLink"]):
    def visible_to(self, viewer: Viewer) -> ReportLinkQuerySet:
        """Those to reports of the classes that the viewer sees."""
        seen = Cohort.objects.visible_to(viewer).filter(pk=OuterRef("snapshot__cohort_id"))
        return self.filter(Exists(seen), agency_id=viewer.agency_id)


class ReportLink(OfAgency):
    """A link to one report for `name`, until `expires_at`. Only the hash of its key is stored."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    snapshot = models.ForeignKey(ReportSnapshot, models.CASCADE, related_name="links")
    name = models.CharField(_("for"), max_length=80, validators=[validate_text])
    prefix = models.CharField(max_length=PREFIX)
    hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ReportLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a report")
        verbose_name_plural = _("links to reports")
        ordering = ["-id"]
        constraints = [
            agency_id_unique("reportlink"),
            models.CheckConstraint(condition=Q(hash__regex=r"^[0-9a-f]{64}$"), name="reportlink_hash"),
            models.CheckConstraint(condition=~Q(name=""), name="reportlink_named"),
        ]

    def __str__(self) -> str:
        return self.public_id
