"""Which document a packed file is, by what it says inside: content types and relationships of Office Open
XML, the manifest of OpenDocument. How its members are called decides nothing."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from urllib.parse import unquote
from xml.parsers.expat import ExpatError

from agencies.files.archives import DAMAGED, Members, Overfull, opened, plain
from agencies.files.xml_bounds import Element, Excessive, Forbidden, Walk

OOXML = "application/vnd.openxmlformats-officedocument"
#: Content type of the main part -> type of the document.
MAIN_PARTS = {
    f"{OOXML}.{kind}.main+xml": f"{OOXML}.{kind}"
    for kind in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
}
OPEN_DOCUMENT = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
#: In content types and in the last word of relationships: Visual Basic, sheets of Excel 4, documents and
#: controls that bring them.
_ACTIVE = re.compile("vba|macro|activex")
_SCRIPTS = frozenset({"basic", "scripts", "dialogs"})
#: Bytes of what is read to judge, and nodes in it.
MOST_BYTES = 8 * 1024 * 1024
MOST_NODES = 200_000
CHUNK = 64 * 1024


class WithMacros(Exception):
    """The document can run something."""


def kind_of(stream: IO[bytes]) -> str:
    """The content type of a packed document, "" for one of another kind or a damaged one. Raises Overfull and
    WithMacros."""
    try:
        with opened(stream) as (archive, members):
            inside = _Inside(archive, members)
            return inside.open_document() if "mimetype" in members else inside.office()
    except Excessive:
        raise Overfull from None
    except (*DAMAGED, ExpatError, Forbidden):
        return ""


class _Inside:
    """What a package says of its parts, read within MOST_BYTES and MOST_NODES together."""

    def __init__(self, archive: zipfile.ZipFile, members: Members) -> None:
        self.archive, self.members = archive, members
        self.walk, self.left = Walk(MOST_NODES), MOST_BYTES

    def office(self) -> str:
        types, links = _ContentTypes(), _Links()
        self._walk("[content_types].xml", types.element)
        for name in self.members:
            if name.endswith(".rels"):
                links.of = name
                self._walk(name, links.element)
        if any(map(_ACTIVE.search, (*types.declared(self.members), *links.words, *self.members))):
            raise WithMacros
        if len(links.mains) != 1 or not links.mains <= self.members.keys():
            return ""
        return MAIN_PARTS.get(types.of(links.mains.pop()), "")

    def open_document(self) -> str:
        with self.archive.open(self.members["mimetype"]) as member:
            kind = member.read(100).decode("ascii", "replace").strip()
        manifest = _Manifest()
        self._walk("meta-inf/manifest.xml", manifest.element)
        if any(_SCRIPTS & set(plain(path).split("/")[:-1]) for path in (*self.members, *manifest.entries)):
            raise WithMacros
        return kind if kind in OPEN_DOCUMENT and manifest.entries.get("/") == kind else ""

    def _walk(self, name: str, element: Element) -> None:
        """Walk one member, BadZipFile when it is missing."""
        entry = self.members.get(name)
        if entry is None:
            raise zipfile.BadZipFile(name)
        self.left -= entry.file_size
        if self.left < 0:
            raise Overfull
        with self.archive.open(entry) as member:
            self.walk.through(iter(lambda: member.read(CHUNK), b""), element)


class _ContentTypes:
    """What [Content_Types].xml says: types by ending, and of single parts."""

    def __init__(self) -> None:
        self.endings: dict[str, str] = {}
        self.parts: dict[str, str] = {}

    def element(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").partition(";")[0].strip().lower()
        if name == "Default":
            self.endings[attributes.get("Extension", "").lower()] = kind
        elif name == "Override":
            self.parts[_part(attributes.get("PartName", ""))] = kind

    def of(self, part: str) -> str:
        return self.parts.get(part) or self.endings.get(part.rpartition(".")[2], "")

    def declared(self, members: Members) -> Iterator[str]:
        """Every type that a part has, or that one which we do not find is said to have."""
        yield from self.parts.values()
        yield from (self.endings.get(name.rpartition(".")[2], "") for name in members)


class _Links:
    """What the relationships say, of the package itself and of its parts."""

    def __init__(self) -> None:
        self.of = ""
        self.words: set[str] = set()
        self.mains: set[str] = set()

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        word = attributes.get("Type", "").rpartition("/")[2].lower()
        self.words.add(word)
        if self.of == "_rels/.rels" and word == "officedocument":
            self.mains.add(_part(attributes.get("Target", "")))


class _Manifest:
    """What META-INF/manifest.xml says: types by path."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "file-entry":
            self.entries[attributes.get("full-path", "")] = attributes.get("media-type", "")


def _part(name: str) -> str:
    """A part's name as `plain` writes it."""
    return plain(posixpath.normpath(f"/{unquote(name)}"))
