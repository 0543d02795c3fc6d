"""manage.py compose_text [--count]"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from project.composing import appended_only, compose_all, decomposed, tables


class Command(BaseCommand):
    help = (
        "Composes (NFC) the texts that were stored before all text was: what looks equal is equal. In "
        "portions, while people work; can be run again. --count only says how many rows have such texts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        kept, refused, found = appended_only(), 0, 0
        for texts in tables():
            if options["count"] or texts.table in kept:
                rows = decomposed(texts)
                found += rows
                word = "not changed: appended only" if texts.table in kept else "to compose"
                self._say(texts.label, rows, word)
                continue
            done = compose_all(texts)
            found += done.written
            refused += len(done.refused)
            self._say(texts.label, done.written, "composed")
            if done.refused:
                keys = ", ".join(map(str, done.refused))
                self._say(texts.label, len(done.refused), f"too long or taken by another row: {keys}")
        self.stdout.write("" if found else "Every text is composed.")
        if refused:
            raise CommandError(f"{refused} rows are left as they were. Change them by hand.")

    def _say(self, label: str, rows: int, words: str) -> None:
        if rows:
            self.stdout.write(f"{label}: {rows} {words}")
