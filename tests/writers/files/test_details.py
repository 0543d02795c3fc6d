"""What programs write into files is not in the copy that is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agencies.files.texts import DOCX
from agencies.files.types import PLAIN, RefusedFile, judge
from tests.helpers.packages import OFFICE, external, office, relations
from tests.helpers.papers import pdf
from writers.files.details import strip_details

CANARY = "Clara Benedetti of Kettle"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def stripped(content: bytes, kind: str) -> bytes:
    return bytes(strip_details(SimpleUploadedFile("a.docx", content), kind).read())


def photo(kind: str) -> bytes:
    picture, target = Image.new("RGB", (8, 4), (200, 20, 20)), io.BytesIO()
    exif = picture.getexif()
    exif[0x013B], exif[0x0112] = CANARY, 6
    picture.save(target, kind, exif=exif)
    return target.getvalue()


def photo_of(kind: str, size: tuple[int, int], mode: str) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size).save(target, kind)
    return target.getvalue()


def document() -> bytes:
    body = (
        f'<?xml version="1.0"?><w:document {W}><w:body><w:p>'
        f'<w:commentRangeStart w:id="1"/><w:r><w:t>Boats come in.</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        f'<w:ins w:id="2" w:author="{CANARY}" w:date="2026-01-01"><w:r><w:t>At dusk.</w:t></w:r></w:ins>'
        f'<w:del w:id="3" w:author="x"><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>'
        "</w:p></w:body></w:document>"
    )
    return office(
        body=body,
        members={
            "docProps/core.xml": f"<coreProperties><creator>{CANARY}</creator></coreProperties>",
            "docProps/app.xml": f"<Properties><Company>{CANARY}</Company></Properties>",
            "docProps/custom.xml": f"<Properties><a>{CANARY}</a></Properties>",
            "word/comments.xml": f'<?xml version="1.0"?><w:comments {W}><w:comment w:author="{CANARY}">'
            f"<w:p>{CANARY}</w:p></w:comment></w:comments>",
            "word/people.xml": f"<w:people {W}><w:person>{CANARY}</w:person></w:people>",
            "customXml/item1.xml": f"<a><b>{CANARY}</b></a>",
            "word/media/image1.jpg": photo("JPEG"),
        },
        endings={"jpg": "image/jpeg", "xml": "application/xml"},
    )


def test_a_document_tells_neither_who_wrote_it_nor_what_was_said_of_it() -> None:
    before = document()
    packed = zipfile.ZipFile(io.BytesIO(before))
    assert sum(CANARY.encode() in packed.read(name) for name in packed.namelist()) == 8

    after = zipfile.ZipFile(io.BytesIO(stripped(before, DOCX)))

    assert not [name for name in after.namelist() if CANARY.encode() in after.read(name)]
    text = after.read("word/document.xml").decode()
    assert "Boats come in." in text and "At dusk." in text and "comment" not in text
    assert {entry.date_time for entry in after.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_a_document_still() -> None:
    content = stripped(document(), DOCX)

    assert judge(io.BytesIO(content), len(content)) == DOCX


def odd_document() -> bytes:
    """Whatever a document may hold beside its text."""
    body = (
        f'<?xml version="1.0"?><w:document {W} xmlns:o="o" xmlns:r="r"><w:body><w:p><w:r><w:t>Boats</w:t>'
        '<w:object><o:OLEObject r:id="r0"/></w:object></w:r></w:p></w:body></w:document>'
    )
    return office(
        body=body,
        links=((f"{OFFICE}/package", "embeddings/sheet.xlsx"), (f"{OFFICE}/styles", "styles.xml")),
        overrides={"docMetadata/LabelInfo.xml": "application/xml"},
        members={
            "word/styles.xml": f"<w:styles {W}/>",
            "word/embeddings/sheet.xlsx": CANARY,
            "word/printerSettings1.bin": CANARY,
            "docMetadata/LabelInfo.xml": f"<a>{CANARY}</a>",
            "customXml/item1.xml": f'<a><b c="{CANARY}"/></a>',
            "word/settings.xml": f'<w:settings {W} xmlns:r="r"><w:attachedTemplate r:id="r0"/></w:settings>',
            "word/_rels/settings.xml.rels": relations(external(f"{OFFICE}/attachedTemplate", CANARY)),
        },
        endings={"xlsx": "application/xlsx", "xml": "application/xml", "bin": "application/bin"},
    )


def test_nothing_embedded_or_attached_is_kept_nor_anything_that_leads_to_it() -> None:
    after = zipfile.ZipFile(io.BytesIO(stripped(odd_document(), DOCX)))

    everything = b" ".join(after.read(name) for name in after.namelist())
    for gone in (CANARY, "embeddings", "OLEObject", "attachedTemplate", "LabelInfo"):
        assert gone.encode() not in everything and gone not in " ".join(after.namelist()), gone
    assert b"Boats" in everything and b"styles.xml" in after.read("word/_rels/document.xml.rels")


@pytest.mark.parametrize(
    "picture",
    [
        lambda: b"<svg>no</svg>",
        lambda: b"\xff\xd8\xff broken",
        lambda: photo_of("PNG", (30_000, 30_000), "1"),
    ],
    ids=["drawing", "broken", "too large"],
)
def test_a_document_with_a_picture_that_we_cannot_draw_is_refused(picture: Callable[[], bytes]) -> None:
    content = office(members={"word/media/image1.png": picture()}, endings={"png": "image/png"})

    with pytest.raises(RefusedFile):
        stripped(content, DOCX)


def test_too_many_pixels_are_refused_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def decoded(*_what: object) -> None:
        raise AssertionError("It was decoded.")

    content = photo_of("PNG", (5_000, 5_000), "1")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)

    with pytest.raises(RefusedFile, match="million"):
        stripped(content, "image/png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_its_pixels_alone_and_stands_upright(kind: str) -> None:
    content = stripped(photo(kind), f"image/{kind.lower()}")

    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (4, 8) and not picture.getexif() and CANARY.encode() not in content


def test_a_text_is_what_it_was() -> None:
    assert stripped(b"Boats come in.", PLAIN) == b"Boats come in."


@pytest.mark.parametrize(
    ("content", "kind"),
    [(pdf(), "application/pdf"), (b"PK\x03\x04broken", DOCX), (b"\xff\xd8\xff broken", "image/jpeg")],
)
def test_of_what_nothing_can_be_removed_is_refused(content: bytes, kind: str) -> None:
    with pytest.raises(RefusedFile):
        stripped(content, kind)


def test_marks_that_never_close_take_no_longer_than_the_document_is_long() -> None:
    body = f'<?xml version="1.0"?><w:document {W}><w:body>' + "<w:del>" * 300_000

    assert stripped(office(body=body), DOCX)
