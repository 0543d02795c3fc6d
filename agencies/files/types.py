"""What a file is, judged by its content. A name, or what a browser says, decides nothing.

The list is what writing work needs: documents, sheets, slides, images
and plain text. Everything else is refused.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from project.base import text as texts

#: The largest upload in bytes, and what a packed file may unpack to.
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 5_000

OOXML = "application/vnd.openxmlformats-officedocument"
#: Member of a packed document -> its type.
PACKED = {
    "word/document.xml": f"{OOXML}.wordprocessingml.document",
    "xl/workbook.xml": f"{OOXML}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OOXML}.presentationml.presentation",
}
OPEN_DOCUMENT = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
#: What reading a damaged archive raises: zipfile's own, its decompressors', and those of numbers that make no
#: sense.
DAMAGED = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
SIGNED = {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"}
PLAIN = "text/plain"

#: What the upload fields tell people, and the `accept` of their inputs.
ACCEPT = ".docx,.odt,.pdf,.md,.txt,.csv,.xlsx,.ods,.pptx,.odp,.png,.jpg,.jpeg,.gif,.webp"


class RefusedFile(ValueError):
    """The file is of no accepted type, or too large. The message is for the person who chose it."""


def judge(stream: IO[bytes], size: int) -> str:
    """The content type of an upload of `size` bytes; the stream is rewound. Raises RefusedFile."""
    if size == 0:
        raise RefusedFile(_("The file is empty."))
    if size > MAX_BYTES:
        raise RefusedFile(_("The file is larger than %(most)s MB.") % {"most": MAX_BYTES // 1024 // 1024})
    stream.seek(0)
    head = stream.read(8192)
    kind = _packed(stream) if head.startswith(b"PK\x03\x04") else _signed(head) or _plain(stream)
    stream.seek(0)
    if not kind:
        raise RefusedFile(
            _("This type of file is not accepted. Accepted are %(types)s.")
            % {"types": ACCEPT.replace(",", " ")}
        )
    return kind


def _signed(head: bytes) -> str:
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return ""
    return next((match.mime_type for match in matches if match.mime_type in SIGNED), "")


def _packed(stream: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise RefusedFile(_("The document unpacks to more than is accepted."))
            names = {entry.filename for entry in entries}
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    kind = member.read(100).decode("ascii", "replace").strip()
                return kind if kind in OPEN_DOCUMENT else ""
    except RefusedFile:
        raise
    except DAMAGED:
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):
        raise RefusedFile(_("Documents with macros are not accepted."))
    return next((kind for member, kind in PACKED.items() if member in names), "")


def _plain(stream: IO[bytes]) -> str:
    stream.seek(0)
    try:
        content = stream.read().decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if texts.has_forbidden(content) else PLAIN
