"""Which document a packed file is, by what it says inside: content types and relationships of Office Open
XML, the manifest of OpenDocument. How its members are called decides nothing."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO
from urllib.parse import unquote
from xml.parsers.expat import ExpatError

from agencies.files.active_content import Content, Fetches, WithMacros, check_link
from agencies.files.archives import DAMAGED, Members, Overfull, opened, plain
from agencies.files.xml_bounds import Doctype, Element, Excessive, Forbidden, Walk

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
#: Every one is called so, with macros or without.
_BINARY_WORKBOOK = "application/vnd.ms-excel.sheet.binary.macroenabled.main"
_SCRIPTS = frozenset({"basic", "scripts", "dialogs"})
#: Relationships whose target is read when the document is opened: refused where it is elsewhere.
_LOADED = frozenset(
    {"attachedtemplate", "oleobject", "subdocument", "frame", "package", "mailmergesource", "control"}
)
#: Rows of tables, whose cells call nothing that is not declared in another part.
_BULK = re.compile(r"spreadsheetml\.(worksheet|sharedstrings|pivotcacherecords)\+xml$")
#: Of an old Office document inside: its Visual Basic, and a file of any kind that a click opens.
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLE_CODE = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "\1Ole10Native"))
#: Of an old workbook inside: the record that names a sheet, of the kind that holds Excel 4.0 macros. Source:
#: [MS-XLS] 2.4.28 BoundSheet8 (type, size, position, visibility, kind).
_MACRO_SHEET = re.compile(rb"\x85\x00.\x00.{4}[\x00-\x02]\x01", re.DOTALL)
#: Bytes of what is read to judge, and nodes in it: of what says what there is, and of what there is.
MOST_BYTES = 8 * 1024 * 1024
MOST_NODES = 200_000
MOST_CONTENT = 48 * 1024 * 1024
MOST_CONTENT_NODES = 1_000_000
#: Packages in packages, such as the table behind a chart in a text.
DEEPEST = 2
CHUNK = 64 * 1024
#: Of the flags of an entry in an archive.
ENCRYPTED = 1


class Protected(Exception):
    """The document is encrypted: nobody can tell what it holds."""


def kind_of(stream: IO[bytes]) -> str:
    """The content type of a packed document, "" for one of another kind or a damaged one. Raises Overfull,
    WithMacros, Fetches and Protected."""
    try:
        return _Budget().kind_of(stream, 0)
    except Excessive:
        raise Overfull from None
    except (*DAMAGED, ExpatError, Forbidden):
        return ""


class _Budget:
    """What may still be read of a document and all that is packed into it."""

    def __init__(self) -> None:
        self.walk, self.left = Walk(MOST_NODES), MOST_BYTES
        self.content, self.content_left = Walk(MOST_CONTENT_NODES), MOST_CONTENT

    def kind_of(self, stream: IO[bytes], depth: int) -> str:
        if depth > DEEPEST:
            raise Overfull
        with opened(stream) as (archive, members):
            if any(entry.flag_bits & ENCRYPTED for entry in members.values()):
                raise Protected
            inside = _Inside(archive, members, self, depth)
            return inside.open_document() if "mimetype" in members else inside.office()

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Overfull

    def take_content(self, size: int) -> None:
        self.content_left -= size
        if self.content_left < 0:
            raise Overfull


class _Inside:
    """What a package says of its parts, and what these would do; read within a budget."""

    def __init__(self, archive: zipfile.ZipFile, members: Members, budget: _Budget, depth: int) -> None:
        self.archive, self.members, self.budget, self.depth = archive, members, budget, depth

    def office(self) -> str:
        types, links = _ContentTypes(), _Links()
        self._walk("[content_types].xml", types.element)
        for name in self.members:
            if name.endswith(".rels"):
                links.of = name
                self._walk(name, links.element)
        declared = (kind for kind in types.declared(self.members) if kind != _BINARY_WORKBOOK)
        if any(map(_ACTIVE.search, (*declared, *links.words, *self.members))):
            raise WithMacros
        self._judge_contents(types.of)
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
        kinds = {plain(path): of.lower() for path, of in manifest.entries.items()}
        self._judge_contents(lambda name: kinds.get(name, ""))
        return kind if kind in OPEN_DOCUMENT and manifest.entries.get("/") == kind else ""

    def _judge_contents(self, type_of: Callable[[str], str]) -> None:
        """Walk what is XML by its name or its type; look into what is a document of its own."""
        for name, entry in self.members.items():
            kind = type_of(name)
            if name.endswith(".rels") or not entry.file_size or _BULK.search(kind):
                continue
            if name.endswith(".xml") or kind.endswith(("+xml", "/xml")):
                self.budget.take_content(entry.file_size)
                with self.archive.open(entry) as member:
                    self.budget.content.through(_pieces(member), hearer=Content(), doctype=Doctype.NAMED)
            else:
                self._judge_binary(entry)

    def _judge_binary(self, entry: zipfile.ZipInfo) -> None:
        with self.archive.open(entry) as member:
            head = member.read(len(_OLE))
        if head != _OLE and not head.startswith(b"PK\x03\x04"):
            return
        self.budget.take_content(entry.file_size)
        content = self.archive.read(entry)
        if head != _OLE:
            self.budget.kind_of(io.BytesIO(content), self.depth + 1)
        elif any(name in content for name in _OLE_CODE) or _MACRO_SHEET.search(content):
            raise WithMacros

    def _walk(self, name: str, element: Element) -> None:
        """Walk one member, BadZipFile when it is missing."""
        entry = self.members.get(name)
        if entry is None:
            raise zipfile.BadZipFile(name)
        self.budget.take(entry.file_size)
        with self.archive.open(entry) as member:
            self.budget.walk.through(_pieces(member), element)


def _pieces(member: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: member.read(CHUNK), b"")


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
        if word in ("afchunk", "extensibility"):
            # Another document whole, of whatever format; a menu of its own, whose entries call code.
            raise Fetches if word == "afchunk" else WithMacros
        if attributes.get("TargetMode", "").lower() == "external":
            target = attributes.get("Target", "")
            check_link(target, loaded=word in _LOADED, shown=word != "hyperlink")
        if self.of == "_rels/.rels" and word == "officedocument":
            self.mains.add(_part(attributes.get("Target", "")))


class _Manifest:
    """What META-INF/manifest.xml says: types by path."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "encryption-data":
            raise Protected
        if name == "file-entry":
            self.entries[attributes.get("full-path", "")] = attributes.get("media-type", "")


def _part(name: str) -> str:
    """A part's name as `plain` writes it."""
    return plain(posixpath.normpath(f"/{unquote(name)}"))
