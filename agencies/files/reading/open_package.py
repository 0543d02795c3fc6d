"""An OpenDocument text: its text, the headers and footers of its pages, and what is embedded in it."""

from __future__ import annotations

import posixpath

from agencies.files.archives import plain
from agencies.files.reading.gathering import BODY, CHARTS, EMBEDDED, IMAGES, Gathered
from agencies.files.reading.open_formulas import OpenFormula
from agencies.files.reading.open_part import OpenPart
from agencies.files.reading.package import Damaged, Package
from agencies.files.xml_bounds import Doctype


class _Root:
    """Reads an embedded object, which its first element tells the kind of; or the text, which must be one."""

    def __init__(self, found: Gathered, *, embedded: bool) -> None:
        self.found, self.embedded = found, embedded
        self.part: OpenPart | OpenFormula | None = None
        self.is_text = False

    def start(self, space: str, name: str, given: dict[str, str]) -> None:
        if self.part is None:
            kind = CHARTS if self.embedded else BODY
            self.part = OpenFormula(self.found) if name == "math" else OpenPart(self.found, kind)
        self.is_text |= name == "text" and space.endswith(":office:1.0")
        self.part.start(space, name, given)

    def end(self, space: str, name: str) -> None:
        if self.part:
            self.part.end(space, name)

    def text(self, piece: str) -> None:
        if self.part:
            self.part.text(piece)


def read(package: Package, found: Gathered) -> None:
    """Read a whole document. Raises Damaged where there is no text."""
    root = _Root(found, embedded=False)
    package.read("content.xml", root, doctype=Doctype.NAMED)
    if not root.is_text or not isinstance(root.part, OpenPart):
        raise Damaged
    objects = list(root.part.objects)
    if "styles.xml" in package.members:
        styles = OpenPart(found)
        package.read("styles.xml", styles, doctype=Doctype.NAMED)
        objects += styles.objects
    for place in dict.fromkeys(objects):
        _embedded(package, found, plain(posixpath.normpath(place)))
    package.walk_the_rest(doctype=Doctype.NAMED)


def _embedded(package: Package, found: Gathered, place: str) -> None:
    """A formula or a chart is read; pictures, and what else is embedded, are named."""
    inside = f"{place}/content.xml"
    if inside in package.members:
        package.read(inside, _Root(found, embedded=True), doctype=Doctype.NAMED)
    elif place in package.members:
        image = place.startswith("pictures/")
        found.unread(IMAGES if image else EMBEDDED, package.digest(place))
