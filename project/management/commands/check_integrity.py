"""manage.py check_integrity [--every-byte]"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from project import integrity


class Command(BaseCommand):
    help = (
        "Checks that the database has every rule that models and migrations create (keys, constraints, "
        "indexes, triggers, functions), and that the rows of stored files match the disk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every-byte", action="store_true", help="read all files and compare hashes")

    def handle(self, *args: Any, every_byte: bool, **options: Any) -> None:
        call_command("migrate", check_unapplied=True, verbosity=0)
        lacking = integrity.missing(connection)
        for rule in lacking:
            self.stdout.write(f"  missing: {rule}")
        if lacking:
            raise CommandError(
                f"The database lacks {len(lacking)} of {len(integrity.expected())} rules: it was restored "
                "from an incomplete dump, or someone removed them. Restore a complete backup."
            )
        self.stdout.write(f"The database has all of its {len(integrity.expected())} rules.")
        call_command("check_files", every_byte=every_byte, stdout=self.stdout)
