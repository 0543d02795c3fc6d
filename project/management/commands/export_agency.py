"""manage.py export_agency CODE FILE"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError

from agencies.models import Agency
from project.agency_archive.writing import write_agency
from project.base.clock import now


class Command(BaseCommand):
    help = (
        "Writes everything of one agency (rows as JSON and CSV, files, a manifest with hashes) to one new "
        "file, without passwords and keys."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the agency's code, such as INK")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, code: str, file: Path, **options: Any) -> None:
        agency = Agency.objects.filter(code=code.upper()).first()
        if agency is None:
            raise CommandError(f"There is no agency {code}.")
        try:
            with open(file, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as target:
                manifest = write_agency(target, agency=agency, now=now())
                target.flush()
                os.fsync(target.fileno())
        except FileExistsError as error:
            raise CommandError(f"{file} already exists: choose another name.") from error
        except (DatabaseError, InterfaceError, psycopg.Error, OSError) as error:
            file.unlink(missing_ok=True)
            raise CommandError(f"No archive was made: {error}") from error
        for name in manifest.missing:
            self.stderr.write(f"  missing: {name}")
        self.stdout.write(
            f"{file}: {sum(manifest.tables.values())} rows in {len(manifest.tables)} tables, "
            f"{len(manifest.files())} files, {file.stat().st_size} bytes."
        )
