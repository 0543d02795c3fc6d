"""Prices that were imported: a draft, which changes nothing until somebody publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Mark, Membership
from agencies.models.base import OfAgency
from agencies.models.marks import MarkedRow, marked_index, marked_once
from agencies.states.roles import is_management

from .catalog import AddOnKind, Unit
from .price_versions import Part

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: The parts of the price list that an import can bring.
DRAFTED = (Part.SERVICES, Part.QUALITIES, Part.URGENCIES, Part.ADDONS, Part.VOLUMES)


class DraftedThingQuerySet(models.QuerySet["DraftedThing"]):
    def visible_to(self, viewer: Viewer) -> DraftedThingQuerySet:
        """Those who keep the catalog of the agency see what was imported into it."""
        return self.filter(agency_id=viewer.agency_id) if is_management(viewer) else self.none()


class DraftedThing(MarkedRow):
    """One thing of an imported price list: `amount` is the rate of a service, in money per unit, or what an
    add-on costs; of a volume tier, the percentage off from `minimum_quantity` pieces on. Those of one mark
    are one draft."""

    part = models.CharField(max_length=9, choices=Part)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=240, blank=True)
    unit = models.CharField(max_length=4, choices=Unit, blank=True)
    kind = models.CharField(max_length=8, choices=AddOnKind, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    multiplier = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    within_hours = models.PositiveIntegerField(null=True)
    minimum_quantity = models.PositiveIntegerField(null=True)
    maximum_quantity = models.PositiveIntegerField(null=True)

    objects = DraftedThingQuerySet.as_manager()

    class Meta:
        verbose_name = _("drafted price")
        verbose_name_plural = _("drafted prices")
        ordering = ["position", "id"]
        constraints = [
            marked_once("draftedthing"),
            models.CheckConstraint(
                condition=Q(part="services", amount__isnull=False, minimum_quantity__isnull=False)
                | Q(part="addons", amount__isnull=False, multiplier=None)
                | Q(part="volumes", amount__isnull=False, minimum_quantity__isnull=False, multiplier=None)
                | Q(part="qualities", multiplier__isnull=False, within_hours=None)
                | Q(part="urgencies", multiplier__isnull=False, within_hours__isnull=False),
                name="draftedthing_part_priced",
            ),
        ]
        indexes = [marked_index("draftedthing")]

    def __str__(self) -> str:
        return self.name


class PricePublication(OfAgency):
    """That a draft was published, as versions of the price list: by whom, and when."""

    mark = models.OneToOneField(Mark, models.PROTECT, related_name="price_publication")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("publication of imported prices")
        verbose_name_plural = _("publications of imported prices")

    def __str__(self) -> str:
        return f"{self.mark_id} {self.at:%Y-%m-%d}"
