"""manage.py order_states [--write]"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from orders.pages import diagram
from orders.pages.revisions import diagram as revision_diagram
from quotes.pages import diagram as quote_diagram

PAGES = {
    Path("docs/orders.md"): diagram,
    Path("docs/revisions.md"): revision_diagram,
    Path("docs/quotes.md"): quote_diagram,
}


class Command(BaseCommand):
    help = (
        "Prints the states of orders, revisions and quotes with their actions, as shown in the docs; --write "
        "updates the docs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="replace the generated parts of the docs")

    def handle(self, *args: Any, **options: Any) -> None:
        for path, source in PAGES.items():
            if not options["write"]:
                self.stdout.write(source.generated())
                continue
            page = Path(settings.BASE_DIR) / path
            page.write_text(source.put_into(page.read_text()))
            self.stdout.write(f"{path} is up to date.")
