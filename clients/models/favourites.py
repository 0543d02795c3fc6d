"""Writers whom a client would like to work with again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from clients.querysets import sees_as_client

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class FavouriteWriterQuerySet(models.QuerySet["FavouriteWriter"]):
    def visible_to(self, viewer: Viewer) -> FavouriteWriterQuerySet:
        """One's own, as a client. What a client likes is nobody else's business."""
        rows = self.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
        return rows if sees_as_client(viewer) else rows.none()


class FavouriteWriter(OfAgency):
    """One client's mark on one writer of the agency."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="favourite_writers")
    writer = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = FavouriteWriterQuerySet.as_manager()

    class Meta:
        verbose_name = _("favourite writer")
        verbose_name_plural = _("favourite writers")
        constraints = [
            models.UniqueConstraint(fields=["member", "writer"], name="favouritewriter_once"),
            models.CheckConstraint(
                condition=~models.Q(member=models.F("writer")), name="favouritewriter_another"
            ),
        ]
