"""manage.py add_host CODE HOST"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from agencies.actions.agencies import HOST
from agencies.actions.domains import give_host
from agencies.management.codes import agency_of_code
from project.base.clock import now


class Command(BaseCommand):
    help = "Lets a host name lead to an agency, without a proof."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The agency's code, with which its order numbers start.")
        parser.add_argument("host", help="The host name, such as inkwell.example.com.")

    def handle(self, *args: Any, **options: Any) -> None:
        host = options["host"].strip().lower().rstrip(".")
        agency = agency_of_code(options["code"])
        if len(host) > 253 or not HOST.match(host):
            raise CommandError("Enter the host as a plain name such as words.example.com.")
        try:
            give_host(agency=agency, host=host, now=now(), is_primary=not agency.domains.exists())
        except IntegrityError as error:
            raise CommandError(f"{host} leads to an agency already.") from error
        self.stdout.write(f"{host} leads to {agency.name}.")
