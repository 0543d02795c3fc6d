"""The database of a test run: a copy of a template that is kept between
runs, and made anew when its sources change.

Two templates, as migrating takes seconds and most edits change no table: one has been migrated, the other is
a copy of it that holds the cast. Copying takes a fraction of a second; each process of a run gets a copy of
its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg._preparing import PrepareManager

from tests.helpers import restoring

MIGRATED, WITH_CAST = "test_migrated_", "test_with_cast_"
#: What the templates are made from. Models too: their content types and permissions are stored at the end of
#: migrating.
SOURCES = {
    MIGRATED: (
        "*/migrations/*.py",
        "*/models.py",
        "*/models/**/*.py",
        "project/base/**/*.py",
        "project/settings/*.py",
        "project/management/**/*.py",
        "requirements*.txt",
    ),
    WITH_CAST: ("[!t.v]*/**/*.py", "tests/helpers/cast.py", "requirements*.txt"),
}
#: Processes that start together: one makes the template, the others wait for it. Any number that nobody else
#: uses.
LOCK = 7_355_608


def create(fill: Callable[[], object], *, anew: bool = False) -> str:
    """Make the test database that the settings name, with what `fill` stores in
    it, and connect to it; returns its name.

    Templates are made first where there are none of today's sources, or
    when `anew`; those of former sources go.

    Raises:
        UsageError: the user of the database is no superuser, who alone may put rows back without triggers.
    """
    name = _creation()._get_test_db_name()
    with _alone() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() != (True,):
            raise pytest.UsageError("The tests need a superuser of PostgreSQL: name one in DATABASE_URL.")
        if anew:
            _drop(cursor, *_named(cursor, MIGRATED), *_named(cursor, WITH_CAST))
        migrated = _template(cursor, MIGRATED, _migrate)
        template = _template(cursor, WITH_CAST, lambda unfinished: _fill(cursor, unfinished, migrated, fill))
        _copy(cursor, template, name)
    _connect_to(name)
    restoring.remember()
    return name


def end_others() -> None:
    """End every other session of this process's database: what a thread left open, and statements that the
    server has not noticed to be of no use any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def drop(name: str, before: str) -> None:
    """Remove the test database `name`; the settings name `before` again."""
    restoring.hang_up()
    _connect_to(before)
    with _creation()._nodb_cursor() as cursor:
        _drop(cursor, name)


def fingerprint(patterns: tuple[str, ...]) -> str:
    """Changes whenever a file of the program that fits one of the patterns does, or its name."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in settings.BASE_DIR.glob(pattern)}):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[CursorWrapper]:
    """A cursor outside of any test database, while no other process of tests makes or copies one."""
    with _creation()._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor


def _template(cursor: CursorWrapper, kind: str, make: Callable[[str], None]) -> str:
    """The name of today's template of a kind, made where it is missing.

    It has another name until it is whole: a run that was killed leaves nothing that looks like a template."""
    template, unfinished = kind + fingerprint(SOURCES[kind]), f"{kind}unfinished"
    if template not in (known := _named(cursor, kind)):
        _drop(cursor, *known)
        make(unfinished)
        connection.close()
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')
    return template


def _migrate(unfinished: str) -> None:
    before, wanted = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = unfinished
    _creation().create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.settings_dict["TEST"]["NAME"] = wanted
    _connect_to(before)


def _fill(cursor: CursorWrapper, unfinished: str, migrated: str, fill: Callable[[], object]) -> None:
    before = connection.settings_dict["NAME"]
    _copy(cursor, migrated, unfinished)
    _connect_to(unfinished)
    fill()
    _connect_to(before)


def _named(cursor: CursorWrapper, kind: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [kind])
    return [name for (name,) in cursor.fetchall()]


def _copy(cursor: CursorWrapper, template: str, name: str) -> None:
    _drop(cursor, name)
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')


def _drop(cursor: CursorWrapper, *names: str) -> None:
    for name in names:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _creation() -> Any:
    """What Django makes test databases with; the types of its back end are not told."""
    return connection.creation


def _connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def keep_prepared(patch: pytest.MonkeyPatch) -> None:
    """psycopg forgets what it has prepared whenever something is rolled back, in case a table was made
    meanwhile. Here each test is, and often each visit: planning the same statements anew took a fourth of the
    time of the doors. What drops or alters a table still makes it forget."""
    forgets = PrepareManager._should_discard

    def discard(manager: Any, prep: Any, results: Any, *more: Any) -> bool:
        return forgets(manager, prep, [one for one in results if one.command_status != b"ROLLBACK"], *more)

    patch.setattr(PrepareManager, "_should_discard", discard)
