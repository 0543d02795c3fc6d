"""Why a file is refused: what it is, judged by its content, and what its sender can do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from django.utils.translation import gettext as _

from agencies.files.archives import DAMAGED, Overfull, opened
from agencies.files.foreign import (
    AGAIN,
    APPLE,
    ARCHIVE,
    AVIF,
    BOOK,
    BROKEN,
    DECLARED,
    ENTRIES,
    FILM,
    HEIC,
    OLD_OFFICE,
    OLE,
    PROTECTED,
    SIGNATURES,
    Kind,
    ending_of,
)

CHUNK = 256 * 1024
TEXTS = frozenset({"txt", "md", "csv"})


def is_another_kind(head: bytes) -> bool:
    """Whether a file that begins so is surely of a kind that we don't take, whatever follows."""
    return head.startswith(OLE) or _by_signature(head) is not None


def why(stream: IO[bytes], head: bytes, name: str, accepted: str) -> str:
    """The reason for which a file is refused that begins with `head`; `accepted` are the endings of what is
    not."""
    found = _by_signature(head)
    if head.startswith(OLE):
        found = _old_office(stream)
    elif head.startswith(b"PK"):
        found = _packed(stream, name)
    if found:
        return found.sentence(name)
    ending = ending_of(name)
    if ending in TEXTS:
        return _(
            "This file isn’t plain text: it has bytes that no text has. Open it in an editor, save it as "
            "plain text in UTF-8 and attach the new file."
        )
    if f".{ending}" in accepted.split(","):
        return _("This is not a “.%(ending)s” file, or it is damaged. %(advice)s") % {
            "ending": ending,
            "advice": AGAIN,
        }
    return _("This file type is not accepted. Accepted types: %(types)s.") % {
        "types": accepted.replace(",", " ")
    }


def _by_signature(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return (
            HEIC
            if brand in (b"heic", b"heix", b"mif1", b"hevc", b"msf1")
            else AVIF
            if brand == b"avif"
            else FILM
        )
    return next((kind for begin, kind in SIGNATURES if head.startswith(begin) and _fits(begin, head)), None)


def _fits(begin: bytes, head: bytes) -> bool:
    """Two letters are no proof: what is text goes on as text."""
    return len(begin) > 2 or any(byte < 9 for byte in head[:256])


def _old_office(stream: IO[bytes]) -> Kind:
    names = {name: name.encode("utf-16-le") for name in ENTRIES}
    seen = set()
    before = b""
    stream.seek(0)
    while piece := stream.read(CHUNK):
        window = before + piece
        seen |= {name for name, raw in names.items() if raw in window}
        before = piece[-64:]
    return next((kind for name, kind in ENTRIES.items() if name in seen), OLD_OFFICE)


def _packed(stream: IO[bytes], name: str) -> Kind:
    """An archive that is none of the documents that we take."""
    try:
        with opened(stream) as (archive, members):
            if any(entry.flag_bits & 1 for entry in members.values()):
                return PROTECTED
            if any(member.endswith(".iwa") for member in members) or "index.apxl" in members:
                return APPLE.get(ending_of(name), APPLE["pages"])
            said = b"".join(
                archive.read(members[one])[:CHUNK]
                for one in ("mimetype", "[content_types].xml")
                if one in members and members[one].file_size < CHUNK
            )
    except (Overfull, *DAMAGED):
        return BROKEN
    if b"epub" in said:
        return BOOK
    declared = next((kind for word, kind in DECLARED.items() if word in said), None)
    if declared is None and b"opendocument" in said:
        return BROKEN
    return declared or (BROKEN if _is_document(members, name) else ARCHIVE)


def _is_document(members: Iterable[str], name: str) -> bool:
    """Whether it was a document once: by what is in it, or by its name."""
    folders = ("word/", "xl/", "ppt/")
    return ending_of(name) in ("docx", "xlsx", "pptx", "odt", "ods", "odp") or any(
        member == "[content_types].xml" or member.startswith(folders) for member in members
    )
