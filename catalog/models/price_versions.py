"""What became of the price books: each change of each version, and the versions that were taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Membership
from agencies.models.base import OfAgency

from .catalog import PriceBook


class Part(models.TextChoices):
    """The parts of the catalog that are edited one at a time."""

    SERVICES = "services", _("Services")
    SUBJECTS = "subjects", _("Subjects")
    QUALITIES = "qualities", _("Quality")
    URGENCIES = "urgencies", _("Urgency")
    ADDONS = "addons", _("Add-ons")
    VOLUMES = "volumes", _("Volume")
    LANGUAGES = "languages", _("Languages")
    GENERAL = "general", _("Minimum, surcharge and tax")


class PriceBookChangeQuerySet(models.QuerySet["PriceBookChange"]):
    def since(self, agency: Agency, part: str, version: int) -> list[PriceBookChange]:
        """What versions that count changed in a part after `version`, oldest first."""
        later = self.filter(agency=agency, part=part, book__version__gt=version, book__take_back=None)
        return list(later.order_by("book__version", "position"))


class PriceBookChange(OfAgency):
    """One number or word that a version changed: `old` and `new` as plain text, "" for none. Written once."""

    book = models.ForeignKey(PriceBook, models.PROTECT, related_name="changes")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=9, choices=Part)
    key = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=20)
    old = models.CharField(max_length=240, blank=True)
    new = models.CharField(max_length=240, blank=True)

    objects = PriceBookChangeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["book", "position"], name="pricebookchange_position"),
            models.UniqueConstraint(fields=["book", "part", "key", "field"], name="pricebookchange_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="pricebookchange_differs"),
        ]


class PriceBookTakeBack(OfAgency):
    """Says that a version does not count any more: the one before it is
    current again. No order was placed with it."""

    book = models.OneToOneField(PriceBook, models.PROTECT, related_name="take_back")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
