"""What is found in a document while it is read: its words by the kind of part that holds them, and what was
seen and not read. Imports nothing but the standard library: it runs in a process of its own."""

from __future__ import annotations

import hashlib
import re
from typing import Any

#: Kinds of parts, in the order in which they are shown.
BODY, BOXES, FOOTNOTES, ENDNOTES = "body", "text_boxes", "footnotes", "endnotes"
HEADERS, FOOTERS, COMMENTS, DELETED = "headers", "footers", "comments", "deleted"
FORMULAS = "formulas"
PICTURES, CHARTS, DIAGRAMS, LINKS = "pictures", "charts", "diagrams", "links"
KINDS = (
    *(BODY, FORMULAS, BOXES, FOOTNOTES, ENDNOTES, HEADERS, FOOTERS, COMMENTS, DELETED),
    *(PICTURES, CHARTS, DIAGRAMS, LINKS),
)
#: What is not read. Only whether it differs between two documents can be said.
IMAGES, EMBEDDED, NUMBERING, OTHER = "images", "embedded", "numbering", "other"
#: Where a note hangs in the body.
MARK = "\ue000"
PARAGRAPH, LINE, CELL = "\n\n", "\n", " | "
_BREAKS = frozenset({PARAGRAPH, LINE})
#: Characters that are kept of a document.
MOST_TEXT = 8_000_000
_GAPS = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")


class TooLong(Exception):
    """The document has more than MOST_TEXT characters."""


class Gathered:
    """Collects while several parts are read one after the other."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.changes = self.comments = 0
        self._digests: dict[str, Any] = {}
        self._left = MOST_TEXT

    def write(self, kind: str, piece: str) -> None:
        """Add words to a part. Raises TooLong."""
        self._left -= len(piece)
        if self._left < 0:
            raise TooLong
        self.texts[kind].append(piece)

    def end_line(self, kind: str, how: str = PARAGRAPH) -> None:
        """End a paragraph or a line, unless nothing stands in it yet."""
        pieces = self.texts[kind]
        if pieces and pieces[-1] != how:
            self.write(kind, how)

    def end_cell(self, kind: str) -> None:
        """Begin the next cell of a row."""
        self._trim(kind, _BREAKS)
        self.write(kind, CELL)

    def end_row(self, kind: str, how: str) -> None:
        self._trim(kind, _BREAKS | {CELL})
        self.write(kind, how)

    def _trim(self, kind: str, what: frozenset[str]) -> None:
        pieces = self.texts[kind]
        while pieces and pieces[-1] in what:
            pieces.pop()

    def unread(self, kind: str, content: str | bytes) -> None:
        """Something of this kind is there, and was not read."""
        raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
        digest = self._digests.setdefault(kind, hashlib.sha256())
        digest.update(len(raw).to_bytes(8, "big") + raw)

    def result(self) -> dict[str, Any]:
        """As JSON takes it: parts that hold words, in their order."""
        found = ((kind, _GAPS.sub(PARAGRAPH, "".join(self.texts[kind])).strip()) for kind in KINDS)
        return {
            "parts": [[kind, text] for kind, text in found if text],
            "changes": self.changes,
            "comments": self.comments,
            "unread": {kind: digest.hexdigest() for kind, digest in self._digests.items()},
        }
