"""Who else reads a ticket, and is told of what happens on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

from .tickets import Ticket

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class TicketWatcherQuerySet(models.QuerySet["TicketWatcher"]):
    def visible_to(self, viewer: Viewer) -> TicketWatcherQuerySet:
        """Those of visible tickets."""
        seen = Ticket.objects.visible_to(viewer).filter(pk=OuterRef("ticket_id"))
        return self.filter(Exists(seen), agency_id=viewer.agency_id)


class TicketWatcher(OfAgency):
    """`person` reads a ticket that is not theirs. `added_by` is empty where the agency's clock did it. The
    row alone opens nothing: see TicketQuerySet.watched_by."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="watchers")
    person = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    added_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField()

    objects = TicketWatcherQuerySet.as_manager()

    class Meta:
        verbose_name = _("watcher of a ticket")
        verbose_name_plural = _("watchers of tickets")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="ticketwatcher_once")]
        indexes = [models.Index(fields=["agency", "person", "ticket"], name="ticketwatcher_person")]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.person_id}"
