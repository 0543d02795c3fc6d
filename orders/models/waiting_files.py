"""Files that somebody has uploaded for an order and not used yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import FileUse

from .orders import Order

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: How long a file waits: what nobody has used by then is taken away.
KEPT = dt.timedelta(hours=24)


class WaitingFileQuerySet(models.QuerySet["WaitingFile"]):
    def visible_to(self, viewer: Viewer) -> WaitingFileQuerySet:
        """Those that the viewer has uploaded, of orders that they still see."""
        rows = self.filter(agency_id=viewer.agency_id, added_by_id=viewer.member_id)
        return rows.filter(order__in=Order.objects.visible_to(viewer))


class WaitingFile(FileUse):
    """A file on its way into a delivery or a message of `order`: seen by who uploaded it alone. What it is
    used for makes an Attachment of it, under the same public id, and this row ends."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="waiting_files")

    objects = WaitingFileQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("waiting file")
        verbose_name_plural = _("waiting files")
        indexes = [models.Index(fields=["agency", "added_at"], name="waitingfile_old")]
