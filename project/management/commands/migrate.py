from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate
from django.db import OperationalError, connection

from project import health

#: How long a migration waits for a lock: whoever comes after it waits as long, and a request gives up after
#: four seconds. Below the second after which PostgreSQL looks for deadlocks, so that they end here.
LOCK_TIMEOUT = "700ms"
#: Tries of all migrations that are left, and seconds between them: some three minutes.
TRIES, FIRST_PAUSE, LONGEST_PAUSE = 60, 0.3, 3.0
#: Whoever migrates holds this lock. Any number that nobody else uses.
ONE_AT_A_TIME = 5_407_115
WAIT_FOR_ANOTHER = 1800
CACHE_IN_TABLE = "django.core.cache.backends.db.DatabaseCache"
BUSY = ("55P03", "40P01")  # a lock that was not free in time, a deadlock


def nothing_is_left() -> bool:
    """Whether `migrate` would find nothing to do: every migration is applied, and what it makes after the
    last of them is there. A few queries; nothing is locked, and no state of models is worked out."""
    return health.all_migrated() and not (_missing_permissions() or _missing_cache_tables())


def _missing_permissions() -> set[tuple[str, str]]:
    """(app, permission). They, and the content types that they need, are the last that Django makes."""
    wanted = {
        (model._meta.app_label, get_permission_codename(action, model._meta))
        for model in apps.get_models()
        for action in model._meta.default_permissions
    }
    return wanted - set(Permission.objects.values_list("content_type__app_label", "codename"))


def _missing_cache_tables() -> set[str]:
    wanted = {cache["LOCATION"] for cache in settings.CACHES.values() if cache["BACKEND"] == CACHE_IN_TABLE}
    return wanted - set(connection.introspection.table_names())


class Command(migrate.Command):
    """Django's migrate, which also makes the cache table, may take longer than a page may, and gives way: a
    migration that finds its table in use is taken back at once and tried again."""

    help = migrate.Command.help

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor, alone():
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
            try:
                self._migrate(*args, **options)
                if not (options["plan"] or options["check_unapplied"]):
                    call_command("createcachetable", verbosity=0)
            finally:
                cursor.execute("RESET statement_timeout; RESET lock_timeout")

    def _migrate(self, *args: Any, **options: Any) -> None:
        pause = FIRST_PAUSE
        for _ in range(TRIES):
            try:
                super().handle(*args, **options)
                return
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", None) not in BUSY:
                    raise
            if options["verbosity"]:
                self.stdout.write(f"  The table is in use; trying again in {pause:.1f} s.")
            time.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        raise CommandError(
            "A table was in use every time a migration needed it; the remaining migrations were not started. "
            "Run this again at a quieter time, or look for a long-running transaction in pg_stat_activity."
        )


@contextmanager
def alone() -> Iterator[None]:
    """While the block lasts no other machine migrates this database. Asked for again and again, since a
    statement that waits would itself be waited for by an index that is built concurrently."""
    with connection.cursor() as cursor:
        end = time.monotonic() + WAIT_FOR_ANOTHER
        while not _taken(cursor):
            if time.monotonic() > end:
                raise CommandError("Another machine has been migrating this database for half an hour.")
            time.sleep(0.5)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _taken(cursor: Any) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
    return bool(cursor.fetchone()[0])
