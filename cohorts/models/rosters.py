"""A roster on its way in: the rows of a file or of pasted text, until they are saved or a day has passed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from project.base.ids import public_id

from .cohorts import Cohort

LONGEST_HEAD = 120


class RosterUpload(OfAgency):
    """One table of members that is being checked. Nothing of it is in the class yet."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="uploads")
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_index=True)
    file_name = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("roster on its way in")
        verbose_name_plural = _("rosters on their way in")
        constraints = [agency_id_unique("rosterupload")]

    def __str__(self) -> str:
        return self.public_id


class RosterColumn(OfAgency):
    """One column: its head, and what of a member it fills ("" for nothing; a field of the class by its key
    behind a colon)."""

    upload = models.ForeignKey(RosterUpload, models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=LONGEST_HEAD, blank=True)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["upload", "position"], name="rostercolumn_once")]


class RosterRow(OfAgency):
    """One row as it came. `number` is that of the file, with the heads as the first."""

    upload = models.ForeignKey(RosterUpload, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    cells = ArrayField(models.TextField())

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="rosterrow_once")]
