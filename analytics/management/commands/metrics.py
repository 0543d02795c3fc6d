"""manage.py metrics [--write]"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics.pages.definitions import generated, put_into

PAGE = Path("docs/analytics.md")


class Command(BaseCommand):
    help = "Prints every metric with its definition, as docs/analytics.md has them; --write, --check."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="replace the generated part of the page")
        parser.add_argument("--check", action="store_true", help="fail where the page is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / PAGE
        if options["write"]:
            page.write_text(put_into(page.read_text()))
            self.stdout.write(f"{PAGE} is up to date.")
        elif not options["check"]:
            self.stdout.write(generated())
        elif page.read_text() != put_into(page.read_text()):
            raise CommandError(f"{PAGE} is not up to date: run manage.py metrics --write.")
