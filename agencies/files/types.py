"""What a file is, judged by its content. A name, or what a browser says, decides nothing.

The list is what writing work needs: documents, sheets, slides, images
and plain text. Everything else is refused.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from agencies.files import flat, packages
from agencies.files.active_content import Fetches, WithMacros
from agencies.files.archives import Overfull
from agencies.files.xml_bounds import Excessive
from project.base import text as texts

#: The largest upload in bytes.
MAX_BYTES = 20 * 1024 * 1024

SIGNED = {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"}
PLAIN = "text/plain"
CHUNK = 64 * 1024

#: What the upload fields tell people, and the `accept` of their inputs.
ACCEPT = ".docx,.odt,.pdf,.md,.txt,.csv,.xlsx,.ods,.pptx,.odp,.png,.jpg,.jpeg,.gif,.webp"


class RefusedFile(ValueError):
    """The file is of no accepted type, or too large. The message is for the person who chose it."""


def judge(stream: IO[bytes], size: int) -> str:
    """The content type of an upload of `size` bytes; the stream is rewound. Raises RefusedFile."""
    if size == 0:
        raise RefusedFile(_("The file is empty. Choose a different one."))
    if size > MAX_BYTES:
        raise RefusedFile(
            _("The file is larger than %(most)s MB. Choose a smaller one.")
            % {"most": MAX_BYTES // 1024 // 1024}
        )
    stream.seek(0)
    head = stream.read(8192)
    kind = _packed(stream) if head.startswith(b"PK\x03\x04") else _signed(head) or _plain(stream)
    stream.seek(0)
    if not kind:
        raise RefusedFile(
            _("This file type is not accepted. Accepted types: %(types)s.")
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
    with _refusing():
        return packages.kind_of(stream)


@contextmanager
def _refusing() -> Iterator[None]:
    """What is wrong with a document, for the person who chose it."""
    try:
        yield
    except (Overfull, Excessive):
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
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(CHUNK):
            if texts.has_forbidden(decoder.decode(chunk)):
                return ""
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return ""
    stream.seek(0)
    with _refusing():
        flat.check(stream)
    return PLAIN
