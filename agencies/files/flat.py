"""Documents that are one XML file (.fodt, Word's .xml): plain text for us, not for office programs."""

from __future__ import annotations

from typing import IO
from xml.parsers.expat import ExpatError

from agencies.files.active_content import Content, WithMacros
from agencies.files.xml_bounds import Doctype, Walk

#: The first elements of such documents: OpenDocument, Word 2003, a package in one file.
ROOTS = frozenset({"document", "wordDocument", "package"})
MOST_NODES = 1_000_000
CHUNK = 64 * 1024


class _OtherText(Exception):
    """It is XML, and no document."""


class _Flat(Content):
    """Hears the document, unless its first element says that it is none."""

    _begun = False

    def element(self, space: str, name: str, attributes: dict[str, str]) -> None:
        if not self._begun and name not in ROOTS:
            raise _OtherText
        self._begun = True
        if name == "part" and "vba" in attributes.get("contentType", "").lower():
            raise WithMacros
        super().element(space, name, attributes)


def check(stream: IO[bytes]) -> None:
    """Judge a text that may be a document in one file, from where the stream stands. A broken one is judged
    as far as a program would read it. Raises WithMacros, Fetches and Excessive."""
    head = stream.read(CHUNK)
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return
    stream.seek(0)
    try:
        Walk(MOST_NODES).through(
            iter(lambda: stream.read(CHUNK), b""), hearer=_Flat(), doctype=Doctype.DECLARING
        )
    except (_OtherText, ExpatError):
        return
