"""Making a backup: one snapshot of the database, then the files."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import IsolationLevel

from project import integrity
from project.base.migrations import applied

from .archive import DUMP, FILES, Manifest, Refused, Writer, fingerprint
from .dump import counts, dumped, own_connection
from .media import add_files


def make_backup(path: Path, *, now: dt.datetime) -> tuple[Manifest, list[str]]:
    """Write everything that this installation keeps, but for its secrets, into one new file.

    The file appears under its name once it is whole and on the disk. Returns its manifest, and a line for
    each stored file whose bytes are not there or not what they were: the backup has what there is. Raises
    Refused: there is such a file already, the database lacks rules, or pg_dump fails; OSError: the disk is
    full.
    """
    if path.exists():
        raise Refused(f"{path} already exists: choose another name.")
    part = path.with_name(f".{path.name}.part-{os.getpid()}")
    try:
        with open(part, "xb", opener=_privately) as stream:
            result = _written(stream, now)
            stream.flush()
            os.fsync(stream.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return result


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _written(stream: IO[bytes], now: dt.datetime) -> tuple[Manifest, list[str]]:
    with Writer(stream) as writer:
        with own_connection() as (ours, raw):
            raw.isolation_level, raw.read_only = IsolationLevel.REPEATABLE_READ, True
            with raw.transaction():
                snapshot = raw.execute("SELECT pg_export_snapshot()").fetchone()[0]
                manifest, stored = described(ours, raw, now), _stored(raw)
                writer.add(DUMP, dumped(raw, snapshot))
        add_files(writer)
        writer.finish(manifest)
    return manifest, _unlike(manifest, stored)


def described(ours: BaseDatabaseWrapper, raw: Any, now: dt.datetime) -> Manifest:
    """What the database is, as this transaction sees it."""
    if lacking := integrity.missing(ours):
        raise Refused(
            f"The database lacks {len(lacking)} of its rules; manage.py check_integrity lists them."
        )
    return Manifest(
        version=program_version(),
        made_at=now.isoformat(),
        postgres=str(raw.info.server_version),
        migrations=applied(ours),
        tables=counts(raw),
        rules=[(*rule[:3], list(rule.columns)) for rule in sorted(integrity.found(ours))],
        secrets=[fingerprint(key) for key in settings.SECRETS_KEYS],
    )


def program_version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as stream:
        return str(tomllib.load(stream)["project"]["version"])


def _stored(raw: Any) -> dict[str, str]:
    """The hash that each stored file must have, by its path."""
    rows = raw.execute("SELECT agency_id, sha256 FROM public.agencies_storedfile").fetchall()
    return {f"{agency}/{sha256[:2]}/{sha256}": sha256 for agency, sha256 in rows}


def _unlike(manifest: Manifest, stored: dict[str, str]) -> list[str]:
    there = manifest.members
    missing = [f"missing: {path}" for path in stored if FILES + path not in there]
    return missing + [
        f"different bytes: {path}"
        for path, sha256 in stored.items()
        if FILES + path in there and there[FILES + path].sha256 != sha256
    ]
