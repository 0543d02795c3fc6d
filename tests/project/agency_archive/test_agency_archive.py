"""manage.py export_agency and import_agency: an agency with things of every kind moves to another place."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from accounts.models import User
from agencies.models import Agency, Membership, StoredFile
from orders.models import Order, OrderEvent
from project.agency_archive import contents, reading
from project.agency_archive.manifest import AgencyManifest, opened_agency
from project.agency_archive.writing import write_agency
from project.backup import dump
from project.base.clock import now
from project.base.viewer import Member
from tests.helpers.factories import place_order
from tests.helpers.stages import cast_as_stored
from tests.project.backup.test_backup import connected_to, database, files_of
from tests.project.helpers.api_scene import api_scene

#: Tables in which nothing of an installation's own stands.
DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="module")
def source(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Path]]:
    """(the archive of Inkwell with a thing of every kind, the media folder it was made of)."""
    folder = tmp_path_factory.mktemp("source")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "media"),
        database("source", connection.settings_dict["NAME"]),
    ):
        api_scene(cast_as_stored())
        exported(folder / "inkwell.zip")
        yield folder / "inkwell.zip", folder / "media"


@pytest.fixture(scope="module")
def nobody(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database in which nobody works yet."""
    home = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database("nobody", home) as name:
        with dump.own_connection() as (_ours, raw):
            raw.execute("SET session_replication_role = replica")
            for table in dump.counts(raw).keys() - DJANGO:
                raw.execute(f'DELETE FROM "{table}"')
        with connected_to(home):
            yield name


