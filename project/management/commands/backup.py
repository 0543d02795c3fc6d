"""manage.py backup FILE"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError

from project.backup.archive import Refused
from project.backup.making import make_backup
from project.base.clock import now


class Command(BaseCommand):
    help = (
        "Writes the database, the files and fingerprints of the secrets (never the secrets) to one new file, "
        "while Quillhouse keeps running."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest, unlike = make_backup(file, now=now())
        except Refused as error:
            raise CommandError(str(error)) from error
        except (DatabaseError, InterfaceError, psycopg.Error, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        for line in unlike:
            self.stderr.write(f"  {line}")
        self.stdout.write(
            f"{file}: {sum(manifest.tables.values())} rows in {len(manifest.tables)} tables, "
            f"{len(manifest.files())} files, {file.stat().st_size} bytes."
        )
        if unlike:
            raise CommandError(
                "The backup was made, but some files are missing or have changed; they are listed above."
            )
