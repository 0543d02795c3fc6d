"""What an agency has switched (project/base/features.py): each switch, and those planned for a later moment.
What holds now stands in `Agency.features`, written with each switch, and what is to hold in `Agency.planned`,
written with each plan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_management
from project.base.ids import public_id
from project.base.text import validate_text

from .base import OfAgency, agency_id_unique
from .membership import Membership

if TYPE_CHECKING:
    from project.base.viewer import Viewer

KEY_LIMIT, REASON_LIMIT = 30, 300


class PlanState(models.TextChoices):
    WAITING = "waiting", _("Scheduled")
    DONE = "done", _("Carried out")
    CANCELLED = "cancelled", _("Cancelled")


class PlanQuerySet(models.QuerySet["FeaturePlan"]):
    def visible_to(self, viewer: Viewer) -> PlanQuerySet:
        """Managers and owners see those of their agency."""
        return self.filter(agency_id=viewer.agency_id) if is_management(viewer) else self.none()

    def waiting(self) -> PlanQuerySet:
        """Those that are still to be carried out."""
        return self.filter(state=PlanState.WAITING)

    def ahead(self, now: dt.datetime) -> PlanQuerySet:
        """Those whose moment has not come. The others hold, whether or not the sweep has noted it."""
        return self.waiting().filter(at__gt=now)


class SwitchQuerySet(models.QuerySet["FeatureSwitch"]):
    def visible_to(self, viewer: Viewer) -> SwitchQuerySet:
        """Managers and owners see those of their agency."""
        return self.filter(agency_id=viewer.agency_id) if is_management(viewer) else self.none()


class FeaturePlan(OfAgency):
    """A switch at a later moment, `at`. One of a feature waits at a time."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    feature = models.CharField(_("feature"), max_length=KEY_LIMIT)
    on = models.BooleanField(_("on"))
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT, blank=True, validators=[validate_text])
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    at = models.DateTimeField(_("at"))
    state = models.CharField(max_length=9, choices=PlanState, default=PlanState.WAITING)
    ended_at = models.DateTimeField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled switch")
        verbose_name_plural = _("scheduled switches")
        constraints = [
            agency_id_unique("featureplan"),
            models.UniqueConstraint(
                fields=["agency", "feature"],
                condition=Q(state=PlanState.WAITING),
                name="featureplan_one_waits",
            ),
            models.CheckConstraint(condition=Q(at__gt=F("made_at")), name="featureplan_later"),
            models.CheckConstraint(
                condition=Q(state=PlanState.WAITING, ended_at=None)
                | Q(state__in=[PlanState.DONE, PlanState.CANCELLED], ended_at__isnull=False),
                name="featureplan_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "at"], condition=Q(state=PlanState.WAITING), name="featureplan_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.at:%Y-%m-%d %H:%M}"


class FeatureSwitch(OfAgency):
    """A feature was switched: the `number`-th time at this agency. `by` nobody where the program did it.
    `plan` and `undoes` say what it carries out or takes back."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    feature = models.CharField(_("feature"), max_length=KEY_LIMIT)
    number = models.PositiveIntegerField(_("number"))
    on = models.BooleanField(_("on"))
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT, blank=True, validators=[validate_text])
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    plan = models.OneToOneField(FeaturePlan, models.PROTECT, null=True, related_name="switch")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    objects = SwitchQuerySet.as_manager()

    class Meta:
        verbose_name = _("switch of a feature")
        verbose_name_plural = _("switches of features")
        constraints = [
            agency_id_unique("featureswitch"),
            models.UniqueConstraint(fields=["agency", "feature", "number"], name="featureswitch_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="featureswitch_counted"),
        ]
        indexes = [models.Index(fields=["agency", "-at", "-id"], name="featureswitch_newest")]

    def __str__(self) -> str:
        return f"{self.feature} {self.number}"
