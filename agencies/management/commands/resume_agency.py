"""manage.py resume_agency CODE"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agencies.actions.operating import resume_agency
from agencies.management.codes import agency_of_code
from project.base.clock import now


class Command(BaseCommand):
    help = "Lets a suspended agency work again, from the next request on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The agency's code, with which its order numbers start.")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = agency_of_code(options["code"])
        resume_agency(agency=agency, by="command", now=now())
        self.stdout.write(f"{agency.name} works again.")
