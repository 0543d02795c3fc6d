"""Files that a side puts beside what it says in a dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import FileUse
from support.states.disputes import StatementKind

from .disputes import Dispute

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class DisputeFileQuerySet(models.QuerySet["DisputeFile"]):
    def visible_to(self, viewer: Viewer) -> DisputeFileQuerySet:
        """Files of disputes that the viewer may see: both sides and the desk read what was said."""
        seen = Dispute.objects.visible_to(viewer).filter(pk=OuterRef("dispute_id"))
        return self.filter(Exists(seen), agency_id=viewer.agency_id)


class DisputeFile(FileUse):
    """One file of the statement of this `kind`; a dispute has one statement of each kind at most."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=6, choices=StatementKind)

    objects = DisputeFileQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("file of a dispute")
        verbose_name_plural = _("files of disputes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StatementKind.values), name="disputefile_kind_known"),
        ]
