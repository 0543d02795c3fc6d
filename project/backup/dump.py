"""The database as PostgreSQL's own programs write it down, and back into one transaction."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from project.embedded_postgres.placement import Owner, programs_dir

from .archive import CHUNK, Refused

_COPY = re.compile(rb"COPY \S+ \(.*\) FROM stdin;\n")
#: What pg_restore writes for psql alone, and what servers before 17 do not know.
_NOT_OURS = (b"\\restrict ", b"\\unrestrict ", b"SET transaction_timeout ")
_COUNT = sql.SQL("SELECT count(*) FROM public.{}")
_CLEAR = """
DO $$ DECLARE each text; commands text[]; BEGIN
    SELECT array_agg(command) INTO commands FROM (
        SELECT format('DROP %s IF EXISTS %I.%I CASCADE', CASE relkind WHEN 'S' THEN 'SEQUENCE'
            WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, 'public', relname)
            AS command
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i'))
        UNION ALL
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('DROP TYPE IF EXISTS %I.%I CASCADE', 'public', typname)
        FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE typnamespace = 'public'::regnamespace AND (typtype = 'e' OR c.relkind = 'c')
    ) AS everything;
    FOREACH each IN ARRAY coalesce(commands, '{}') LOOP EXECUTE each; END LOOP;
END $$
"""


@contextmanager
def own_connection() -> Iterator[tuple[BaseDatabaseWrapper, Any]]:
    """A connection of its own to the database of the settings, without time limits, and psycopg's beneath."""
    ours = connection.copy()
    try:
        ours.ensure_connection()
        with ours.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        yield ours, ours.connection
    finally:
        ours.close()


def counts(raw: Any) -> dict[str, int]:
    """Rows by table, sorted."""
    named = raw.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
        "ORDER BY 1"
    )
    names = [name for (name,) in named.fetchall()]
    return {name: raw.execute(_COUNT.format(sql.Identifier(name))).fetchone()[0] for name in names}


def dumped(raw: Any, snapshot: str) -> Iterator[bytes]:
    """The dump of what this snapshot sees, as it is being written. Raises Refused at its end if it failed."""
    arguments = [
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--schema=public",
        f"--snapshot={snapshot}",
    ]
    where = {name: text for name, text in raw.info.get_parameters().items() if name != "options"}
    command = [_program("pg_dump"), *arguments, f"--dbname={psycopg.conninfo.make_conninfo(**where)}"]
    yield from _output(command, {**os.environ, "PGPASSWORD": raw.info.password})


def clear(raw: Any) -> None:
    """Drop everything of the schema that no extension owns."""
    raw.execute(_CLEAR)


def load(raw: Any, path: Path) -> None:
    """Execute a dump in the transaction that is open. Raises Refused if it breaks off."""
    command = [
        _program("pg_restore"),
        "--no-owner",
        "--no-privileges",
        "--schema=public",
        "--file=-",
        str(path),
    ]
    lines = _lines(_output(command, dict(os.environ)))
    block: list[bytes] = []
    for line in lines:
        if _COPY.fullmatch(line):
            _execute(raw, block)
            _copy(raw, line, lines)
        elif not line.startswith(_NOT_OURS):
            block.append(line)
    _execute(raw, block)
    raw.execute("SET search_path TO DEFAULT")


def _execute(raw: Any, block: list[bytes]) -> None:
    if any(line.strip() and not line.startswith(b"--") for line in block):
        raw.execute(b"".join(block))
    block.clear()


def _copy(raw: Any, statement: bytes, lines: Iterator[bytes]) -> None:
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in lines:
            if row == b"\\.\n":
                return
            copy.write(row)
        raise Refused("The dump is incomplete.")


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def _output(command: list[str], environment: dict[str, str]) -> Iterator[bytes]:
    """What a program writes. Raises Refused with its last words when it fails; it ends when nobody reads
    on."""
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdout
        try:
            while chunk := process.stdout.read(CHUNK):
                yield chunk
        except GeneratorExit:  # nobody wants the rest
            process.kill()
            raise
        if process.wait():
            said.seek(0)
            words = said.read().decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise Refused(f"{Path(command[0]).name} failed: {words[-1]}")


def _program(name: str) -> str:
    return str(programs_dir(Owner("we", os.geteuid(), os.getegid())) / name)
