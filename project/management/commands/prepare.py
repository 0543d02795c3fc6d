from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError

from agencies.models import Agency, Domain
from project import health
from project.demo.people import INKWELL, NORTHWIND
from project.launcher.say import step
from project.management.commands.migrate import nothing_is_left


def _refuse_the_demo() -> None:
    """Everybody knows the passwords of the demo's people, so production
    never serves a database that holds them."""
    if Domain.objects.filter(host__in=[house.host for house in (INKWELL, NORTHWIND)]).exists():
        raise CommandError(
            "This database holds the demo, with its known passwords: give production its own "
            "DATABASE_URL or DATA_DIR."
        )


class Command(BaseCommand):
    help = (
        "Brings database and files up to date, as bin/run does at each start. Safe at any time, on any "
        "number of machines."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with step("Bringing the database up to date"):
                if not nothing_is_left():
                    call_command("migrate", verbosity=0, interactive=False)
            if health.rules() == "missing":
                self.stdout.write("  The database lacks rules: manage.py check_integrity lists them.")
            if settings.PRODUCTION:
                _refuse_the_demo()
            if settings.STATIC_ROOT:
                with step("Collecting static files"):
                    call_command("collectstatic", verbosity=0, interactive=False)
            if settings.DEMO and not Agency.objects.exists():
                self.stdout.write("  Loading the demo, once (it takes about half a minute):")
                call_command("seed_demo")
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(f"Database error: {error}") from error
