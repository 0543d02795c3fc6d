"""Who is answering a ticket just now."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency

from .tickets import Ticket

#: How long it is said that somebody is answering, after the last sign of it.
ANSWERS_FOR = dt.timedelta(seconds=90)


class TicketAnswering(OfAgency):
    """`person` of the desk has begun to answer a ticket; `seen_at`: when their page last said so. Only what
    is younger than ANSWERS_FOR says anything: a sweep deletes the rest."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="answering")
    person = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("someone answering a ticket")
        verbose_name_plural = _("people answering tickets")
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="ticketanswering_once")]
        indexes = [
            models.Index(fields=["agency", "seen_at"], name="ticketanswering_seen"),
            models.Index(fields=["person"], name="ticketanswering_person"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.person_id}"
