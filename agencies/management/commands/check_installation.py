"""manage.py check_installation"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from agencies.rules.readiness import of_data
from project.base.readiness import database_words, of_settings


class Command(BaseCommand):
    help = "Lists what this installation lacks before people can work with it; exits with 1 if anything."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = [*of_settings(), *of_data()]
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(database_words(error)) from error
        for lack in found:
            self.stdout.write(f"{lack.words} {lack.step}")
        if found:
            raise CommandError(f"{len(found)} missing.")
        self.stdout.write("Nothing is missing.")
