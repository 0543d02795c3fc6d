"""How long work takes: what one hour makes of each service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency
from agencies.states.roles import is_management
from catalog.models import ServiceType

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class ServiceEffortQuerySet(models.QuerySet["ServiceEffort"]):
    def visible_to(self, viewer: Viewer) -> ServiceEffortQuerySet:
        """Managers and owners set them."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.none()


class ServiceEffort(OfAgency):
    """Units of a service that are made in an hour. A service without a row takes the rate of its unit
    (writers.states.capacity.DEFAULT_PER_HOUR)."""

    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")
    per_hour = models.DecimalField(_("units an hour"), max_digits=8, decimal_places=2)

    objects = ServiceEffortQuerySet.as_manager()

    class Meta:
        verbose_name = _("effort rate")
        verbose_name_plural = _("effort rates")
        constraints = [
            models.UniqueConstraint(fields=["agency", "service"], name="serviceeffort_once"),
            models.CheckConstraint(
                condition=Q(per_hour__gt=0, per_hour__lte=100_000), name="serviceeffort_per_hour"
            ),
        ]
