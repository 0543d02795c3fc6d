"""manage.py create_agency NAME HOST OWNER_EMAIL"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import translation

from agencies.actions.agencies import code_from, create_agency
from agencies.actions.invitations import VALID_FOR
from agencies.rules.absolute_urls import agency_url
from project.base.clock import now
from project.base.errors import Invalid


class Command(BaseCommand):
    help = "Founds an agency and prints a one-use link by which its first owner gets in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help='What people call it, such as "Inkwell Studio".')
        parser.add_argument("host", help="The host name that leads to it, such as inkwell.example.com.")
        parser.add_argument("owner_email", help="Who may follow the link.")
        parser.add_argument(
            "--code",
            default="",
            help="Two to six letters that begin each order number (default: from the name).",
        )
        parser.add_argument(
            "--currency", default="EUR", help="Three letters, of a currency with two decimals (default: EUR)."
        )
        parser.add_argument(
            "--timezone",
            default="Europe/London",
            help="Rules numbers and business hours (default: Europe/London).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        facts = {key: options[key] for key in ("name", "host", "owner_email", "currency", "timezone")}
        try:
            with translation.override("en"):
                agency, token = create_agency(
                    code=options["code"] or code_from(options["name"]), now=now(), **facts
                )
        except Invalid as error:
            raise CommandError(str(error.message)) from error
        link = agency_url(agency, reverse("invitation", args=[token]))
        self.stdout.write(
            f"{agency.name} ({agency.code}) is founded. Its owner gets in once, within {VALID_FOR.days} "
            f"days, by:\n{link}"
        )
