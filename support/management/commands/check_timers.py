"""manage.py check_timers"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from project.base import clock
from support.actions.ticket_timers import wrong_timers
from support.models import Ticket


class Command(BaseCommand):
    help = "Proves that the stored timers of all live tickets are what the SLA clock reads from their events."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong, tickets = [], Ticket.objects.live().count()
        for agency in Agency.objects.order_by("pk"):
            wrong += wrong_timers(agency, clock.now())
        for line in wrong:
            self.stdout.write(f"  {line}")
        if wrong:
            raise CommandError(f"{len(wrong)} timers are wrong.")
        self.stdout.write(f"The timers of {tickets} tickets are what the clock says.")
