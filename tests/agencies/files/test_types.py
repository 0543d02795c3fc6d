"""What a file is, judged by its content."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest

from agencies.files import archives
from agencies.files.archives import MAX_ENTRIES, MAX_UNPACKED
from agencies.files.names import clean_name
from agencies.files.packages import OOXML
from agencies.files.types import CHUNK, MAX_BYTES, RefusedFile, judge
from tests.helpers.packages import crowd, lying, office, open_document, packed

DOCX = f"{OOXML}.wordprocessingml.document"


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


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (office(), DOCX),
        (office("xlsx"), f"{OOXML}.spreadsheetml.sheet"),
        (office("pptx"), f"{OOXML}.presentationml.presentation"),
        (open_document(), "application/vnd.oasis.opendocument.text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf"),
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9", "image/jpeg"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image/gif"),
        (b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00", "image/webp"),
        ("# Grüße\n\nEin Text.".encode(), "text/plain"),
        (b"a,b\n1,2\n", "text/plain"),
        (b"x", "text/plain"),
        (b"latin-1 \xe4\xf6\xfc", "text/plain"),
    ],
    ids=[
        "docx",
        "xlsx",
        "pptx",
        "odt",
        "pdf",
        "png",
        "jpeg",
        "gif",
        "webp",
        "markdown",
        "csv",
        "letter",
        "latin-1",
    ],
)
def test_accepted(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "a program"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "in the old Office format"),
        (b"\xca\xfe\xba\xbe\x00\x00\x00\x34", "a program"),
        (b"Rar!\x1a\x07\x00", "an archive"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "an archive"),
        (packed({"anything.txt": ""}), "a ZIP archive"),
        (packed({"META-INF/MANIFEST.MF": "", "a.class": ""}), "a ZIP archive"),
        (packed({"mimetype": "application/epub+zip", "x": ""}), "an e-book"),
        (b"PK\x03\x04 not really a zip", "damaged"),
        (office()[:60], "damaged"),
        (b"text with a NUL \x00 in it", "type is not accepted. Accepted types"),
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
    ],
)
def test_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RefusedFile) as refusal:
        kind_of(content)

    assert reason in str(refusal.value)


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
        kind_of(packed({"mimetype": claim, "content.xml": ""}))
    with pytest.raises(RefusedFile):
        kind_of(open_document(claim.rpartition(".")[2].replace("<", "&lt;")))


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_document_is_accepted_or_refused_and_nothing_else(compression: int, seed: int) -> None:
    """Five hundred documents with a few bytes changed: whatever zipfile makes
    of them, the answer is one of the two."""
    chance = random.Random(seed)
    documents = [office(method=compression), open_document(members={"x": "<w/>" * 50})]
    for copy in range(500):
        content = bytearray(documents[copy % 2])
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

    assert str(refusal.value) == "The file is empty. Choose a different one."


def test_too_large_is_refused_without_reading() -> None:
    class Untouchable(io.BytesIO):
        def read(self, *_size: int) -> bytes:  # type: ignore[override]
            raise AssertionError("read before its size was judged")

    with pytest.raises(RefusedFile) as refusal:
        judge(Untouchable(), MAX_BYTES + 1)

    assert str(refusal.value) == "The file is larger than 20 MB. Choose a smaller one."


def test_a_document_with_macros() -> None:
    with pytest.raises(RefusedFile) as refusal:
        kind_of(office(members={"word/vbaProject.bin": b""}))

    assert str(refusal.value) == "Documents with macros are not accepted."


def test_a_bomb_by_its_declared_size() -> None:
    honest = office(members={"z": b""})
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        left = MAX_UNPACKED - sum(entry.file_size for entry in archive.infolist())
    assert kind_of(lying(honest, size=left)) == DOCX

    with pytest.raises(RefusedFile) as refusal:
        kind_of(lying(honest, size=left + 1))

    assert "This document is too large once unpacked. Choose a smaller one." in str(refusal.value)


def test_a_bomb_of_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 6)
    assert kind_of(office(members={"a": b"", "b": b""})) == DOCX

    with pytest.raises(RefusedFile):
        kind_of(office(members={"a": b"", "b": b"", "c": b""}))


@pytest.mark.parametrize("told", [None, 5, 65_535])
def test_entries_are_counted_before_an_object_is_made_of_each(
    monkeypatch: pytest.MonkeyPatch, told: int | None
) -> None:
    """Whatever number the end of the archive tells."""
    content = lying(crowd(MAX_ENTRIES), entries=told)
    monkeypatch.setattr(archives.zipfile, "ZipFile", None)

    with pytest.raises(RefusedFile, match=r"This document is too large once unpacked. Choose a smaller one."):
        kind_of(content)


def test_the_archive_of_a_program_that_always_writes_large_ones() -> None:
    """Whose end record is the 64-bit one, with a comment behind it."""
    content = office()
    end = content.rindex(b"PK\x05\x06")
    entries, size, start = struct.unpack_from("<HLL", content, end + 10)
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 2**32 - 1, 2**32 - 1, 5)

    assert kind_of(content[:end] + large + locator + last + b"Hello") == DOCX


def test_a_long_text_is_judged_piece_by_piece() -> None:
    """A letter of two bytes over every border between pieces; no read asks for more than a piece."""

    class Small(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None and 0 <= size <= CHUNK
            return super().read(size)

    content = ("x" + "ä" * (3 * CHUNK)).encode()

    assert judge(Small(content), len(content)) == "text/plain"
    with pytest.raises(RefusedFile):
        judge(Small(content[:-1]), len(content) - 1)


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
