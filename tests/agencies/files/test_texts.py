"""The text of a stored file, within bounds, and nothing but a sentence for what has none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.files import texts
from agencies.files.storage import digest_of, keep, kind_of
from agencies.files.texts import DOCX, MOST_BYTES, MOST_XML, Unreadable, text_of
from agencies.models import StoredFile
from tests.helpers import packages
from tests.helpers.cast import Cast
from tests.helpers.packages import office
from tests.helpers.papers import DOCUMENT, RELATIONS, TYPES, docx, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    """A media folder of this test alone: readings of another one are not found."""
    settings.MEDIA_ROOT = tmp_path


def stored(cast: Cast, content: bytes) -> StoredFile:
    """A document, whatever its content is judged to be: the reader trusts no judgement."""
    upload = SimpleUploadedFile("x", content)
    kind = DOCX if content.startswith(b"PK") else kind_of(upload)
    return keep(agency_id=cast.inkwell.pk, upload=upload, kind=kind, sha256=digest_of(upload))


def packed(document: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document)
    return target.getvalue()


def test_a_document(cast: Cast) -> None:
    two = "At dusk.</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Boats come in."

    assert text_of(stored(cast, docx(two))) == "At dusk.\n\nBoats come in."


def test_a_text_file(cast: Cast) -> None:
    assert text_of(stored(cast, "Ä text\r\nof two lines\n".encode())) == "Ä text\nof two lines\n"


def test_another_kind(cast: Cast) -> None:
    with pytest.raises(Unreadable, match=r"Only text and \.docx files"):
        text_of(stored(cast, pdf()))


@pytest.mark.parametrize(
    "document",
    [
        "<not xml",
        "",
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        '<?xml version="1.0"?><x/>',
        DOCUMENT.replace("w:body", "w:other"),
    ],
)
def test_a_document_that_is_none(cast: Cast, document: str) -> None:
    with pytest.raises(Unreadable, match=r"We can’t read this file."):
        text_of(stored(cast, packed(document)))


def test_a_document_that_unpacks_to_too_much(cast: Cast) -> None:
    """Megabytes of XML in a file of a few kilobytes."""
    with pytest.raises(Unreadable, match="too large"):
        text_of(stored(cast, docx("x" * MOST_XML)))


def test_a_file_that_is_too_large(cast: Cast) -> None:
    with pytest.raises(Unreadable, match="too large"):
        text_of(stored(cast, b"x" * (MOST_BYTES + 1)))


def test_bytes_that_are_missing(cast: Cast, settings: Any, tmp_path: Any) -> None:
    file = stored(cast, b"A text")
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    with pytest.raises(Unreadable):
        text_of(file)


# --- limits asked before the work, and results kept ------------------------------------------------


def utf_16(document: str) -> bytes:
    return document.replace("UTF-8", "UTF-16").encode("utf-16")


@pytest.mark.parametrize("encode", [str.encode, utf_16], ids=["UTF-8", "UTF-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/settings.xml", "_rels/.rels"])
def test_a_document_type_in_any_encoding_of_any_part(cast: Cast, encode: Any, part: str) -> None:
    usual = DOCUMENT.format(text="Boats") if part.startswith("word") else RELATIONS
    hostile = usual.replace("?><", '?><!DOCTYPE x [<!ENTITY a "b">]><', 1)

    with pytest.raises(Unreadable, match=r"We can’t read this file."):
        text_of(stored(cast, repacked({part: encode(hostile)})))


def repacked(changes: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(office())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packages.packed({**members, **changes})


@pytest.mark.parametrize(
    ("body", "nodes"),
    [
        ("<a/>" * 600, 600),
        ('<a b=""/>' * 300, 600),
        ("<!---->" * 600, 600),
        ("<?a?>" * 600, 600),
        ("<![CDATA[x]]>" * 600, 600),
        ("<a>" * 140 + "</a>" * 140, 140),
    ],
    ids=["elements", "attributes", "comments", "instructions", "sections", "depth"],
)
def test_a_document_of_too_many_nodes(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, body: str, nodes: int
) -> None:
    """They are counted as they come."""
    monkeypatch.setattr(texts, "MOST_NODES", 500)

    with pytest.raises(Unreadable, match="too large"):
        text_of(stored(cast, packed(DOCUMENT.format(text="x").replace("<w:p>", f"{body}<w:p>"))))


def test_a_document_that_costs_more_than_its_parts_foretell(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes longer than the system lets it is ended by the system; fields that are never closed, which
    cost a reader that looks at all open ones at each run minutes, take no time."""
    fields = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 40_000
    many = DOCUMENT.format(text="x").replace("<w:p>", f"<w:p>{fields}")
    assert text_of(stored(cast, packed(many))) == "x"

    monkeypatch.setattr(texts, "CPU_SECONDS", 1)
    monkeypatch.setattr(texts, "MOST_NODES", 100_000_000)
    with pytest.raises(Unreadable, match="too large"):
        text_of(
            stored(cast, packed(DOCUMENT.format(text="y").replace("<w:p>", "<w:p>" + "<w:r/>" * 4_000_000)))
        )


def test_a_document_that_takes_too_much_memory(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MEMORY", 60 * 1024 * 1024)
    many = "<w:p><w:r><w:t>Boats</w:t></w:r></w:p>" * 500_000

    with pytest.raises(Unreadable, match="too large"):
        text_of(stored(cast, packed(DOCUMENT.format(text="x").replace("<w:p>", f"{many}<w:p>"))))


def test_a_main_part_whose_name_says_nothing_is_walked_or_not_read(cast: Cast) -> None:
    content = office(
        main="word/main.bin", body='<!DOCTYPE x [<!ENTITY a "b">]>' + DOCUMENT.format(text="Boats")
    )

    with pytest.raises(Unreadable, match=r"We can’t read this file."):
        text_of(stored(cast, content))


@pytest.mark.parametrize("content", [docx("Boats"), packed("<not xml")], ids=["text", "damaged"])
def test_what_was_read_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    file = stored(cast, content)
    first = outcome(file)
    monkeypatch.setattr(texts, "_document", None)  # reading once more would raise

    assert outcome(file) == first


def outcome(file: StoredFile) -> str:
    try:
        return text_of(file)
    except Unreadable as refusal:
        return f"refused: {refusal}"


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b"\xff"])
def test_a_kept_reading_that_is_damaged_is_read_anew(cast: Cast, left: bytes) -> None:
    file = stored(cast, docx("Boats"))
    text_of(file)
    (kept,) = (Path(settings.MEDIA_ROOT) / file.path).parent.glob(f"{file.sha256}.*")
    kept.write_bytes(left)

    assert text_of(file) == "Boats"
    assert b"Boats" in kept.read_bytes()


def test_a_disk_that_is_full_keeps_nothing_and_answers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    file = stored(cast, docx("Boats on a full disk"))

    def full(*_what: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("agencies.files.readings.write", full)

    assert text_of(file) == "Boats on a full disk"


def test_who_waits_too_long_for_another_document(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "TURN", 0.01)
    with texts._one_at_a_time, pytest.raises(Unreadable, match="Try again"):
        text_of(stored(cast, docx("Waiting")))
