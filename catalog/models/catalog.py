"""The catalog (what can be ordered) and the price books (what it costs, version by version).

A thing of the catalog keeps its identity; its price is a row of one price book. A price change makes a new
book, so an old order or quote still points to the numbers that it was made with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_management

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class CatalogThing(OfAgency):
    """Shared shape of what a manager lists: a stable key, a name, an order,
    and an archive date instead of deletion."""

    key = models.SlugField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=240, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


def catalog_constraints(name: str) -> list[models.BaseConstraint]:
    """The key is unique for ever, the name among what is offered, in capitals or not."""
    return [
        models.UniqueConstraint(fields=["agency", "key"], name=f"{name}_key"),
        models.UniqueConstraint("agency", Lower("name"), condition=Q(archived_at=None), name=f"{name}_name"),
        agency_id_unique(name),
    ]


class Unit(models.TextChoices):
    WORD = "word", _("word")
    PAGE = "page", _("page")
    HOUR = "hour", _("hour")
    ITEM = "item", _("item")


class ServiceType(CatalogThing):
    unit = models.CharField(_("unit"), max_length=4, choices=Unit)

    class Meta(CatalogThing.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = catalog_constraints("servicetype")


class Subject(CatalogThing):
    class Meta(CatalogThing.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        constraints = catalog_constraints("subject")


class QualityTier(CatalogThing):
    class Meta(CatalogThing.Meta):
        verbose_name = _("quality tier")
        verbose_name_plural = _("quality tiers")
        constraints = catalog_constraints("qualitytier")


class UrgencyTier(CatalogThing):
    class Meta(CatalogThing.Meta):
        verbose_name = _("urgency tier")
        verbose_name_plural = _("urgency tiers")
        constraints = catalog_constraints("urgencytier")


class AddOn(CatalogThing):
    class Meta(CatalogThing.Meta):
        verbose_name = _("add-on")
        verbose_name_plural = _("add-ons")
        constraints = catalog_constraints("addon")


class VolumeTier(CatalogThing):
    class Meta(CatalogThing.Meta):
        verbose_name = _("volume tier")
        verbose_name_plural = _("volume tiers")
        constraints = catalog_constraints("volumetier")


class PriceBookQuerySet(models.QuerySet["PriceBook"]):
    def visible_to(self, viewer: Viewer) -> PriceBookQuerySet:
        """All versions of the agency, taken back or not, for those who keep its catalog."""
        return self.filter(agency_id=viewer.agency_id) if is_management(viewer) else self.none()

    def standing(self) -> PriceBookQuerySet:
        """Those that were not taken back, the current one first."""
        return self.filter(take_back=None).order_by("-version")


class PriceBook(OfAgency):
    """One version of an agency's prices; the highest that was not taken
    back is the current one. Never changed."""

    version = models.PositiveIntegerField()
    minimum_charge = models.DecimalField(_("minimum charge"), max_digits=9, decimal_places=2, default=0)
    tax_rate = models.DecimalField(_("tax (%)"), max_digits=5, decimal_places=2, default=0)
    tax_label = models.CharField(_("tax name"), max_length=20, default="VAT")
    prices_include_tax = models.BooleanField(_("prices include tax"), default=False, db_default=False)
    preferred_surcharge = models.DecimalField(
        _("surcharge for a preferred writer (%)"), max_digits=5, decimal_places=2, default=0
    )
    created_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = PriceBookQuerySet.as_manager()

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        constraints = [
            models.UniqueConstraint(fields=["agency", "version"], name="pricebook_version"),
            agency_id_unique("pricebook"),
            models.CheckConstraint(
                condition=Q(minimum_charge__gte=0, minimum_charge__lte=100_000), name="pricebook_minimum"
            ),
            models.CheckConstraint(condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="pricebook_tax"),
            models.CheckConstraint(
                condition=Q(preferred_surcharge__gte=0, preferred_surcharge__lte=500),
                name="pricebook_surcharge",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"


class ServicePrice(OfAgency):
    book = models.ForeignKey(PriceBook, models.CASCADE, related_name="services")
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="prices")
    rate = models.DecimalField(
        _("rate per unit"), max_digits=10, decimal_places=4, validators=[MinValueValidator(0)]
    )
    minimum_quantity = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    maximum_quantity = models.PositiveIntegerField(default=100_000, validators=[MaxValueValidator(1_000_000)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "service"], name="serviceprice_once"),
            models.CheckConstraint(
                condition=Q(minimum_quantity__gte=1, maximum_quantity__gte=models.F("minimum_quantity")),
                name="serviceprice_quantities",
            ),
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lte=100_000), name="serviceprice_rate"),
        ]


class QualityPrice(OfAgency):
    book = models.ForeignKey(PriceBook, models.CASCADE, related_name="qualities")
    tier = models.ForeignKey(QualityTier, models.PROTECT, related_name="prices")
    multiplier = models.DecimalField(max_digits=6, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "tier"], name="qualityprice_once"),
            models.CheckConstraint(
                condition=Q(multiplier__gt=0, multiplier__lte=100), name="qualityprice_multiplier"
            ),
        ]


class UrgencyPrice(OfAgency):
    """The tier applies when the time to the deadline is at most `within_hours`."""

    book = models.ForeignKey(PriceBook, models.CASCADE, related_name="urgencies")
    tier = models.ForeignKey(UrgencyTier, models.PROTECT, related_name="prices")
    within_hours = models.PositiveIntegerField()
    multiplier = models.DecimalField(max_digits=6, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "tier"], name="urgencyprice_once"),
            models.UniqueConstraint(fields=["book", "within_hours"], name="urgencyprice_hours"),
            models.CheckConstraint(
                condition=Q(multiplier__gt=0, multiplier__lte=100), name="urgencyprice_multiplier"
            ),
        ]


class AddOnKind(models.TextChoices):
    FIXED = "fixed", _("fixed amount")
    PER_UNIT = "per_unit", _("amount per unit")
    PERCENT = "percent", _("percentage of the base price")


class AddOnPrice(OfAgency):
    book = models.ForeignKey(PriceBook, models.CASCADE, related_name="addons")
    addon = models.ForeignKey(AddOn, models.PROTECT, related_name="prices")
    kind = models.CharField(max_length=8, choices=AddOnKind)
    amount = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "addon"], name="addonprice_once"),
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=100_000), name="addonprice_amount"),
        ]


class VolumePrice(OfAgency):
    """`percent` off for each of at least `from_pieces` that are commissioned together."""

    book = models.ForeignKey(PriceBook, models.CASCADE, related_name="volumes")
    tier = models.ForeignKey(VolumeTier, models.PROTECT, related_name="prices")
    from_pieces = models.PositiveSmallIntegerField()
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "tier"], name="volumeprice_once"),
            models.UniqueConstraint(fields=["book", "from_pieces"], name="volumeprice_pieces"),
            models.CheckConstraint(condition=Q(from_pieces__gte=2), name="volumeprice_several"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="volumeprice_percent"),
        ]
