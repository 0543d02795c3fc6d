from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection


class Command(migrate.Command):
    """Django's migrate, which also makes the cache table and may take longer than a page may."""

    help = migrate.Command.help

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            call_command("createcachetable", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")
