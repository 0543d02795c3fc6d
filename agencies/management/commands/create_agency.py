"""manage.py create_agency NAME HOST OWNER_EMAIL"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError
from django.urls import reverse
from django.utils import translation

from agencies.actions.agencies import code_from, create_agency
from agencies.actions.invitations import VALID_FOR
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from project.base.clock import now
from project.base.errors import Invalid
from project.base.readiness import database_words

#: As of the price list's form.
MOST_TAX = 50


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

        parser.add_argument(
            "--tax", default="0", help="Tax on the starter prices, in percent (default: none)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        facts = {key: options[key] for key in ("name", "host", "owner_email", "currency", "timezone")}
        facts["code"] = options["code"] or code_from(options["name"])
        try:
            with translation.override("en"):
                agency, token = create_agency(tax_rate=_tax(options["tax"]), now=now(), **facts)
        except Invalid as error:
            raise CommandError(str(error.message)) from error
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(database_words(error)) from error
        self.stdout.write(_told(agency, reverse("invitation", args=[token])))


def _tax(typed: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,2})?", typed) or Decimal(typed) > MOST_TAX:
        raise CommandError(f"Enter the tax as a percentage from 0 to {MOST_TAX}, such as 20 or 8.1.")
    return Decimal(typed)


def _told(agency: Agency, path: str) -> str:
    """What was made, what nobody chose, and the link."""
    return (
        f"{agency.name} ({agency.code}) has been created, in {agency.currency} and the time zone "
        f"{agency.timezone}. It is closed until its owner publishes the prices; Setup, the first page after "
        "the link, leads there, and currency and time zone can be changed until then. Its owner can use this "
        f"link once, within {VALID_FOR.days} days:\n{agency_url(agency, path)}"
    )
