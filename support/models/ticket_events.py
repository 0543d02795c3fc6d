"""What happened on tickets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.sla import Priority
from support.states.tickets import TicketState

from .sla_policies import SlaPolicy
from .tickets import Ticket, TicketMessage


class TicketEvent(OfAgency):
    """One act on a ticket, or one that the clock did (without `actor`). Append-only by trigger: the SLA clock
    reads these. `priority` and `person` are what it was given; `policy` is what is promised from then on,
    where the verb is one of CHOOSING, and there empty for the defaults."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20)
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    to_state = models.CharField(max_length=8, choices=TicketState)
    message = models.ForeignKey(TicketMessage, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    priority = models.CharField(max_length=8, choices=Priority, blank=True)
    policy = models.ForeignKey(SlaPolicy, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("event of a ticket")
        verbose_name_plural = _("events of tickets")
        ordering = ["id"]
        constraints = [
            agency_id_unique("ticketevent"),
            models.CheckConstraint(
                condition=Q(verb="prioritise", priority__in=Priority.values)
                | ~Q(verb="prioritise") & Q(priority=""),
                name="ticketevent_priority",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.verb}"
