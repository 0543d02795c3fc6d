"""What a file is, judged by its content."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest

from agencies.files import types as filetypes
from agencies.files.storage import clean_name
from agencies.files.types import MAX_BYTES, MAX_UNPACKED, OOXML, RefusedFile, judge

DOCX = f"{OOXML}.wordprocessingml.document"


def packed(*names: str, first: dict[str, bytes] | None = None) -> bytes:
    """A zip file with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (first or {}).items():
            archive.writestr(name, content, zipfile.ZIP_STORED)
        for name in names:
            archive.writestr(name, b"<xml/>")
    return target.getvalue()


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def kind_of(content: bytes) -> str:
    stream = io.BytesIO(content)
    kind = judge(stream, len(content))
    assert stream.tell() == 0  # whoever stores it reads from the beginning
    return kind


def bomb(declared: int) -> bytes:
    """A docx whose directory says that its one member unpacks to `declared` bytes."""
    content = bytearray(packed("word/document.xml"))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", declared)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (packed("[Content_Types].xml", "word/document.xml"), DOCX),
        (packed("xl/workbook.xml"), f"{OOXML}.spreadsheetml.sheet"),
        (packed("ppt/presentation.xml"), f"{OOXML}.presentationml.presentation"),
        (
            packed("content.xml", first={"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "application/vnd.oasis.opendocument.text",
        ),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf"),
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9", "image/jpeg"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image/gif"),
        (b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00", "image/webp"),
        ("# Grüße\n\nEin Text.".encode(), "text/plain"),
        (b"a,b\n1,2\n", "text/plain"),
        (b"x", "text/plain"),
    ],
    ids=["docx", "xlsx", "pptx", "odt", "pdf", "png", "jpeg", "gif", "webp", "markdown", "csv", "letter"],
)
def test_accepted(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
        b"Rar!\x1a\x07\x00",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        packed("anything.txt"),
        packed("META-INF/MANIFEST.MF", "a.class"),
        packed("x", first={"mimetype": b"application/epub+zip"}),
        b"PK\x03\x04 not really a zip",
        packed("word/document.xml")[:60],
        b"text with a NUL \x00 in it",
        b"latin-1 \xe4\xf6\xfc",
    ],
    ids=[
        "exe",
        "elf",
        "doc",
        "class",
        "rar",
        "gzip",
        "zip",
        "jar",
        "epub",
        "fake zip",
        "cut zip",
        "nul",
        "latin-1",
    ],
)
def test_refused(content: bytes) -> None:
    with pytest.raises(RefusedFile) as refusal:
        kind_of(content)

    assert "not accepted" in str(refusal.value)


@pytest.mark.parametrize(
    "claim",
    [
        "application/vnd.oasis.opendocument.",
        "application/vnd.oasis.opendocument.<script>",
        "application/vnd.oasis.opendocument.text\r\nX-Evil: 1",
        "application/vnd.oasis.opendocument.text-master",
    ],
)
def test_an_open_document_of_a_kind_that_we_do_not_know(claim: str) -> None:
    with pytest.raises(RefusedFile):
        kind_of(packed("content.xml", first={"mimetype": claim.encode()}))


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_document_is_accepted_or_refused_and_nothing_else(compression: int, seed: int) -> None:
    """Five hundred documents with a few bytes changed: whatever zipfile makes
    of them, the answer is one of the two."""
    target, chance = io.BytesIO(), random.Random(seed)
    with zipfile.ZipFile(target, "w", compression) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 3)
        archive.writestr("word/document.xml", "<w/>" * 50)
    for _copy in range(500):
        content = bytearray(target.getvalue())
        for _byte in range(chance.choice([1, 1, 2, 4])):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        try:
            kind_of(bytes(content))
        except RefusedFile:
            continue


def test_a_web_page_is_only_ever_text() -> None:
    """Whatever it is called: what is served is plain text, which no browser runs."""
    page = b"<!doctype html><html><script>alert(1)</script></html>"

    assert kind_of(page) == "text/plain"
    assert kind_of(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") == "text/plain"


def test_empty() -> None:
    with pytest.raises(RefusedFile) as refusal:
        kind_of(b"")

    assert str(refusal.value) == "The file is empty."


def test_too_large_is_refused_without_reading() -> None:
    class Untouchable(io.BytesIO):
        def read(self, *_size: int) -> bytes:  # type: ignore[override]
            raise AssertionError("read before its size was judged")

    with pytest.raises(RefusedFile) as refusal:
        judge(Untouchable(), MAX_BYTES + 1)

    assert str(refusal.value) == "The file is larger than 20 MB."


def test_a_document_with_macros() -> None:
    with pytest.raises(RefusedFile) as refusal:
        kind_of(packed("word/document.xml", "word/vbaProject.bin"))

    assert str(refusal.value) == "Documents with macros are not accepted."


def test_a_bomb_by_its_declared_size() -> None:
    assert kind_of(bomb(MAX_UNPACKED)) == DOCX

    with pytest.raises(RefusedFile) as refusal:
        kind_of(bomb(MAX_UNPACKED + 1))

    assert "unpacks to more" in str(refusal.value)


def test_a_bomb_of_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filetypes, "MAX_ENTRIES", 3)
    assert kind_of(packed("word/document.xml", "a", "b")) == DOCX

    with pytest.raises(RefusedFile):
        kind_of(packed("word/document.xml", "a", "b", "c"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Brief.docx", "Brief.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\x.md", "x.md"),
        ("a\x00b\r\nc.txt", "a b c.txt"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("...", "file"),
        ("", "file"),
        ("\u200b", "file"),
        ("\u200b.", "file"),
        ("x" * 300 + ".docx", "x" * 155 + ".docx"),
        ("x" * 300, "x" * 160),
    ],
)
def test_names_are_one_visible_line(given: str, kept: str) -> None:
    assert clean_name(given) == kept
