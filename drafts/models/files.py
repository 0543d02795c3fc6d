"""Files that hang on a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import FileUse

from .drafts import OrderDraft

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class DraftFileQuerySet(models.QuerySet["DraftFile"]):
    def visible_to(self, viewer: Viewer) -> DraftFileQuerySet:
        """The files of visible drafts. Whoever else shows files of a
        draft says so in agencies.hooks.file_uses."""
        return self.filter(agency_id=viewer.agency_id, draft__in=OrderDraft.objects.visible_to(viewer))


class DraftFile(FileUse):
    """One file of a draft."""

    draft = models.ForeignKey(OrderDraft, models.PROTECT, related_name="attachments")

    objects = DraftFileQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("draft file")
        verbose_name_plural = _("draft files")
