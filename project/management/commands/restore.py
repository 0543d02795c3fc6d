"""manage.py restore FILE [--replace] [--other-secrets]"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError

from project.backup.archive import Refused
from project.backup.restoring import restore


class Command(BaseCommand):
    help = (
        "Restores a backup made by manage.py backup, completely or not at all, and prints what it checked. "
        "Quillhouse must not be running."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="discard what the database holds")
        parser.add_argument(
            "--other-secrets",
            action="store_true",
            help="restore even if the archive needs another SECRETS_KEY",
        )

    def handle(self, *args: Any, file: Path, replace: bool, other_secrets: bool, **options: Any) -> None:
        try:
            restore(file, replace=replace, other_secrets=other_secrets, say=self.stdout.write)
        except Refused as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except (DatabaseError, InterfaceError, psycopg.Error, OSError) as error:
            raise CommandError(f"Nothing was changed: {error}") from error
        self.stdout.write("Restored. Upgrading to this version:")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("check_integrity", stdout=self.stdout)
