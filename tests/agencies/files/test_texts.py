"""The text of a stored file, within bounds, and nothing but a sentence for what has none."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.files.storage import store
from agencies.files.texts import MOST_BYTES, MOST_XML, Unreadable, text_of
from agencies.models import StoredFile
from tests.helpers.cast import Cast
from tests.helpers.papers import DOCUMENT, RELATIONS, TYPES, docx, pdf

pytestmark = pytest.mark.django_db


def stored(cast: Cast, content: bytes) -> StoredFile:
    return store(agency_id=cast.inkwell.pk, upload=SimpleUploadedFile("x", content))


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
    with pytest.raises(Unreadable, match="cannot be read"):
        text_of(stored(cast, packed(document)))


def test_a_document_that_unpacks_to_too_much(cast: Cast) -> None:
    """Four megabytes of XML in a file of a few kilobytes."""
    with pytest.raises(Unreadable, match="too large"):
        text_of(stored(cast, docx("x" * MOST_XML)))


def test_a_file_that_is_too_large(cast: Cast) -> None:
    with pytest.raises(Unreadable, match="too large"):
        text_of(stored(cast, b"x" * (MOST_BYTES + 1)))


def test_bytes_that_are_missing(cast: Cast, settings: Any, tmp_path: Any) -> None:
    file = stored(cast, b"A text")
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(Unreadable):
        text_of(file)
