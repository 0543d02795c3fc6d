"""manage.py check_files [--every-byte]"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.files.disk import Agreement, compared, compared_names
from agencies.hooks import named_bytes
from agencies.models import Agency
from project.base.clock import now


class Command(BaseCommand):
    help = "Checks that the rows of stored files match the bytes on disk, agency by agency."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every-byte",
            action="store_true",
            help="Read every file and compare its hash, not only its size.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        results = [*self._agencies(options["every_byte"]), *self._others()]
        for name, found in results:
            self._print(name, found)
        if not all(found.holds for _name, found in results):
            raise CommandError("Rows and disk do not match.")

    def _agencies(self, every_byte: bool) -> Iterator[tuple[str, Agreement]]:
        for agency in Agency.objects.order_by("pk"):
            yield agency.code, compared(agency.pk, now=now(), every_byte=every_byte)

    def _others(self) -> Iterator[tuple[str, Agreement]]:
        for kept in named_bytes:
            yield kept.folder, compared_names(kept, now=now())

    def _print(self, code: str, found: Agreement) -> None:
        self.stdout.write(
            f"{code}: {found.files} files, {found.size} bytes; {found.waiting} without a row, "
            "not yet due for deletion."
        )
        for word, paths in (
            ("missing", found.missing),
            ("different bytes", found.different),
            ("no row", found.unknown),
        ):
            for path in paths:
                self.stdout.write(f"  {word}: {path}")
