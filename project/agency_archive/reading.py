"""Taking an agency in, from its archive, where nobody works yet: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Model
from psycopg import sql

from project.backup.archive import Archive, Refused
from project.backup.dump import counts, own_connection
from project.backup.media import staged
from project.backup.restoring import USED
from project.base.migrations import applied

from .contents import columns, tables
from .manifest import JSON_LINES, AgencyManifest, opened_agency

#: Rows that are stored at once, and the longest line that is read.
ROWS, LONGEST = 500, 64 << 20


def import_agency(path: Path) -> AgencyManifest:
    """Store what an archive holds: rows with the keys that they had, and files at their place.

    It is proved byte for byte, its rows are read into one transaction, counted against its manifest, and
    every reference between them is checked. People sign in with a new password. Raises Refused: the archive
    is not whole or of another version, or somebody works here already; OSError: a disk fails.
    """
    with opened_agency(path) as archive, own_connection() as (ours, raw):
        _require_same(archive.manifest, ours)
        _require_empty(raw)
        with staged(archive) as files, raw.transaction():
            _store(archive, raw)
            files.place()
    return archive.manifest


def _store(archive: Archive[AgencyManifest], raw: Any) -> None:
    """What triggers made at the old place comes with the rows: none of them acts a second time."""
    models = tables()
    for model in models:
        _triggers(raw, model, "DISABLE")
    for model in models:
        _store_rows(archive, raw, model)
    raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for model in models:
        _triggers(raw, model, "ENABLE")
        _go_on_counting(raw, model)
    there = counts(raw)
    told = archive.manifest.tables
    if unlike := [name for name in told if there.get(name) != told[name]]:
        raise Refused(f"Rows differ from the archive: {', '.join(sorted(unlike))}.")


def _store_rows(archive: Archive[AgencyManifest], raw: Any, model: type[Model]) -> None:
    table = sql.Identifier(model._meta.db_table)
    names = sql.SQL(", ").join(map(sql.Identifier, columns(model)))
    statement = sql.SQL(
        "INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE "
        "SELECT {names} FROM json_populate_recordset(NULL::{table}, %s::json)"
    ).format(table=table, names=names)
    lines = _lines(archive.chunks(f"{JSON_LINES}{model._meta.db_table}.jsonl"))
    while batch := list(islice(lines, ROWS)):
        raw.execute(statement, ["[" + b",".join(batch).decode() + "]"])


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        if len(rest) > LONGEST:
            raise Refused("A row of the archive is too long.")
        yield from whole


def _triggers(raw: Any, model: type[Model], verb: str) -> None:
    table = sql.Identifier(model._meta.db_table)
    raw.execute(sql.SQL("ALTER TABLE {} {} TRIGGER USER").format(table, sql.SQL(verb)))


def _go_on_counting(raw: Any, model: type[Model]) -> None:
    """Keys go on after the highest."""
    key, table = model._meta.pk, model._meta.db_table
    column = str(key.column)
    if isinstance(key, AutoField):
        highest = sql.SQL(
            "SELECT setval(pg_get_serial_sequence({name}, {column}), greatest(max({key}), 1)) FROM {table}"
        ).format(
            name=sql.Literal(f'"{table}"'),
            column=sql.Literal(column),
            key=sql.Identifier(column),
            table=sql.Identifier(table),
        )
        raw.execute(highest)


def _require_same(manifest: AgencyManifest, ours: BaseDatabaseWrapper) -> None:
    if applied(ours) != manifest.migrations:
        raise Refused(
            f"The archive was made by another version ({manifest.version}): take it in with that version, "
            "then upgrade."
        )


def _require_empty(raw: Any) -> None:
    rows = counts(raw)
    if any(rows.get(name) for name in USED):
        raise Refused("This installation has an agency or people already: an archive goes into an empty one.")
