"""The archive: whole, or refused before anything is read from it."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest

from project.backup.archive import (
    DUMP,
    FILES,
    MANIFEST,
    Archive,
    Manifest,
    Refused,
    Writer,
    fingerprint,
    opened,
)

MEMBERS = {
    DUMP: b"PGDMP" + bytes(range(256)) * 40,
    FILES + "1/ab/abc": b"a file",
    FILES + "people/x.webp": b"",
}
KEY = "b25seS1mb3ItdGhpcy1jaGVjay0zMi1ieXRlcy14eCE="


def written(path: Path, **facts: object) -> Path:
    told = {
        "version": "0.1.0",
        "made_at": "2026-03-02T09:00:00+00:00",
        "postgres": "180000",
        "migrations": ["agencies.0001_initial"],
        "tables": {"agencies_agency": 2},
        "rules": [],
        "secrets": [fingerprint(KEY)],
    }
    with path.open("xb") as stream:
        writer = Writer(stream)
        for name, content in MEMBERS.items():
            writer.add(name, [content[:3], content[3:]])
        writer.finish(Manifest(**{**told, **facts}))  # type: ignore[arg-type]
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path / "a.backup")


def read(archive: Archive) -> dict[str, bytes]:
    return {name: b"".join(archive.chunks(name)) for name in MEMBERS}


def test_what_was_written_is_read(path: Path) -> None:
    with opened(path) as archive:
        assert read(archive) == MEMBERS
        assert archive.manifest.files().keys() == {"1/ab/abc", "people/x.webp"}
        assert archive.manifest.tables == {"agencies_agency": 2}
    assert zipfile.ZipFile(path).testzip() is None, "any program for ZIP files can read it too"
    assert KEY.encode() not in path.read_bytes()


@pytest.mark.parametrize("percent", [0, 1, 20, 50, 60, 90, 99, 99.99])
def test_a_cut_one_is_refused(path: Path, percent: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * percent / 100)])

    with pytest.raises(Refused), opened(path):
        pass


def test_one_changed_byte_anywhere_is_refused(path: Path) -> None:
    whole, chance = path.read_bytes(), random.Random(7)
    for at in [0, 31, len(whole) - 1, len(whole) - 64, *chance.sample(range(len(whole)), 200)]:
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        with pytest.raises(Refused), opened(path):
            pass


def test_bytes_behind_its_end_are_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")

    with pytest.raises(Refused, match="truncated or altered"), opened(path):
        pass


def test_others_archives_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as foreign:
        foreign.writestr(MANIFEST, json.dumps({"format": "another"}))
    (tmp_path / "dump.sql").write_text("CREATE TABLE x ();\n" * 99)

    for name in ("foreign.zip", "dump.sql"):
        with pytest.raises(Refused, match="not a Quillhouse backup"), opened(tmp_path / name):
            pass
    with pytest.raises(Refused, match="There is no file"), opened(tmp_path / "nowhere"):
        pass


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(Refused, match=r"later version \(9.0"),
        opened(written(tmp_path / "b", format_version=2, version="9.0")),
    ):
        pass


@pytest.mark.parametrize("name", ["../x", "/etc/x", "1/../../x", ""])
def test_a_file_outside_of_the_media_folder_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MEMBERS, FILES + name, b"x")

    with pytest.raises(Refused, match="outside the media folder"), opened(written(tmp_path / "c")):
        pass


def test_a_member_that_is_not_what_the_manifest_says(tmp_path: Path) -> None:
    with (tmp_path / "d").open("xb") as stream:
        writer = Writer(stream)
        writer.add(DUMP, [b"x"])
        writer.members[DUMP].sha256 = "0" * 64
        writer.finish(Manifest("1", "", "", [], {}, [], []))

    with opened(tmp_path / "d") as archive, pytest.raises(Refused, match="does not match"):
        list(archive.chunks(DUMP))


def test_a_fingerprint_tells_keys_apart_and_nothing_else() -> None:
    assert fingerprint(KEY) == fingerprint(KEY) != fingerprint(KEY + "=")
    assert len(fingerprint(KEY)) == 16
