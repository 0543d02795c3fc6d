"""The database server of the measurements: one of its own under DATA_DIR/bench, kept from run to run.

Each fill is a database of that server, named after the code that makes it, so that several checkouts can
share one server (`bin/bench --data DIR`) without reading each other's rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from project.embedded_postgres.server import PORT, Server
from project.launcher.environment import ROOT
from project.launcher.say import Refusal

#: What a fill is made from, beside the migrations.
MAKERS = ("bench/filling/*.py", "bench/floor/models.py", "project/demo/**/*.*")
MIGRATIONS = ("*/migrations/*.py",)
#: The name of a database that is being made; how many older fills stay beside a new one.
PASSING, KEPT = "making", 2
#: Nothing but our sessions takes the processor while they are measured; a fill ends with a VACUUM of its own.
STILL = {"autovacuum": "off"}


class Cluster:
    """The server in a data folder, with the options that the settings give the embedded one."""

    def __init__(self, data: Path, options: dict[str, str]) -> None:
        self.data = data
        self.server = Server(data / "pg", database="postgres", options={**options, **STILL})

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have the server run inside the block; it is stopped afterwards if it was started here."""
        started = self.server.ensure()
        try:
            yield
        finally:
            if started:
                self.server.stop()

    def url(self, database: str) -> str:
        """DATABASE_URL of one of its databases."""
        return (
            f"postgres://postgres@/{database}?host={quote(str(self.server.socket_dir), safe='')}&port={PORT}"
        )

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection in autocommit, without time limits."""
        return psycopg.connect(
            host=str(self.server.socket_dir), port=PORT, user="postgres", dbname=database, autocommit=True
        )

    def databases(self) -> list[str]:
        """The fills of this server, the one made last first."""
        with self.connect() as connection:
            found = connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'fill\\_%' ORDER BY oid DESC"
            )
            return [name for (name,) in found]

    def create(self, database: str, template: str = "template1") -> None:
        """Make a database, as a copy of `template`."""
        with self.connect() as connection:
            wanted = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
            connection.execute(wanted.format(sql.Identifier(database), sql.Identifier(template)))

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
            )

    def choose(self, wanted: str, *, migrated: bool, make: Callable[[str], None]) -> str:
        """The database of the fill `wanted`, made where there is none: empty, and handed to `make` by its
        passing name, so that nothing half made has the name of a fill. With `migrated` it is a copy of the
        newest fill, whatever code has made that."""
        known = self.databases()
        if wanted not in known:
            self.drop(PASSING)
            self.create(PASSING, self._idle(known) if migrated and known else "template1")
            make(PASSING)
            self.rename(PASSING, wanted)
            for old in known[KEPT:]:
                self.drop(old)
        return wanted

    def _idle(self, known: list[str]) -> str:
        """The newest that nobody is connected to: only such a one can be copied."""
        with self.connect() as connection:
            busy = {name for (name,) in connection.execute("SELECT datname FROM pg_stat_activity")}
        idle = [name for name in known if name not in busy]
        if not idle:
            raise Refusal("Every fill is in use: try again when the other measurement has ended.")
        return idle[0]

    def rename(self, database: str, name: str) -> None:
        """Give a database that nobody is connected to another name."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(database), sql.Identifier(name)
                )
            )


def database_name() -> str:
    """Of the fill that this checkout makes: it changes with the code of the fill, and with the migrations."""
    return f"fill_{fingerprint(MAKERS)}_{fingerprint(MIGRATIONS)}"


def fingerprint(patterns: tuple[str, ...]) -> str:
    """Changes whenever a file of this checkout that fits one of the patterns does, or its name."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:10]
