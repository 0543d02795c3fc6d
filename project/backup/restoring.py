"""Restoring a backup: all of it, or nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from project import health, integrity

from .archive import Archive, Manifest, Refused, fingerprint, opened
from .dump import clear, counts, load, own_connection
from .media import staged

Say = Callable[[str], object]
#: Of an installation that anybody uses, one of these has rows.
USED = ("agencies_agency", "accounts_user")


def restore(path: Path, *, replace: bool, other_secrets: bool, say: Say) -> Manifest:
    """Make the database and the files those of an archive.

    The archive is proved byte for byte, unpacked beside the files, and read into one transaction, in which
    rows, keys, constraints, indexes, triggers and functions are counted against the manifest; the files are
    put in place, and the transaction ends. Whatever fails before leaves all as it was, a kill too.

    With `replace` what is there is given up; with `other_secrets` the archive may be of another SECRETS_KEY.
    Raises Refused, and psycopg's errors and OSError for a database or disk that fails.
    """
    with opened(path) as archive:
        say(f"The archive is complete: {path}, made {archive.manifest.made_at}.")
        _require_known(archive.manifest)
        if not other_secrets:
            _require_secrets(archive.manifest)
        with own_connection() as (ours, raw):
            _require_free(raw, replace)
            _exchange(archive, ours, raw, say)
            raw.execute("ANALYZE")
    health.forget_rules()
    return archive.manifest


def _exchange(archive: Archive[Manifest], ours: BaseDatabaseWrapper, raw: Any, say: Say) -> None:
    with staged(archive) as files, raw.transaction():
        clear(raw)
        load(raw, files.dump)
        prove(archive.manifest, ours, raw)
        say(
            f"Rows, keys, constraints, indexes, triggers and functions are all there: "
            f"{sum(archive.manifest.tables.values())} rows in {len(archive.manifest.tables)} tables, "
            f"{len(archive.manifest.rules)} rules."
        )
        files.place()


def prove(manifest: Manifest, ours: BaseDatabaseWrapper, raw: Any) -> None:
    """That this transaction sees what the manifest tells. Raises Refused."""
    there = counts(raw)
    if there != manifest.tables:
        unlike = sorted(name for name, _rows in there.items() ^ manifest.tables.items())
        raise Refused(f"Rows differ from the archive: {', '.join(dict.fromkeys(unlike))}.")
    told = {integrity.Rule(kind, table, name, tuple(cols)) for kind, table, name, cols in manifest.rules}
    if lacking := told - {*integrity.found(ours)}:
        raise Refused(f"{len(lacking)} database rules are missing, such as {min(lacking)}.")


def _require_known(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if later := [name for name in manifest.migrations if name not in known]:
        raise Refused(
            f"The archive was made by a later version ({manifest.version}; it has {later[0]}): upgrade this "
            "program to that version first."
        )


def _require_secrets(manifest: Manifest) -> None:
    ours = {fingerprint(key) for key in settings.SECRETS_KEYS}
    if lacking := [each for each in manifest.secrets if each not in ours]:
        raise Refused(
            f"The archive needs another SECRETS_KEY (fingerprint {', '.join(lacking)}): its secrets of "
            "two-step verification are encrypted with it. Add that key to SECRETS_KEY after the present one, "
            "separated by a comma. If it is lost, --other-secrets restores the rest, and people have to set "
            "up their authenticator apps again."
        )


def _require_free(raw: Any, replace: bool) -> None:
    others = raw.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    ).fetchone()[0]
    if others:
        raise Refused(f"The database is in use ({others} connections): stop Quillhouse first.")
    rows = counts(raw)
    if rows and not {*USED} <= rows.keys():
        raise Refused("The database holds another program's tables: name a dedicated one in DATABASE_URL.")
    if any(rows.get(name) for name in USED) and not replace:
        raise Refused(
            "The database is not empty. --replace discards everything in it; make a backup of it first."
        )
