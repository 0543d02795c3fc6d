"""manage.py backup and restore, on databases of their own: the round trip, and everything that is refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from agencies.files.storage import store
from agencies.models import Agency
from orders.models import Order, OrderEvent
from project import integrity
from project.backup import dump, restoring
from project.backup.archive import Archive, Refused, opened
from project.backup.media import Staged
from project.launcher.environment import ROOT
from support.rules.sla_policies import forget_versions
from tests.helpers.database import end_others
from tests.helpers.stages import cast_as_stored


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    home = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = home


@contextmanager
def database(ending: str, template: str) -> Iterator[str]:
    """A database beside the one of the tests; the connection is to it, until the block ends."""
    home = connection.settings_dict["NAME"]
    name = f"{home}_{ending}"
    end_others()
    with connected_to("postgres"), connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    forget_versions()
    try:
        with connected_to(name):
            yield name
    finally:
        forget_versions()
        with connected_to("postgres"), connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def source(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Path]]:
    """(a backup of the cast with two files, the media folder that it was made of)."""
    folder = tmp_path_factory.mktemp("source")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "media"),
        database("source", connection.settings_dict["NAME"]),
    ):
        for words in (b"Notes", b"More notes"):
            store(agency_id=Agency.objects.get(code="INK").pk, upload=SimpleUploadedFile("a.txt", words))
        call_command("backup", str(folder / "backup"), stdout=StringIO())
        yield folder / "backup", folder / "media"


@pytest.fixture
def target(source: Any, settings: Any, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """An empty database and an empty media folder; its path."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with django_db_blocker.unblock(), database("target", "template0"):
        yield tmp_path / "media"


