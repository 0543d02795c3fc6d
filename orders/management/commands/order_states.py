"""manage.py order_states [--write]"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from orders import diagram

PAGE = Path("docs/architecture.md")


class Command(BaseCommand):
    help = "Prints the order's state diagram and table of verbs as docs/architecture.md shows them; --write puts them there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help=f"replace the generated part of {PAGE}")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["write"]:
            self.stdout.write(diagram.generated())
            return
        page = Path(settings.BASE_DIR) / PAGE
        page.write_text(diagram.put_into(page.read_text()))
        self.stdout.write(f"{PAGE} is up to date.")
