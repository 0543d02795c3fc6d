"""What writers earn: levels, rates by service and level, and which level somebody holds, each from a day on.
The past stays: a change is another row."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_management
from catalog.models import ServiceType
from project.base.ids import public_id
from project.base.text import validate_text

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT = 60
MOST_RATE = 100_000


class LevelQuerySet(models.QuerySet["WriterLevel"]):
    def visible_to(self, viewer: Viewer) -> LevelQuerySet:
        """Managers and owners see the levels of their agency."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.none()

    def offered(self) -> LevelQuerySet:
        """Those that are not archived."""
        return self.filter(archived_at=None)


class WriterLevel(OfAgency):
    """A step of a writer's career, such as Junior or Senior. Archived instead of deleted."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("writerlevel"),
            models.UniqueConstraint(
                "agency", Lower("name"), condition=Q(archived_at=None), name="writerlevel_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="writerlevel_has_name"),
            models.CheckConstraint(condition=Q(position__lte=999), name="writerlevel_position"),
        ]

    def __str__(self) -> str:
        return self.name


class RateQuerySet(models.QuerySet["FeeRate"]):
    def visible_to(self, viewer: Viewer) -> RateQuerySet:
        """Managers and owners see what the agency pays."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.none()

    def begun(self, day: dt.date) -> RateQuerySet:
        """Those that hold on a day, or held before it, the latest first."""
        return self.filter(from_day__lte=day).order_by("-from_day")


class FeeRate(OfAgency):
    """What one unit of a service earns from a day on: for a level, or without one for every level that has no
    rate of its own."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")
    level = models.ForeignKey(WriterLevel, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(_("amount per unit"), max_digits=10, decimal_places=4)
    from_day = models.DateField(_("from"))
    set_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = RateQuerySet.as_manager()
    #: Whether the call that gave it has added it, too (writers.actions.rates).
    is_new = False

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "service", "level", "from_day"],
                name="feerate_once_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=MOST_RATE), name="feerate_amount"),
        ]
        indexes = [models.Index(fields=["agency", "-from_day", "-id"], name="feerate_list")]

    def __str__(self) -> str:
        return f"{self.amount} from {self.from_day}"


class HeldLevelQuerySet(models.QuerySet["HeldLevel"]):
    def visible_to(self, viewer: Viewer) -> HeldLevelQuerySet:
        """Managers and owners see everybody's, whoever writes their own."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.filter(member_id=viewer.member_id)

    def begun(self, day: dt.date) -> HeldLevelQuerySet:
        """Those that hold on a day, or held before it, the latest first."""
        return self.filter(from_day__lte=day).order_by("-from_day")


class HeldLevel(OfAgency):
    """The level that somebody holds from a day on; without `level` none."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    level = models.ForeignKey(WriterLevel, models.PROTECT, null=True, blank=True, related_name="+")
    from_day = models.DateField(_("from"))
    set_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = HeldLevelQuerySet.as_manager()
    #: Whether the call that gave it has added it, too (writers.actions.levels).
    is_new = False

    class Meta:
        verbose_name = _("level of a person")
        verbose_name_plural = _("levels of people")
        constraints = [
            models.UniqueConstraint(fields=["agency", "member", "from_day"], name="heldlevel_once_a_day"),
        ]
        indexes = [models.Index(fields=["agency", "-from_day", "-id"], name="heldlevel_list")]

    def __str__(self) -> str:
        return f"{self.member_id} from {self.from_day}"
