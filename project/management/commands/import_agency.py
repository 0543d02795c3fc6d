"""manage.py import_agency FILE"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError

from project.agency_archive.reading import import_agency
from project.backup.archive import Refused


class Command(BaseCommand):
    help = (
        "Takes an agency in from its archive (manage.py export_agency), into an installation that is empty."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = import_agency(file)
        except Refused as error:
            raise CommandError(str(error)) from error
        except (DatabaseError, InterfaceError, psycopg.Error, OSError) as error:
            raise CommandError(f"Nothing was taken in: {error}") from error
        self.stdout.write(
            f"{manifest.name} ({manifest.code}): {sum(manifest.tables.values())} rows in "
            f"{len(manifest.tables)} tables, {len(manifest.files())} files.\n"
            "Everybody signs in with a new password: “Forgot your password?” sends a link."
        )
