from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError

from agencies.models import Agency
from project.launcher.say import step


class Command(BaseCommand):
    help = "Bring database and files up to date, as bin/run does at each start: safe at any time, on any number of machines."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with step("Bringing the database up to date"):
                call_command("migrate", verbosity=0, interactive=False)
            if settings.PRODUCTION:
                with step("Collecting static files"):
                    call_command("collectstatic", verbosity=0, interactive=False)
            if settings.DEMO and not Agency.objects.exists():
                self.stdout.write("  Loading the demo, once (it takes about a minute):")
                call_command("seed_demo")
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(f"The database refused: {error}") from error
