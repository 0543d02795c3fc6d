"""A Word document: its parts by their relationships, whatever they are called, each read or named."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from agencies.files.archives import plain
from agencies.files.reading.gathering import (
    BODY,
    CHARTS,
    COMMENTS,
    DIAGRAMS,
    EMBEDDED,
    ENDNOTES,
    FOOTERS,
    FOOTNOTES,
    HEADERS,
    IMAGES,
    NUMBERING,
    OTHER,
    Gathered,
)
from agencies.files.reading.package import Damaged, Package
from agencies.files.reading.word_part import WordPart

#: The last word of a relationship -> where the words of its target belong.
READ = {
    "footnotes": FOOTNOTES,
    "endnotes": ENDNOTES,
    "header": HEADERS,
    "footer": FOOTERS,
    "comments": COMMENTS,
    "chart": CHARTS,
    "chartex": CHARTS,
    "diagramdata": DIAGRAMS,
}
#: … -> what is not read.
NAMED = {"image": IMAGES, "oleobject": EMBEDDED, "package": EMBEDDED, "control": EMBEDDED}
#: Says how things look, or what else is shown in another place.
SILENT = frozenset(
    {"styles", "styleswitheffects", "theme", "themeoverride", "settings", "websettings", "fonttable", "font"}
    | {"customxml", "people", "commentsextended", "commentsids", "commentsextensible", "hyperlink"}
    | {"diagramlayout", "diagramquickstyle", "diagramcolors", "diagramdrawing", "chartstyle"}
    | {"chartcolorstyle", "printersettings", "attachedtemplate", "documenttasks", "keymapcustomizations"}
)
#: Parts in parts: a chart in a header.
DEEPEST = 4


@dataclass(frozen=True)
class Link:
    """A relationship."""

    id: str
    word: str
    target: str
    external: bool


class Links:
    """Reads a part of relationships."""

    def __init__(self) -> None:
        self.found: list[Link] = []

    def start(self, _space: str, name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            word = given.get("Type", "").rpartition("/")[2].lower()
            external = given.get("TargetMode", "").lower() == "external"
            self.found.append(Link(given.get("Id", ""), word, given.get("Target", ""), external))

    def end(self, _space: str, _name: str) -> None: ...

    def text(self, _piece: str) -> None: ...


class Levels:
    """Reads how lists are numbered."""

    def __init__(self, found: Gathered) -> None:
        self.found = found

    def start(self, _space: str, name: str, given: dict[str, str]) -> None:
        if name in ("numFmt", "lvlText", "start", "startOverride", "lvl", "abstractNumId"):
            self.found.unread(NUMBERING, f"{name} {given.get('val', '')}")

    def end(self, _space: str, _name: str) -> None: ...

    def text(self, _piece: str) -> None: ...


class Root:
    """Whether a part is the text of a Word document."""

    def __init__(self, part: WordPart) -> None:
        self.part, self.names = part, set[str]()

    def start(self, space: str, name: str, given: dict[str, str]) -> None:
        if len(self.part.names) <= 2 and "wordprocessingml" in space:
            self.names.add(name)
        self.part.start(space, name, given)

    def end(self, space: str, name: str) -> None:
        self.part.end(space, name)

    def text(self, piece: str) -> None:
        self.part.text(piece)


def read(package: Package, found: Gathered) -> None:
    """Read a whole document. Raises Damaged where there is no text."""
    mains = [link for link in _links(package, "") if link.word == "officedocument" and not link.external]
    if len(mains) != 1:
        raise Damaged
    main = _target("", mains[0].target)
    links = _links(package, main)
    root = Root(WordPart(found, BODY, _addresses(links)))
    package.read(main, root)
    if not {"document", "body"} <= root.names:
        raise Damaged
    done = {main}
    _follow(package, found, main, links, done, 0)
    _name_the_rest(package, found, done)
    package.walk_the_rest()


def _follow(
    package: Package, found: Gathered, part: str, links: list[Link], done: set[str], depth: int
) -> None:
    for link in sorted(links, key=lambda link: (link.word, link.target)):
        name = _target(part, link.target)
        if link.external or name in done or name not in package.members:
            continue
        done.add(name)
        if link.word in SILENT:
            continue
        if kind := READ.get(link.word):
            inner = _links(package, name)
            package.read(name, WordPart(found, kind, _addresses(inner)))
            if depth < DEEPEST:
                _follow(package, found, name, inner, done, depth + 1)
        elif link.word == "numbering":
            package.read(name, Levels(found))
        else:
            found.unread(NAMED.get(link.word, OTHER), package.digest(name))


def _name_the_rest(package: Package, found: Gathered, done: set[str]) -> None:
    """What no relationship of a part that was read leads to: of the text's own folder alone."""
    for name in sorted(package.members.keys() - done):
        if name.startswith("word/") and not name.endswith((".rels", "/")):
            folder = name.split("/")[1]
            kind = {"media": IMAGES, "embeddings": EMBEDDED}.get(folder, OTHER)
            if kind != OTHER or folder == "glossary":
                found.unread(kind, package.digest(name))


def _links(package: Package, part: str) -> list[Link]:
    folder, name = posixpath.split(part)
    links = Links()
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels in package.members:
        package.read(rels, links)
    return links.found


def _addresses(links: list[Link]) -> dict[str, str]:
    return {link.id: link.target for link in links if link.word == "hyperlink"}


def _target(part: str, target: str) -> str:
    return plain(posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target))))