@pytest.fixture
def used(source: Any, settings: Any, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A database with the cast, whose agency has another name, and a media folder with a file; the path of
    that."""
    with django_db_blocker.unblock(), database("used", connection.settings_dict["NAME"]):
        settings.MEDIA_ROOT = in_use(tmp_path)
        yield settings.MEDIA_ROOT


@pytest.fixture(scope="module")
def _untouched(source: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[tuple[str, Path]]:
    home = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database("untouched", home) as name:
        media = in_use(tmp_path_factory.mktemp("untouched"))
        with connected_to(home):
            yield name, media


@pytest.fixture
def untouched(_untouched: tuple[str, Path], settings: Any, django_db_blocker: Any) -> Iterator[Path]:
    """The same, for what leaves it as it was."""
    name, settings.MEDIA_ROOT = _untouched
    with django_db_blocker.unblock(), connected_to(name):
        yield settings.MEDIA_ROOT


def in_use(folder: Path) -> Path:
    Agency.objects.filter(code="INK").update(name="Before")
    (folder / "media").mkdir()
    (folder / "media" / "kept").write_text("before")
    connection.close()
    return folder / "media"


def state(media: Path) -> tuple[Any, Any]:
    """What the target is: every rule and count, and every file."""
    with dump.own_connection() as (ours, raw):
        inside = (dump.counts(raw), sorted(map(str, integrity.found(ours))))
    return inside, files_of(media)


def files_of(media: Path) -> dict[str, bytes]:
    return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}


def restored(backup: Path, *options: str) -> str:
    said = StringIO()
    call_command("restore", str(backup), *options, stdout=said)
    return said.getvalue()


def test_a_backup_is_restored_and_everything_is_proved(
    source: tuple[Path, Path], target: Path, settings: Any
) -> None:
    """Where a newer key stands before that of the archive, too."""
    backup, media = source
    settings.SECRETS_KEYS = ["another key", *settings.SECRETS_KEYS]
    with opened(backup) as archive:
        told = archive.manifest

    said = restored(backup)

    assert f"{sum(told.tables.values())} rows in {len(told.tables)} tables" in said
    assert f"all of its {len(integrity.expected())} rules" in said
    assert "INK: 2 files, 15 bytes" in said
    assert files_of(target) == files_of(media) != {}
    assert state(target)[0][0] == told.tables
    assert integrity.missing(connection) == []
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_restored_one_works_as_before(source: tuple[Path, Path], target: Path, settings: Any) -> None:
    """Sequences go on, triggers refuse, a second backup tells the same: lost secrets cost the second factors
    alone."""
    from tests.helpers.factories import place_order

    settings.SECRETS_KEYS = ["another key"]
    restored(source[0], "--other-secrets")
    assert Agency.objects.count() == 2
    cast = cast_as_stored()
    order = place_order(cast.clara)
    with pytest.raises(Exception, match="append-only"):
        OrderEvent.objects.filter(order=order).update(verb="x")
    assert Order.objects.count() == 1

    call_command("backup", str(target.parent / "again"), stdout=StringIO())
    with opened(source[0]) as first, opened(target.parent / "again") as second:
        assert second.manifest.rules == first.manifest.rules
        assert second.manifest.tables["orders_order"] == first.manifest.tables["orders_order"] + 1
        assert second.manifest.files() == first.manifest.files()


def test_a_used_database_is_given_up_only_when_told(source: tuple[Path, Path], untouched: Path) -> None:
    """How it is given up: test_a_kill_in_the_middle."""
    before = state(untouched)

    with pytest.raises(CommandError, match="not empty"):
        restored(source[0])

    assert state(untouched) == before


def test_tables_of_something_else_are_never_given_up(source: tuple[Path, Path], target: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE wiki (page text)")
    connection.close()

    with pytest.raises(CommandError, match="another program's tables"):
        restored(source[0], "--replace")


def test_a_database_in_use_is_left_alone(source: tuple[Path, Path], untouched: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    with pytest.raises(CommandError, match="stop Quillhouse first"):
        restored(source[0], "--replace")


def test_an_archive_of_other_secrets(source: tuple[Path, Path], target: Path, settings: Any) -> None:
    """Which it takes, with a word or with a key: the restorations above."""
    settings.SECRETS_KEYS = ["another key"]

    with pytest.raises(CommandError, match="another SECRETS_KEY"):
        restored(source[0])

    assert state(target)[0][0] == {}


def test_a_rule_that_is_lost_on_the_way_is_missed(source: tuple[Path, Path], untouched: Path) -> None:
    """Rows that are lost are among what fails below: this is asked at the same moment."""
    with opened(source[0]) as archive, dump.own_connection() as (ours, raw):
        restoring.prove(archive.manifest, ours, raw)
        with raw.transaction(force_rollback=True):
            raw.execute("DROP TRIGGER append_only ON orders_orderevent")
            with pytest.raises(Refused, match="database rules are missing"):
                restoring.prove(archive.manifest, ours, raw)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("unknown migration", "later version"),
        ("lost row", "Rows differ"),
        ("altered file", "does not match"),
        ("disk full", "No space left"),
        ("cut", "truncated or altered"),
    ],
)
def test_whatever_fails_leaves_all_as_it_was(
    what: str,
    words: str,
    source: tuple[Path, Path],
    untouched: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backup, used = source[0], untouched
    before = state(used)
    if what == "unknown migration":
        monkeypatch.setattr(restoring, "MigrationLoader", Nothing)
    elif what == "cut":
        backup = tmp_path / "cut"
        backup.write_bytes(source[0].read_bytes()[:-70])
    elif what == "altered file":
        monkeypatch.setattr(Archive, "chunks", altered(Archive.chunks))
    elif what == "disk full":
        monkeypatch.setattr(Staged, "place", full_after_one)
    else:
        lost, kept = "DELETE FROM agencies_domain", dump.load
        monkeypatch.setattr(restoring, "load", lambda raw, path: (kept(raw, path), raw.execute(lost)))

    with pytest.raises(CommandError, match=words) as refusal:
        restored(backup, "--replace")

    assert "Nothing was changed" in str(refusal.value)
    assert state(used) == before


class Nothing:
    disk_migrations: dict[Any, Any] = {}

    def __init__(self, *_arguments: Any) -> None:
        pass


def altered(kept: Any) -> Any:
    def chunks(archive: Archive, name: str) -> Iterator[bytes]:
        archive.manifest.members[name].sha256 = "0" * 64
        return kept(archive, name)

    return chunks


def full_after_one(files: Staged) -> None:
    target = Path(restoring.settings.MEDIA_ROOT) / "first"
    target.write_text("x")
    files.added.append(target)
    raise OSError(28, "No space left on device")


def test_a_kill_in_the_middle(source: tuple[Path, Path], used: Path) -> None:
    """The process is stopped while it reads the dump in, and killed for good: all is as it was. The next one
    gives it up, as it was told."""
    before = state(used)
    name = connection.settings_dict["NAME"]
    line = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from django.conf import settings\n"
        f"connection.settings_dict['NAME'], settings.MEDIA_ROOT = {name!r}, {str(used)!r}\n"
        "from project.backup import restoring\n"
        "import os, signal\n"
        "restoring.prove = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from django.core.management import call_command\n"
        f"call_command('restore', {str(source[0])!r}, '--replace')\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings", "QUILLHOUSE_ENV": "test"}
    done = subprocess.run(
        [sys.executable, "-c", line],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-500:]
    wait_until_alone(name)
    inside, files = state(used)
    left = {path: text for path, text in files.items() if path.startswith(".restore-")}
    assert left, "what it had unpacked"
    assert (inside, files) == (before[0], before[1] | left)
    restored(source[0], "--replace")
    assert Agency.objects.get(code="INK").name == "Inkwell"
    assert files_of(used).keys() == {"kept", *files_of(source[1])}, "what lay there goes by the sweep"


def wait_until_alone(name: str) -> None:
    """Until the server has noticed that its client is gone."""
    for _ in range(100):
        with connected_to("postgres"), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name])
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)


def test_a_backup_is_there_as_a_whole_or_not_at_all(
    source: tuple[Path, Path], untouched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "new"
    monkeypatch.setattr(dump, "_program", lambda _name: "/bin/false")
    with pytest.raises(CommandError, match="failed"):
        call_command("backup", str(place))
    assert [*tmp_path.iterdir()] == []

    place.write_text("another")
    with pytest.raises(CommandError, match="already exists"):
        call_command("backup", str(place))
    assert place.read_text() == "another"


def test_a_backup_names_files_that_are_gone_and_needs_all_rules(
    source: tuple[Path, Path], used: Path
) -> None:
    stored = store(agency_id=Agency.objects.get(code="INK").pk, upload=SimpleUploadedFile("a.txt", b"Notes"))
    (used / stored.path).unlink()
    said = StringIO()

    with pytest.raises(CommandError, match="missing or have changed"):
        call_command("backup", str(used.parent / "new"), stderr=said)

    assert stored.path in said.getvalue()
    with opened(used.parent / "new"):
        pass

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER append_only ON orders_orderevent")
    with pytest.raises(CommandError, match="lacks 1 of its rules"):
        call_command("backup", str(used.parent / "other"))
    assert not (used.parent / "other").exists()


def test_a_dump_that_breaks_off_is_refused(untouched: Path) -> None:
    whole = b"COPY public.agencies_agency (id) FROM stdin;\n1\n"
    with dump.own_connection() as (_ours, raw), pytest.raises((Refused, psycopg.Error)), raw.transaction():
        lines = dump._lines(iter([whole]))
        dump._copy(raw, next(lines), lines)
