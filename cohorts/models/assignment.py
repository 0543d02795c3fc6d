"""To whom the orders of a class may be given, and who reviews them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

from .cohorts import Cohort

#: Writers that one class names, at most.
MOST_WRITERS = 50


class CohortWriter(OfAgency):
    """A writer who may be given orders of the class: at most `share` percent of them
    (cohorts.rules.assignment). Where a class names any, nobody else is given one. The row goes when they
    write here no longer."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="writers")
    writer = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    share = models.PositiveSmallIntegerField(
        _("share at most (%)"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("writer of a class")
        verbose_name_plural = _("writers of classes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "writer"], name="cohortwriter_once"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="cohortwriter_share"),
        ]
        indexes = [models.Index(fields=["agency", "writer"], name="cohortwriter_person")]

    def __str__(self) -> str:
        return f"{self.writer_id}: {self.share}%"


class CohortEditor(OfAgency):
    """Who is given the reviews of all orders of the class. The row goes when they edit here no longer."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="editor_row")
    editor = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("editor of a class")
        verbose_name_plural = _("editors of classes")
        indexes = [models.Index(fields=["agency", "editor"], name="cohorteditor_person")]

    def __str__(self) -> str:
        return f"{self.editor_id}"
