"""One part of an OpenDocument text: its text, or the headers and footers of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from agencies.files.reading.gathering import (
    BODY,
    BOXES,
    CHARTS,
    COMMENTS,
    DELETED,
    ENDNOTES,
    FOOTERS,
    FOOTNOTES,
    HEADERS,
    LINE,
    LINKS,
    MARK,
    NUMBERING,
    OTHER,
    PARAGRAPH,
    PICTURES,
    Gathered,
)

Attributes = dict[str, str]
#: Where words inside of an element belong; everything else is part of what is around it.
PLACES = {
    "annotation": COMMENTS,
    "text-box": BOXES,
    "custom-shape": BOXES,
    "rect": BOXES,
    "ellipse": BOXES,
    "circle": BOXES,
    "line": BOXES,
    "polygon": BOXES,
    "path": BOXES,
    "connector": BOXES,
    "caption": BOXES,
    "deletion": DELETED,
    "header": HEADERS,
    "header-left": HEADERS,
    "header-first": HEADERS,
    "footer": FOOTERS,
    "footer-left": FOOTERS,
    "footer-first": FOOTERS,
    "chart": CHARTS,
}
#: Not words: who wrote, when, the number of a note, the source of a formula.
SILENT = frozenset({"creator", "date", "creator-initials", "note-citation", "date-string"})
#: Elements whose characters are words.
HOLDING = frozenset({"p", "h"})
LEVELS = ("num-format", "num-prefix", "num-suffix", "start-value", "bullet-char", "display-levels")
#: Attributes of forms, lists, hidden text and works cited that are seen, or may be.
SEEN = (
    *("label", "value", "current-value", "title", "string-value", "string-value-if-true"),
    *("string-value-if-false", "identifier", "author", "year"),
)
UNSHOWN = frozenset({"label", "hidden-text", "conditional-text", "bibliography-mark"})
_BLANKS = re.compile(r"[ \t\r\n]+")


class OpenPart:
    """Reads a part (xml_bounds.Reader)."""

    def __init__(self, found: Gathered, kind: str = BODY) -> None:
        self.found, self.kinds, self.names = found, [kind], [""]
        #: Paragraphs that are open, and cells.
        self._lines = self._cells = 0
        self._silent = self._said = 0
        #: Objects and pictures that stand in the text, by their place in the package.
        self.objects: list[str] = []
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._line,
            "h": self._line,
            "s": lambda given: self._write(" " * min(_whole(given.get("c", "1")), 200)),
            "tab": lambda _given: self._write("\t"),
            "line-break": lambda _given: self._write(LINE),
            "ruby-text": lambda _given: self._write(" ("),
            "note": self._note,
            "a": self._link,
            "table-cell": self._cell,
            "changed-region": self._change,
            "object": self._object,
            "object-ole": self._object,
            "image": self._object,
            "list": lambda _given: self.found.unread(NUMBERING, f"list {len(self.names)}"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._line_ends,
            "h": self._line_ends,
            "ruby-text": lambda: self._write(") "),
            "table-cell": self._cell_ends,
            "table-row": lambda: self.found.end_row(self.kinds[-1], LINE if self._cells else PARAGRAPH),
        }

    def start(self, space: str, name: str, given: Attributes) -> None:
        self.names.append(name)
        if name in PLACES and not space.endswith(":presentation:1.0"):
            self.kinds.append(PLACES[name])
            self.found.comments += name == "annotation"
        if name in SILENT:
            self._silent += 1
        if act := self._starts.get(name):
            act(given)
        if name.startswith("list-level-style"):
            self.found.unread(NUMBERING, " ".join(given.get(key, "") for key in LEVELS))
        if ":form:" in space or name in UNSHOWN:
            self.found.unread(OTHER, " ".join(given.get(key, "") for key in SEEN))

    def end(self, space: str, name: str) -> None:
        self.names.pop()
        if name in SILENT:
            self._silent -= 1
        if act := self._ends.get(name):
            act()
        if name == "note" or (name in PLACES and not space.endswith(":presentation:1.0")):
            self.found.end_line(self.kinds[-1])
            self.kinds.pop()
        if name in ("title", "desc"):
            self.found.end_line(PICTURES)

    def text(self, piece: str) -> None:
        if self._silent or (not piece.strip(" \t\r\n") and not self._lines):
            return
        name = self.names[-1]
        if name in ("title", "desc"):
            self.found.write(PICTURES, piece)
        elif self._lines:
            self._write(_BLANKS.sub(" ", piece))
        else:
            self.found.unread(OTHER, f"{name} {piece}")

    def _write(self, piece: str) -> None:
        self.found.write(self.kinds[-1], piece)

    def _line(self, _given: Attributes) -> None:
        self._lines += 1

    def _line_ends(self) -> None:
        self._lines -= 1
        inside = self._cells and self.kinds[-1] == BODY
        self.found.end_line(self.kinds[-1], LINE if inside else PARAGRAPH)

    def _note(self, given: Attributes) -> None:
        self._write(MARK)
        self.kinds.append(ENDNOTES if given.get("note-class") == "endnote" else FOOTNOTES)

    def _link(self, given: Attributes) -> None:
        if place := given.get("href", ""):
            self.found.write(LINKS, place)
            self.found.end_line(LINKS, LINE)

    def _cell(self, _given: Attributes) -> None:
        self._cells += 1

    def _cell_ends(self) -> None:
        self._cells -= 1
        self.found.end_cell(self.kinds[-1])

    def _change(self, _given: Attributes) -> None:
        self.found.changes += 1

    def _object(self, given: Attributes) -> None:
        if place := given.get("href", ""):
            self.objects.append(place)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 1
