"""What the desk sorts its queue by: tags, and tickets that are out of sight for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from project.base.text import validate_text

from .tickets import Ticket

if TYPE_CHECKING:
    from project.base.viewer import Viewer

TAG_LIMIT = 30


class TicketTagQuerySet(models.QuerySet["TicketTag"]):
    def visible_to(self, viewer: Viewer) -> TicketTagQuerySet:
        """The desk's."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()


class TicketTag(OfAgency):
    """A word of the desk for what tickets are about, in small letters, while any ticket has it."""

    name = models.CharField(_("tag"), max_length=TAG_LIMIT, validators=[validate_text])

    objects = TicketTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag of tickets")
        verbose_name_plural = _("tags of tickets")
        ordering = ["name"]
        constraints = [
            agency_id_unique("tickettag"),
            models.UniqueConstraint(fields=["agency", "name"], name="tickettag_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TicketTagging(OfAgency):
    """A ticket has a tag."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(TicketTag, models.CASCADE, related_name="taggings", db_index=False)

    class Meta:
        verbose_name = _("tag on a ticket")
        verbose_name_plural = _("tags on tickets")
        constraints = [models.UniqueConstraint(fields=["ticket", "tag"], name="tickettagging_once")]
        indexes = [models.Index(fields=["tag", "ticket"], name="tickettagging_tag")]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.tag_id}"


class TicketSnooze(OfAgency):
    """A ticket is out of the desk's sight `until` a moment. Its clocks go on."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="snooze")
    until = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("snooze of a ticket")
        verbose_name_plural = _("snoozes of tickets")
        indexes = [models.Index(fields=["agency", "until"], name="ticketsnooze_until")]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.until}"
