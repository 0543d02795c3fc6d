"""Rows that can be deleted again, all together: of a trial, or of an import."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id

from .base import OfAgency, agency_id_unique
from .membership import Membership

#: As long as the id may be that a row had in another program.
EXTERNAL_LIMIT = 80


class MarkKind(models.TextChoices):
    TRIAL = "trial", _("Trial")
    IMPORT = "import", _("Import")
    #: Of pieces of an agency that is being deleted; no row carries it.
    CLOSING = "close", _("Closing")


class Mark(OfAgency):
    """What rows carry that came into being together and can be deleted together (actions.marks). Tables of
    rows with a mark are MarkedRow. It stays when they are gone: Erasure says when that was."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=6, choices=MarkKind)
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            agency_id_unique("mark"),
            models.CheckConstraint(condition=Q(kind__in=MarkKind.values), name="mark_kind_known"),
        ]
        indexes = [models.Index(fields=["agency", "kind", "-id"], name="mark_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class MarkedRow(OfAgency):
    """That one row carries a mark: a table of this kind for each kind of row, which names it. `external_id`:
    the id that an imported row had where it came from, unique in its table; "" for none."""

    mark = models.ForeignKey(Mark, models.PROTECT, related_name="+", db_index=False)
    external_id = models.CharField(max_length=EXTERNAL_LIMIT, blank=True, default="")

    class Meta:
        abstract = True


def marked_once(name: str) -> models.UniqueConstraint:
    """The constraint of a table of MarkedRow: no row is imported twice."""
    return models.UniqueConstraint(
        fields=["agency", "external_id"], condition=~Q(external_id=""), name=f"{name}_external_once"
    )


def marked_index(name: str) -> models.Index:
    """The index of a table of MarkedRow by which the rows of a mark are found."""
    return models.Index(fields=["mark"], name=f"{name}_mark")


class Erasure(OfAgency):
    """That rows were deleted which nothing else deletes: whose mark they carried, by whom, and how many.
    Append-only by trigger.

    The triggers of other tables let rows go only in the very transaction (`xact`) that has written this event
    for their agency (actions.erasure).
    """

    mark = models.OneToOneField(Mark, models.PROTECT, related_name="erasure")
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    xact = models.BigIntegerField()

    class Meta:
        verbose_name = _("deletion of marked rows")
        verbose_name_plural = _("deletions of marked rows")
        indexes = [models.Index(fields=["agency", "-id"], name="erasure_newest")]

    def __str__(self) -> str:
        return f"{self.mark_id} {self.at:%Y-%m-%d}"