@pytest.fixture
def target(source: Any, nobody: str, settings: Any, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """An installation where nobody works yet; the path of its media folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with django_db_blocker.unblock(), database("target", nobody):
        yield tmp_path / "media"


@pytest.fixture
def untouched(
    source: Any, nobody: str, settings: Any, tmp_path: Path, django_db_blocker: Any
) -> Iterator[Path]:
    """The same, for what leaves it as it was."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with django_db_blocker.unblock(), connected_to(nobody):
        yield tmp_path / "media"
        assert not Agency.objects.exists() and not User.objects.exists()


def exported(path: Path) -> str:
    said = StringIO()
    call_command("export_agency", "INK", str(path), stdout=said)
    return said.getvalue()


def imported(path: Path) -> str:
    said = StringIO()
    call_command("import_agency", str(path), stdout=said)
    return said.getvalue()


def manifest_of(path: Path) -> AgencyManifest:
    with opened_agency(path) as archive:
        return archive.manifest


def rows_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Table -> its rows, without what stands in for keys and differs each time."""
    with zipfile.ZipFile(path) as zipped:
        return {
            name.removeprefix("json/").removesuffix(".jsonl"): [
                {
                    key: value
                    for key, value in json.loads(line).items()
                    if key not in contents.KEYS | {"password"}
                }
                for line in zipped.read(name).splitlines()
            ]
            for name in zipped.namelist()
            if name.startswith("json/")
        }


def test_it_moves_whole(source: tuple[Path, Path], target: Path) -> None:
    """Rows, counts, files and their hashes are the same at the new place, which tells the same of itself."""
    archive, media = source

    said = imported(archive)
    exported(target.parent / "again.zip")

    first, second = manifest_of(archive), manifest_of(target.parent / "again.zip")
    assert f"{sum(first.tables.values())} rows in {len(first.tables)} tables" in said
    assert second.tables == first.tables
    assert rows_of(target.parent / "again.zip") == rows_of(archive)
    assert first.files() == second.files() != []
    inkwell = {name: words for name, words in files_of(media).items() if name in first.files()}
    assert files_of(target) == inkwell != {}
    with dump.own_connection() as (_ours, raw):
        there = dump.counts(raw)
    assert {name: there[name] for name in first.tables} == first.tables
    assert sum(first.tables.values()) > 200


def test_it_works_at_the_new_place(source: tuple[Path, Path], target: Path) -> None:
    """Keys go on, triggers act again, nobody's former password opens anything."""
    imported(source[0])
    row = Membership.objects.get(user__email="clara@inkwell.example")
    before = Order.objects.count()

    order = place_order(Member(row.agency, membership=row))

    assert Order.objects.count() == before + 1
    with pytest.raises(Exception, match="append-only"):
        OrderEvent.objects.filter(order=order).update(verb="x")
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_nothing_of_another_agency_and_no_key_comes_along(source: tuple[Path, Path]) -> None:
    archive, _media = source
    everything = b""
    with zipfile.ZipFile(archive) as zipped:
        everything = b"\n".join(zipped.read(name) for name in zipped.namelist())

    assert b"Inkwell" in everything
    for word in (b"Northwind", b"northwind.example", b"NOR-20", b"pbkdf2", b"argon2", b"whsec"):
        assert word not in everything, word


def test_every_table_is_taken_or_left_for_a_reason() -> None:
    ours = {
        model._meta.label for model in apps.get_models() if model._meta.app_label not in contents.NOT_OURS
    }
    taken = {model._meta.label for model in contents.tables()}

    assert taken | contents.LEFT_OUT.keys() == ours
    assert not taken & contents.LEFT_OUT.keys()


def test_no_row_refers_to_what_is_left_behind() -> None:
    taken = set(contents.tables())
    lost = [
        field
        for model in taken
        for field in model._meta.concrete_fields
        if field.related_model and field.related_model not in taken
    ]

    assert lost == []


def test_somebody_works_there_already(source: tuple[Path, Path], untouched: Path) -> None:
    first = User.objects.create(email="first@elsewhere.example", name="First")

    with pytest.raises(CommandError, match="empty one"):
        imported(source[0])

    assert not Agency.objects.exists()
    first.delete()


def test_an_altered_one_changes_nothing(source: tuple[Path, Path], untouched: Path) -> None:
    whole = bytearray(source[0].read_bytes())
    whole[len(whole) // 2] ^= 1
    (untouched.parent / "altered.zip").write_bytes(whole)

    with pytest.raises(CommandError, match="truncated or altered"):
        imported(untouched.parent / "altered.zip")

    assert not Agency.objects.exists()
    assert not untouched.exists() or not files_of(untouched)


def test_rows_that_do_not_fit_together_change_nothing(
    source: tuple[Path, Path], untouched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reference that leads nowhere is found before anything is kept, files included."""
    kept = [model for model in contents.tables() if model is not StoredFile]
    monkeypatch.setattr(reading, "tables", lambda: kept)

    with pytest.raises(CommandError, match="Nothing was taken in"):
        imported(source[0])

    assert not Agency.objects.exists()
    assert not files_of(untouched)


def test_another_version_is_refused(
    source: tuple[Path, Path], untouched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "applied", lambda _connection: ["agencies.0001_initial"])

    with pytest.raises(CommandError, match="another version"):
        imported(source[0])


def test_a_file_that_is_missing_is_named(
    source: tuple[Path, Path], tmp_path: Path, django_db_blocker: Any
) -> None:
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path / "nothing"),
        (tmp_path / "a.zip").open("xb") as stream,
    ):
        told = write_agency(stream, agency=Agency.objects.get(code="INK"), now=now())

    assert told.missing == manifest_of(source[0]).files()
    assert manifest_of(tmp_path / "a.zip").files() == []


def test_what_the_commands_refuse(source: tuple[Path, Path], django_db_blocker: Any, tmp_path: Path) -> None:
    with django_db_blocker.unblock():
        with pytest.raises(CommandError, match="already exists"):
            exported(source[0])
        with pytest.raises(CommandError, match="no agency XYZ"):
            call_command("export_agency", "XYZ", str(tmp_path / "x.zip"))
        with pytest.raises(CommandError, match="There is no file"):
            imported(tmp_path / "nowhere.zip")
