"""Imports: a table of rows from another program, its columns, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.states.imports import KEPT, DateOrder, DecimalMark, ImportState
from agencies.states.roles import is_management
from project.base.ids import public_id

from .base import OfAgency, agency_id_unique
from .marks import Mark
from .membership import Membership

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: Rows and columns of one import, characters of a cell and of a column's head.
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, LONGEST_HEAD = 5_000, 60, 10_000, 120
#: States of an import that has brought its rows.
BROUGHT = ["done", "undoing", "undone", "not_undone"]
#: Characters of what is told of a fault.
WORDS_LIMIT, VALUE_LIMIT = 300, 100


class DataImportQuerySet(models.QuerySet["DataImport"]):
    def visible_to(self, viewer: Viewer) -> DataImportQuerySet:
        """Managers and owners see the imports of their agency: what was never imported as long as its rows
        are kept, whether or not the sweep has deleted it by then."""
        rows = self.filter(
            Q(mark__isnull=False) | Q(made_at__gt=viewer.now - KEPT), agency_id=viewer.agency_id
        )
        return rows if is_management(viewer) else rows.none()


class DataImport(OfAgency):
    """One file on its way in. `kind` names an entry of agencies.hooks.imports.import_kinds.

    `checked`: rows that the present check has read; `fresh`, `known`: of these, rows to import, and rows that
    an earlier import has brought. Its rows and faults are deleted a day after `made_at`, its record stays
    once it is done.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.MATCHING)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    file_name = models.CharField(max_length=160, blank=True)
    rows = models.PositiveSmallIntegerField()
    checked = models.PositiveSmallIntegerField(default=0)
    fresh = models.PositiveSmallIntegerField(default=0)
    known = models.PositiveSmallIntegerField(default=0)
    date_order = models.CharField(_("dates"), max_length=3, choices=DateOrder, default=DateOrder.DAY_FIRST)
    decimal_mark = models.CharField(
        _("numbers"), max_length=5, choices=DecimalMark, default=DecimalMark.POINT
    )
    #: Why it could not be imported or undone when somebody last asked.
    refusal = models.CharField(max_length=WORDS_LIMIT, blank=True)
    #: When a job last had it in hand, or was given it.
    moved_at = models.DateTimeField(null=True, blank=True)
    mark = models.OneToOneField(Mark, models.PROTECT, null=True, related_name="data_import")

    objects = DataImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            agency_id_unique("dataimport"),
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="dataimport_state_known"),
            models.CheckConstraint(condition=Q(rows__gte=1, rows__lte=MOST_ROWS), name="dataimport_rows"),
            models.CheckConstraint(
                condition=Q(state__in=BROUGHT, mark__isnull=False) | (~Q(state__in=BROUGHT) & Q(mark=None)),
                name="dataimport_done_has_mark",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-made_at", "-id"], name="dataimport_newest")]

    def __str__(self) -> str:
        return self.public_id


class ImportColumn(OfAgency):
    """One column of an import: its head, and the key of the field that it fills ("" for none)."""

    data_import = models.ForeignKey(DataImport, models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=LONGEST_HEAD, blank=True)
    field = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["data_import", "position"], name="importcolumn_once"),
            models.UniqueConstraint(
                fields=["data_import", "field"], condition=~Q(field=""), name="importcolumn_field_once"
            ),
        ]


class ImportRow(OfAgency):
    """One row as it came. `number` is that of the file, with the heads as the first."""

    data_import = models.ForeignKey(DataImport, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    cells = ArrayField(models.TextField())

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["data_import", "number"], name="importrow_once")]


class ImportFault(OfAgency):
    """What keeps a row from being imported: in the words of whoever started the import."""

    data_import = models.ForeignKey(DataImport, models.CASCADE, related_name="faults")
    number = models.PositiveIntegerField()
    column = models.CharField(max_length=LONGEST_HEAD, blank=True)
    value = models.CharField(max_length=VALUE_LIMIT, blank=True)
    words = models.CharField(max_length=WORDS_LIMIT)

    class Meta:
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["data_import", "number", "id"], name="importfault_list")]
