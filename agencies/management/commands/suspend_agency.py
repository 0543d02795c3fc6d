"""manage.py suspend_agency CODE REASON"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.actions.operating import suspend_agency
from agencies.management.codes import agency_of_code
from project.base.clock import now
from project.base.errors import Invalid


class Command(BaseCommand):
    help = (
        "Suspends an agency from the next request on. Nothing is deleted; resume_agency lets it work again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The agency's code, with which its order numbers start.")
        parser.add_argument("reason", help="Kept in the agency's security log, which its owners read.")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = agency_of_code(options["code"])
        try:
            suspend_agency(agency=agency, by="command", reason=options["reason"], now=now())
        except Invalid as error:
            raise CommandError("; ".join(error.errors["reason"])) from error
        self.stdout.write(f"{agency.name} is suspended.")
