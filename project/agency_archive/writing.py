"""Writing all of an agency into one ZIP: rows as JSON and CSV, stored files, a manifest with hashes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg import IsolationLevel, sql

from accounts.files import photos
from accounts.models import User
from agencies.hooks.closing import ArchiveFacts, ArchiveFailed
from agencies.models import Agency, StoredFile
from project.backup.archive import CHUNK, FILES, Writer
from project.backup.dump import own_connection
from project.backup.making import program_version
from project.base.csv_export import lines_of
from project.base.migrations import applied

from .contents import LEFT_OUT, columns, condition, tables
from .manifest import CSV, JSON_LINES, NOTE, AgencyManifest

#: Rows that are fetched at once.
ROWS = 500
_SELECT = sql.SQL(
    "SELECT row_to_json(t)::text FROM (SELECT {columns} FROM {table} WHERE {condition} ORDER BY {key}) t"
)
_PHOTOS = sql.SQL("SELECT photo FROM accounts_user WHERE photo <> '' AND {} ORDER BY id")


#: Of an archive the share that is rows, in percent; the rest is files.
SHARE = 50
Told = Callable[[int], None]


def write_for_owners(target: IO[bytes], agency: Agency, now: dt.datetime, told: Told) -> ArchiveFacts:
    """Answers agencies.hooks.archive_writer."""
    try:
        manifest = write_agency(target, agency=agency, now=now, told=told)
    except (DatabaseError, InterfaceError, psycopg.Error) as error:
        raise ArchiveFailed from error
    return ArchiveFacts(sum(manifest.tables.values()), len(manifest.files()), len(manifest.missing))


def write_agency(
    target: IO[bytes], *, agency: Agency, now: dt.datetime, told: Told = lambda _percent: None
) -> AgencyManifest:
    """Write all that the agency is into `target`, a new file: one state of the database, and the bytes of
    the files that it names. Memory stays small however much there is. Files that are missing on the disk are
    named in the manifest, and stop nothing. `told` hears how much is done, in percent."""
    with own_connection() as (ours, raw), Writer(target, (NOTE, _note(agency))) as writer:
        raw.isolation_level, raw.read_only = IsolationLevel.REPEATABLE_READ, True
        with raw.transaction():
            manifest = _begun(ours, agency, now)
            for place, model in enumerate(tables()):
                step = partial(told, SHARE * place // len(tables()))
                manifest.tables[model._meta.db_table] = _write_rows(writer, raw, model, agency, step)
            files = list(_paths(raw, agency))
        for place, name in enumerate(files):
            if not _write_file(writer, name, partial(told, SHARE + (100 - SHARE) * place // len(files))):
                manifest.missing.append(name)
        writer.finish(manifest)
    return manifest


def _begun(ours: BaseDatabaseWrapper, agency: Agency, now: dt.datetime) -> AgencyManifest:
    return AgencyManifest(program_version(), now.isoformat(), agency.code, agency.name, applied(ours))


def _write_rows(
    writer: Writer, raw: Any, model: type[Model], agency: Agency, step: Callable[[], None]
) -> int:
    """The rows of one table, as JSON and, where there are any, as CSV. `step` is called again and again.
    Returns how many."""
    name, count = model._meta.db_table, 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for line in _rows(raw, model, agency, step):
            count += 1
            yield line.encode() + b"\n"

    writer.add(f"{JSON_LINES}{name}.jsonl", lines(), packed=True)
    if count:
        table = (json.loads(line).values() for line in _rows(raw, model, agency, step))
        sheet = lines_of(list(columns(model)), ([_cell(value) for value in row] for row in table))
        writer.add(f"{CSV}{name}.csv", (line.encode() for line in sheet), packed=True)
    return count


def _rows(raw: Any, model: type[Model], agency: Agency, step: Callable[[], None]) -> Iterator[str]:
    """Each row as PostgreSQL writes it as JSON, by its key."""
    chosen = [
        sql.SQL("{} AS {}").format(value, sql.Identifier(name)) for name, value in columns(model).items()
    ]
    ordered = _SELECT.format(
        columns=sql.SQL(", ").join(chosen),
        table=sql.Identifier(model._meta.db_table),
        condition=condition(model),
        key=sql.Identifier(str(model._meta.pk.column)),
    )
    with raw.cursor("archive") as cursor:
        cursor.itersize = ROWS
        cursor.execute(ordered, {"agency": agency.pk})
        for number, (line,) in enumerate(cursor):
            if number % ROWS == 0:
                step()
            yield line


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | bool) else value


def _paths(raw: Any, agency: Agency) -> Iterator[str]:
    """Where the bytes lie that rows of the agency name, in the media folder."""
    root = Path(settings.MEDIA_ROOT)
    hashes = "SELECT sha256 FROM agencies_storedfile WHERE agency_id = %s ORDER BY id"
    for (sha256,) in raw.execute(hashes, [agency.pk]):
        yield StoredFile(agency=agency, sha256=sha256).path
    people = _PHOTOS.format(condition(User))
    for (photo,) in raw.execute(people, {"agency": agency.pk}):
        yield photos.path_of(photo).relative_to(root).as_posix()


def _write_file(writer: Writer, name: str, step: Callable[[], None]) -> bool:
    step()
    try:
        stream = (Path(settings.MEDIA_ROOT) / name).open("rb")
    except FileNotFoundError:
        return False
    with stream:
        writer.add(FILES + name, iter(partial(stream.read, CHUNK), b""))
    return True


def _note(agency: Agency) -> bytes:
    left = "\n".join(f"  {label}: {why}" for label, why in sorted(LEFT_OUT.items()))
    return f"""Everything that Quillhouse keeps of {agency.name} ({agency.code}).

json/   the rows of each table, one a line: what another installation takes in (manage.py import_agency FILE)
csv/    the same for spreadsheets
files/  stored files, by the path in their rows: agency, two letters of the hash, hash
manifest.json  how many rows each table has, and the size and SHA-256 of each part

Times have their zone, amounts the currency of the agency. Passwords and keys are not here, nor these tables:
{left}
""".encode()
