"""manage.py check_installation"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from project import readiness


class Command(BaseCommand):
    help = "Lists what this installation lacks before people can work with it; exits with 1 if anything."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = [*readiness.of_settings(), *readiness.of_data()]
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(readiness.database_words(error)) from error
        for lack in found:
            self.stdout.write(f"{lack.words} {lack.step}")
        if found:
            raise CommandError(f"{len(found)} missing.")
        self.stdout.write("Nothing is missing.")
