"""Part of bin/check: migrations hold nobody up, and the program of before works beside them.

squawk judges the SQL of each; this gives it the SQL, and judges what squawk cannot know: which tables are
hot. Exempt are the migrations that make an app's first tables and their rules, on a database without people,
and those of before the last squashing: they are written, and were judged.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .say import refuse

#: Rules of squawk that are not ours, and why.
NOT_OURS = (
    "require-lock-timeout",  # manage.py migrate sets it
    "require-statement-timeout",
    "prefer-robust-stmts",  # a transaction, or ConcurrentIndex
    "prefer-bigint-over-int",  # the field's own matter
    "prefer-bigint-over-smallint",
    "prefer-text-field",
    "prefer-identity",
    "ban-drop-constraint",  # a wider rule takes the place of a narrower one, and is added before it
    "ban-drop-not-null",  # what the running release makes of an empty value is judged by whoever drops it
)
SQUAWK = Path(sys.executable).with_name("squawk")
#: A new column without a value points to nothing: PostgreSQL adds its foreign key without reading a row.
EMPTY_KEY = re.compile(
    r'(ADD COLUMN "\w+" \w+ NULL) CONSTRAINT "\w+" REFERENCES [^;]*;( SET CONSTRAINTS [^;]*;)?'
)
CREATED = re.compile(r'^CREATE TABLE "(\w+)"', re.MULTILINE)
LOCKED = re.compile(
    r"^(?:ALTER TABLE|CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)\S+ ON|CREATE (?:OR REPLACE )?TRIGGER .*? ON"
    r'|UPDATE|DELETE FROM|INSERT INTO) "(\w+)"',
    re.MULTILINE,
)


def main() -> int:
    os.environ.setdefault("QUILLHOUSE_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup(set_prefix=False)
    found = list(faults(list(linted())))
    return refuse("\n".join(found)) if found else 0


def linted() -> Iterator[tuple[Any, Any]]:
    """The migrations to be judged, each with the state that it begins with."""
    from django.conf import settings
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    for key, migration in sorted(loader.graph.nodes.items()):
        first = migration.initial or key[1].endswith("_rules")
        if key[0] in settings.OUR_APPS and not first:
            yield migration, loader.project_state(key, at_end=False)


def faults(migrations: list[tuple[Any, Any]]) -> Iterator[str]:
    """What is wrong with migrations, given with their states: a sentence each."""
    with tempfile.TemporaryDirectory() as folder:
        for migration, state in migrations:
            label, sql = f"{migration.app_label}.{migration.name}", sql_of(migration, state)
            yield from (f"{label}: {fault}" for fault in (*of_operations(migration), *of_hot_tables(sql)))
            (Path(folder) / f"{label}.sql").write_text(EMPTY_KEY.sub(r"\1;", sql))
        if migrations:
            yield from of_squawk(folder)


def sql_of(migration: Any, state: Any) -> str:
    from django.db import connection

    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(state, editor, collect_sql=True)
    return "\n".join(
        ["BEGIN;", *editor.collected_sql, "COMMIT;"] if migration.atomic else editor.collected_sql
    )


def of_operations(migration: Any) -> Iterator[str]:
    """What stands together in one migration."""
    from django.contrib.postgres.operations import RemoveIndexConcurrently
    from django.db.migrations import RunPython, RunSQL

    from project.base.migrations import SQUASHED, ConcurrentIndex

    if waits := [name for _app, name in migration.dependencies if SQUASHED in name]:
        yield f"it waits for {waits[0]}: name the last that this replaces, so that others may replace it."
    data = [isinstance(operation, RunPython | RunSQL) for operation in migration.operations]
    if any(data) and len(data) > 1:
        yield "rows are changed in a migration of their own, of one operation that can be run again."
    indexes = (ConcurrentIndex, RemoveIndexConcurrently)  # it drops what is there
    repeatable = data == [True] or all(isinstance(each, indexes) for each in migration.operations)
    if not (migration.atomic or repeatable):
        yield "without a transaction only ConcurrentIndex and its removal can be interrupted and run again."


def of_hot_tables(sql: str) -> Iterator[str]:
    """In one transaction, one hot table at most, and last: what follows runs under its lock."""
    from project.base.migrations import HOT

    tables = [table for table in LOCKED.findall(sql) if table not in CREATED.findall(sql)]
    hot = next((at for at, table in enumerate(tables) if table in HOT), len(tables))
    later = [table for table in tables[hot + 1 :] if table != tables[hot]]
    if later:
        yield f"{later[0]} is changed under the lock of {tables[hot]}: a migration of its own, before it."


def of_squawk(folder: str) -> Iterator[str]:
    """What squawk says: `app.name.sql:line:column: warning: rule words`."""
    command = [str(SQUAWK), "--reporter=gcc", "--pg-version=15.0", f"--exclude={','.join(NOT_OURS)}"]
    names = sorted(path.name for path in Path(folder).iterdir())
    done = subprocess.run([*command, *names], cwd=folder, capture_output=True, text=True, check=False)
    yield from (line for line in done.stdout.splitlines() if ": warning: " in line or ": error: " in line)
    if done.returncode and not done.stdout:
        yield f"squawk failed: {done.stderr.strip()}"


if __name__ == "__main__":
    sys.exit(main())
