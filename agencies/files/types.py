"""What a file is, judged by its content. A name, or what a browser says, decides nothing.

The list is what writing work needs: documents, sheets, slides, images
and plain text. Everything else is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from agencies.files import flat, packages, refusals, rtf
from agencies.files.active_content import Fetches, WithMacros
from agencies.files.archives import Overfull
from agencies.files.encodings import UTF_8, decoded, encoding_of
from agencies.files.rtf_tokens import NotRtf, TooMuch
from agencies.files.xml_bounds import Excessive

#: The largest upload in bytes.
MAX_BYTES = 20 * 1024 * 1024

SIGNED = {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"}
PLAIN = "text/plain"
CHUNK = 64 * 1024
#: A PDF's header, and where it begins at the latest.
_PDF = re.compile(rb"%PDF-[12]\.[0-9]")
LATEST_HEADER = 1024
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")

#: What the upload fields tell people, and the `accept` of their inputs.
ACCEPT = ".docx,.odt,.rtf,.pdf,.md,.txt,.csv,.xlsx,.ods,.pptx,.odp,.png,.jpg,.jpeg,.gif,.webp"


class RefusedFile(ValueError):
    """The file is of no accepted type, or too large. The message is for the person who chose it."""


def judge(stream: IO[bytes], size: int, name: str = "") -> str:
    """The content type of an upload of `size` bytes; the stream is rewound. Raises RefusedFile, whose
    sentence may quote the ending of the `name`, which decides nothing."""
    if size == 0:
        raise RefusedFile(_("The file is empty. Choose a different one."))
    if size > MAX_BYTES:
        raise RefusedFile(
            _("The file is larger than %(most)s MB. Choose a smaller one.")
            % {"most": MAX_BYTES // 1024 // 1024}
        )
    stream.seek(0)
    head = stream.read(8192)
    if head.startswith(b"PK\x03\x04"):
        kind = _packed(stream, name)
    else:
        kind = _rich(stream, name) if rtf.is_rtf(head) else _unpacked(stream, head)
    if not kind:
        raise RefusedFile(refusals.why(stream, head, name, ACCEPT))
    stream.seek(0)
    return kind


def _unpacked(stream: IO[bytes], head: bytes) -> str:
    if refusals.is_another_kind(head):
        return ""
    return _signed(head) or _late_pdf(stream, head) or _plain(stream)


def _signed(head: bytes) -> str:
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return ""
    return next((match.mime_type for match in matches if match.mime_type in SIGNED), "")


def _late_pdf(stream: IO[bytes], head: bytes) -> str:
    """A PDF may have other bytes before its header, as mail and web programs leave some. It ends as PDFs do:
    a text that quotes a header doesn't."""
    if not _PDF.search(head, 0, LATEST_HEADER):
        return ""
    length = stream.seek(0, 2)
    stream.seek(max(0, length - LATEST_HEADER))
    return "application/pdf" if b"%%EOF" in stream.read() else ""


def _packed(stream: IO[bytes], name: str) -> str:
    with _refusing(name):
        return packages.kind_of(stream)


def _rich(stream: IO[bytes], name: str) -> str:
    stream.seek(0)
    with _refusing(name):
        rtf.check(stream.read(MAX_BYTES))
    return rtf.RTF


@contextmanager
def _refusing(name: str = "") -> Iterator[None]:
    """What is wrong with a document, for the person who chose it."""
    try:
        yield
    except packages.Protected:
        raise RefusedFile(refusals.PROTECTED.sentence(name)) from None
    except NotRtf:
        raise RefusedFile(refusals.BROKEN.sentence(name)) from None
    except rtf.WithObjects:
        raise RefusedFile(
            _(
                "RTF files with objects of other programs are not accepted. Remove the objects, or save the "
                "document as .docx."
            )
        ) from None
    except (Overfull, Excessive, TooMuch):
        raise RefusedFile(_("This document is too large once unpacked. Choose a smaller one.")) from None
    except WithMacros:
        raise RefusedFile(_("Documents with macros are not accepted.")) from None
    except Fetches:
        raise RefusedFile(
            _(
                "Documents that load something from elsewhere when opened are not accepted. Remove "
                "linked templates, linked objects and DDE fields, or save the document as a PDF."
            )
        ) from None


def _plain(stream: IO[bytes]) -> str:
    """Judged piece by piece: a text of 20 MB takes no more memory than one of 64 kB."""
    encoding = encoding_of(stream)
    if not encoding:
        return ""
    with _refusing():
        flat.check(_without_declaration(stream, encoding))
    return PLAIN


def _without_declaration(stream: IO[bytes], encoding: str) -> IO[bytes]:
    """A text that may be a document in one file, in UTF-8 whatever it is in and says that it is in; nothing
    for any other text."""
    stream.seek(0)
    head = decoded(stream.read(CHUNK), encoding)
    if not head.lstrip().startswith("<"):
        return io.BytesIO()
    stream.seek(0)
    if encoding == UTF_8 and not _DECLARATION.match(head):
        return stream
    return io.BytesIO(_DECLARATION.sub("", decoded(stream.read(MAX_BYTES), encoding), count=1).encode())
