"""manage.py routes: every address of the program, as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from project.exam.routes import addresses, facts_of


class Command(BaseCommand):
    help = (
        "Prints all addresses as JSON: pattern, name, arguments, and for each method the roles that may use "
        "it, as the view states. Which rows, and which verbs of them, querysets and rules decide."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps([facts_of(found) for found in addresses()], indent=1))
