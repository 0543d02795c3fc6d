"""Where the numbers of tickets come from."""

from __future__ import annotations

from django.db import models

from agencies.models.base import OfAgency


class TicketCounter(OfAgency):
    """The last ticket number given in a year of the agency's zone."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="ticketcounter_year")]
