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
    help = "Creates an agency and prints a one-time link for its first owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help='Its name, such as "Inkwell Studio".')
        parser.add_argument("host", help="Its host name, such as inkwell.example.com.")
        parser.add_argument("owner_email", help="The email address of the person who may use the link.")
        parser.add_argument(
            "--code",
            default="",
            help="Two to six letters to start each order number (default: from the name).",
        )
        parser.add_argument(
            "--currency",
            default="EUR",
            help="Three-letter code of a currency with two decimals (default: EUR).",
        )
        parser.add_argument(
            "--timezone",
            default="Europe/London",
            help="Used for numbering and working hours (default: Europe/London).",
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
            f"{agency.name} ({agency.code}) has been created. Its owner can use this link once, within "
            f"{VALID_FOR.days} days:\n{link}"
        )
