"""The database server of the measurements: one of its own under DATA_DIR/bench, kept from run to run.

Each fill is a database of that server, named after the code that makes it, so that several checkouts can
share one server (`bin/bench --data DIR`) without reading each other's rows.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from project.embedded_postgres.server import PORT, Server
from project.folders import made
from project.launcher.environment import ROOT
from project.launcher.say import Refusal

#: What a fill is made from, beside the migrations.
MAKERS = ("bench/filling/*.py", "project/demo/**/*.*")
FLOOR = ("bench/floor/models.py", "bench/floor/filling.py")
MIGRATIONS = ("*/migrations/*.py",)
#: The name of a database that is being made; how many older fills stay beside a new one.
PASSING, KEPT = "making", 6
#: One at a time makes a fill. Any number that nobody else uses.
LOCK = 7_355_609
#: Nothing but our sessions takes the processor while they are measured; a fill ends with a VACUUM of its own.
STILL = {"autovacuum": "off"}


class Cluster:
    """The server in a data folder, with the options that the settings give the embedded one."""

    def __init__(self, data: Path, options: dict[str, str]) -> None:
        self.data = data
        self.server = Server(data / "pg", database="postgres", options={**options, **STILL})

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have the server run inside the block; afterwards the last of those who use it stops it."""
        made(self.data)
        handle = os.open(self.data / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            self.server.ensure()
            yield
        finally:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.server.stop()
            except BlockingIOError:
                pass  # somebody else measures
            os.close(handle)

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
        with self.connect() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            self._choose(wanted, migrated, make)
        return wanted

    def _choose(self, wanted: str, migrated: bool, make: Callable[[str], None]) -> None:
        known = self.databases()
        if wanted not in known:
            self.drop(PASSING)
            self.create(PASSING, self._idle(known) if migrated and known else "template1")
            make(PASSING)
            self.rename(PASSING, wanted)
            for old in [name for name in known[KEPT:] if name not in self._busy()]:
                self.drop(old)

    def _idle(self, known: list[str]) -> str:
        """The newest that nobody is connected to: only such a one can be copied."""
        busy = self._busy()
        idle = [name for name in known if name not in busy]
        if not idle:
            raise Refusal("Every fill is in use: try again when the other measurement has ended.")
        return idle[0]

    def _busy(self) -> set[str]:
        with self.connect() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_stat_activity")}

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
