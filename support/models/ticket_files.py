"""Files of what is said on tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from agencies.models import FileUse, Membership

from .tickets import TicketMessage

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class TicketFileQuerySet(models.QuerySet["TicketFile"]):
    def visible_to(self, viewer: Viewer) -> TicketFileQuerySet:
        """Files of messages that the viewer may read."""
        readable = TicketMessage.objects.visible_to(viewer).filter(pk=OuterRef("message_id"))
        return self.filter(Exists(readable), agency_id=viewer.agency_id)


class TicketFile(FileUse):
    """One file of a message."""

    #: Nobody, for a file that a sender of mail sent whom nobody has verified.
    added_by = models.ForeignKey(  # type: ignore[assignment]  # which it always is elsewhere
        Membership, models.PROTECT, null=True, related_name="+"
    )
    message = models.ForeignKey(TicketMessage, models.PROTECT, related_name="files")

    objects = TicketFileQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("file of a ticket")
        verbose_name_plural = _("files of tickets")
