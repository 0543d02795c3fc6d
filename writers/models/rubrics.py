"""Rubrics: what an agency's editors judge a text by, in levels. A published version never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import Role, is_management
from catalog.models import ServiceType
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.feedback import LEAST, MOST, Category

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT = 80
ABOUT_LIMIT = 300
MOST_CRITERIA, MOST_LEVELS = 12, 6


class RubricQuerySet(models.QuerySet["Rubric"]):
    def visible_to(self, viewer: Viewer) -> RubricQuerySet:
        """Management edits rubrics, editors judge by them, writers read what they are judged by. Clients see
        none."""
        rows = self.filter(agency_id=viewer.agency_id)
        reads = Role.EDITOR in viewer.roles or Role.WRITER in viewer.roles
        return rows if reads or is_management(viewer) else rows.none()

    def current(self) -> RubricQuerySet:
        """Those by which is judged now: one for each service, and one for services without their own."""
        return self.filter(retired_at=None)


class Rubric(OfAgency):
    """Version `number` of what texts of a service are judged by; without `service`, those of every service
    that has no rubric of its own. A change is the next version and retires this one; feedback keeps the
    version that it was given by."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    service = models.ForeignKey(ServiceType, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints = [
            agency_id_unique("rubric"),
            models.UniqueConstraint(
                fields=["agency", "service", "number"], name="rubric_number", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["agency", "service"],
                condition=Q(retired_at=None),
                name="rubric_one_current",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="rubric_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} v{self.number}"


class RubricCriterion(OfAgency):
    """One line of a rubric, such as "Structure". `category`: the rating to which it contributes, if any."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("criterion"), max_length=NAME_LIMIT, validators=[validate_text])
    about = models.CharField(
        _("what it means"), max_length=ABOUT_LIMIT, blank=True, validators=[validate_text]
    )
    category = models.CharField(_("category"), max_length=15, choices=Category, blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("rubriccriterion"),
            models.UniqueConstraint(fields=["rubric", "position"], name="rubriccriterion_position"),
            models.CheckConstraint(condition=~Q(name=""), name="rubriccriterion_has_name"),
            models.CheckConstraint(
                condition=Q(category__in=["", *Category.values]), name="rubriccriterion_category"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RubricLevel(OfAgency):
    """One step of a criterion, such as "Needs work", worth `points`. Two levels may be worth the same."""

    criterion = models.ForeignKey(RubricCriterion, models.PROTECT, related_name="levels")
    position = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField(_("points"))
    name = models.CharField(_("level"), max_length=NAME_LIMIT, validators=[validate_text])
    about = models.CharField(
        _("what it means"), max_length=ABOUT_LIMIT, blank=True, validators=[validate_text]
    )

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("rubriclevel"),
            models.UniqueConstraint(fields=["criterion", "position"], name="rubriclevel_position"),
            # A feedback refers to criterion and level together: the level is one of this criterion.
            models.UniqueConstraint(fields=["criterion", "id"], name="rubriclevel_criterion_id"),
            models.CheckConstraint(condition=~Q(name=""), name="rubriclevel_has_name"),
            models.CheckConstraint(
                condition=Q(points__gte=LEAST, points__lte=MOST), name="rubriclevel_points"
            ),
        ]

    def __str__(self) -> str:
        return self.name
