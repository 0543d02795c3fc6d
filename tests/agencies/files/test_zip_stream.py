"""Archives that are packed while they are sent: names that every system unpacks, and little in memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from agencies.files.zip_stream import PIECE, Entry, Names, streamed
from agencies.models import StoredFile


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a:b?.txt", "a_b_.txt"),
        (".bashrc", "bashrc"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("ملف نهائي.docx", "ملف نهائي.docx"),
        ("a\x00b\n.txt", "a b .txt"),
        ("", "file"),
    ],
)
def test_names_are_safe(given: str, kept: str) -> None:
    assert Names().free("brief/", given) == f"brief/{kept}"


def test_no_name_is_given_twice() -> None:
    names = Names()
    found = [names.free("", name) for name in ("Map.pdf", "map.PDF", "Map.pdf", "notes", "notes")]

    assert found == ["Map.pdf", "map (2).PDF", "Map (3).pdf", "notes", "notes (2)"]
    assert names.free("brief/", "Map.pdf") == "brief/Map.pdf"


def stored(folder: Path, sha: str, content: bytes) -> StoredFile:
    row = StoredFile(agency_id=1, sha256=sha * 64, size=len(content), content_type="text/plain")
    (folder / row.path).parent.mkdir(parents=True, exist_ok=True)
    (folder / row.path).write_bytes(content)
    return row


def test_it_comes_in_pieces_and_is_whole(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    large = bytes(range(256)) * (4 * PIECE // 256)
    entries = [Entry("brief.md", "Salt – «соль»\n"), Entry("a/large.bin", stored(tmp_path, "a", large))]

    pieces = list(streamed(entries))

    assert max(map(len, pieces)) <= PIECE
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert archive.read("brief.md").decode() == "Salt – «соль»\n" and archive.read("a/large.bin") == large
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"".join(streamed(entries)) == b"".join(pieces)


def test_a_file_that_is_missing_is_left_out_and_logged(tmp_path: Path, settings: Any, caplog: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    gone = stored(tmp_path, "b", b"gone")
    (tmp_path / gone.path).unlink()

    whole = b"".join(streamed([Entry("gone.txt", gone), Entry("kept.txt", stored(tmp_path, "c", b"kept"))]))

    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.namelist() == ["kept.txt"]
    assert [record.message for record in caplog.records] == ["file_missing"]
