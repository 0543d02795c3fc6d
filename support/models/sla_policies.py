"""SLA policies: what an agency promises on which tickets. A published version never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_management
from agencies.states.sla import Priority, Target
from clients.models import ClientAccount
from project.base.text import validate_text
from support.states.sla_policies import LEAST_MINUTES, MOST_MINUTES, About

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT = 80


class SlaVersionQuerySet(models.QuerySet["SlaVersion"]):
    def visible_to(self, viewer: Viewer) -> SlaVersionQuerySet:
        """The management's."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.none()


class SlaVersion(OfAgency):
    """Version `number` of all policies of an agency. The last one holds; tickets keep those by which they
    were judged. Append-only by trigger, with all that hangs on it."""

    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = SlaVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of SLA policies")
        verbose_name_plural = _("versions of SLA policies")
        constraints = [
            agency_id_unique("slaversion"),
            models.UniqueConstraint(fields=["agency", "number"], name="slaversion_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="slaversion_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"


class SlaPolicyQuerySet(models.QuerySet["SlaPolicy"]):
    def visible_to(self, viewer: Viewer) -> SlaPolicyQuerySet:
        """The management's."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.none()


class SlaPolicy(OfAgency):
    """One policy of a version: what is promised on tickets that meet all of its conditions, unless one before
    it is met. Empty columns ask nothing. `key` stays the same from version to version."""

    version = models.ForeignKey(SlaVersion, models.PROTECT, related_name="policies")
    key = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    about = models.CharField(_("about"), max_length=8, choices=About, blank=True)
    priority = models.CharField(_("priority"), max_length=8, choices=Priority, blank=True)
    account = models.ForeignKey(ClientAccount, models.PROTECT, null=True, related_name="+")

    objects = SlaPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("SLA policy")
        verbose_name_plural = _("SLA policies")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("slapolicy"),
            models.UniqueConstraint(fields=["version", "key"], name="slapolicy_once"),
            models.UniqueConstraint(fields=["version", "position"], name="slapolicy_position"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="slapolicy_has_name"),
            models.CheckConstraint(condition=Q(about__in=["", *About.values]), name="slapolicy_about"),
            models.CheckConstraint(
                condition=Q(priority__in=["", *Priority.values]), name="slapolicy_priority"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SlaTarget(OfAgency):
    """How long one target of a policy may take, of working time where `working`. Where there is none, nothing
    is promised."""

    policy = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="targets")
    target = models.CharField(max_length=12, choices=Target)
    minutes = models.PositiveIntegerField(_("minutes"))
    working = models.BooleanField(_("working hours"))

    class Meta:
        verbose_name = _("target of an SLA policy")
        verbose_name_plural = _("targets of SLA policies")
        ordering = ["id"]
        constraints = [
            agency_id_unique("slatarget"),
            models.UniqueConstraint(fields=["policy", "target"], name="slatarget_once"),
            models.CheckConstraint(condition=Q(target__in=Target.values), name="slatarget_target"),
            models.CheckConstraint(
                condition=Q(minutes__range=(LEAST_MINUTES, MOST_MINUTES)), name="slatarget_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.target}"
