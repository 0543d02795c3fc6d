"""manage.py quotas CODE [--people N] [--storage MB] [--orders N]"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.actions.operating import set_quotas
from agencies.management.codes import agency_of_code
from project.base.clock import now
from project.base.errors import Invalid

COLUMNS = {"people": "most_people", "storage": "most_storage_mb", "orders": "most_orders"}
NONE = "none"


class Command(BaseCommand):
    help = f"Sets how much an agency may have; “{NONE}” lifts a limit. What it has already stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The agency's code, with which its order numbers start.")
        parser.add_argument("--people", help="People at most, clients among them.")
        parser.add_argument("--storage", help="Megabytes of files at most.")
        parser.add_argument("--orders", help="Orders at most that are placed in one month.")

    def handle(self, *args: Any, **options: Any) -> None:
        said = {column: _number(options[name]) for name, column in COLUMNS.items() if options[name]}
        if not said:
            raise CommandError("Enter at least one of --people, --storage, --orders.")
        try:
            agency = set_quotas(agency=agency_of_code(options["code"]), by="command", now=now(), **said)
        except Invalid as error:
            told = "; ".join(f"{name}: {text}" for name, texts in error.errors.items() for text in texts)
            raise CommandError(told) from error
        left = [f"{name} {_told(getattr(agency, column))}" for name, column in COLUMNS.items()]
        self.stdout.write(f"{agency.name} may have: {', '.join(left)}.")


def _number(typed: str) -> int | None:
    if typed == NONE:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise CommandError(f"Enter a whole number, or {NONE}.")
    return int(typed)


def _told(most: int | None) -> str:
    return "without limit" if most is None else f"at most {most}"
