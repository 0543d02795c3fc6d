"""Archives of a whole agency, for its owners to take along."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.states.agency_exports import ExportFault, ExportState
from project.base.ids import public_id

from .base import OfAgency, OfOwners, agency_id_unique
from .membership import Membership


class AgencyExportQuerySet(OfOwners):
    def waiting(self) -> AgencyExportQuerySet:
        """Asked for and not made yet: one of an agency at most."""
        return self.filter(state=ExportState.WAITING)

    def ready(self, now: dt.datetime) -> AgencyExportQuerySet:
        """Those that can be downloaded."""
        return self.filter(state=ExportState.READY, expires_at__gt=now)


class AgencyExport(OfAgency):
    """One archive of everything that an agency has, made by a job (project/agency_archive).

    `key` is the random name of its bytes in MEDIA_DIR/agency-exports while they are there, "" otherwise; they
    are deleted at `expires_at` or earlier by an owner (`gone_at`). `percent` and `seen_at` say how far the
    job is, and when it last said so. `rows`, `files`, `missing`: what the archive holds, and stored files
    whose bytes were not there.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    state = models.CharField(max_length=7, choices=ExportState, default=ExportState.WAITING)
    fault = models.CharField(max_length=8, choices=ExportFault, blank=True)
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField()
    key = models.CharField(max_length=32, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(_("size in bytes"), null=True)
    rows = models.PositiveBigIntegerField(null=True)
    files = models.PositiveIntegerField(null=True)
    missing = models.PositiveIntegerField(null=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    objects = AgencyExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive of an agency")
        verbose_name_plural = _("archives of agencies")
        constraints = [
            agency_id_unique("agencyexport"),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(state=ExportState.WAITING), name="agencyexport_one_waiting"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="agencyexport_percent"),
            models.CheckConstraint(
                condition=Q(state=ExportState.FAILED, fault__in=ExportFault.values)
                | (~Q(state=ExportState.FAILED) & Q(fault="")),
                name="agencyexport_fault",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ExportState.READY,
                    size__gt=0,
                    sha256__regex=r"^[0-9a-f]{64}$",
                    expires_at__gt=F("ready_at"),
                    gone_at=None,
                )
                & ~Q(key="")
                | Q(state__in=[ExportState.WAITING, ExportState.FAILED], ready_at=None, gone_at=None, key="")
                | Q(state=ExportState.DELETED, gone_at__isnull=False, key=""),
                name="agencyexport_state",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-asked_at", "-id"], name="agencyexport_newest"),
            models.Index(
                fields=["expires_at"], condition=Q(state=ExportState.READY), name="agencyexport_due"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
