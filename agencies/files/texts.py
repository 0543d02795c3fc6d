"""The plain text of a stored file, for comparing: .docx and text files, within bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.parsers.expat import ExpatError

import mammoth
from django.conf import settings
from django.utils.translation import gettext as _

from agencies.files.types import DAMAGED, OOXML, PLAIN
from agencies.models import StoredFile

DOCX = f"{OOXML}.wordprocessingml.document"
READABLE = frozenset({DOCX, PLAIN})
#: Bytes of a file, and of the XML that a document unpacks to: reading takes about a second for the largest.
MOST_BYTES = 5 * 1024 * 1024
MOST_XML = 4 * 1024 * 1024


class Unreadable(ValueError):
    """No text can be had from the file. The message is for a person."""


def text_of(stored: StoredFile) -> str:
    """The text of a file: paragraphs of a .docx parted by empty lines,
    formatting left out; a text file as it is.

    Raises Unreadable for other types, for what is too large, and for a document that is damaged.
    """
    if stored.content_type not in READABLE:
        raise Unreadable(_("Only text and .docx files can be compared."))
    if stored.size > MOST_BYTES:
        raise Unreadable(_("This file is too large to compare. Please read the two versions one by one."))
    try:
        content = (Path(settings.MEDIA_ROOT) / stored.path).read_bytes()
    except FileNotFoundError:
        raise Unreadable(_("This file cannot be read.")) from None
    return _docx(content) if stored.content_type == DOCX else content.decode("utf-8").replace("\r\n", "\n")


def _docx(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            if sum(entry.file_size for entry in parts) > MOST_XML:
                raise Unreadable(
                    _("This document is too large to compare. Please read the two versions one by one.")
                )
            # A document of a word processor defines no entities; one that does wants to unpack to something
            # else.
            if any(b"<!DOCTYPE" in archive.read(entry) for entry in parts):
                raise Unreadable(_("This file cannot be read."))
        return str(mammoth.extract_raw_text(io.BytesIO(content)).value).strip("\n")
    except Unreadable:
        raise
    except (*DAMAGED, ExpatError, KeyError, AttributeError, TypeError) as error:
        raise Unreadable(_("This file cannot be read.")) from error
