"""What a new version changed where a point of a revision said: the part
of the difference that concerns its place.

A place is a quoted passage or the name of a section. Only the old text is searched for it, since that is what
the client read; the words that stand there now follow from the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from project.base.differences import ADDED, REMOVED, SAME, Difference, Piece
from project.base.text import count_words

#: Characters of a passage or section that are shown at most; the comparison page has all of it.
MOST = 1_500
QUOTES = "\"'“”„‟«»‹›‘’‚ \t"

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


@dataclass(frozen=True)
class PlaceChange:
    """The pieces of one place in reading order. `cut`: there was more than MOST characters."""

    pieces: tuple[Piece, ...]
    cut: bool = False

    @property
    def words_added(self) -> int:
        return sum(count_words(piece.text) for piece in self.pieces if piece.kind == ADDED)

    @property
    def words_removed(self) -> int:
        return sum(count_words(piece.text) for piece in self.pieces if piece.kind == REMOVED)

    @property
    def changed(self) -> bool:
        """Whether a word differs there."""
        return any(piece.kind != SAME for piece in self.pieces)


def changes_at(difference: Difference, place: str) -> PlaceChange | None:
    """What changed at `place`; None where the old text has no such passage or section."""
    span = span_of(difference.old, place)
    if span is None:
        return None
    pieces = tuple(_within(difference, *span))
    return _shortened(pieces)


def span_of(text: str, place: str) -> tuple[int, int] | None:
    """Where `place` stands in `text`: (start, end) of the passage, or of the
    section with that heading; None for neither.

    Capitals and the kind of blanks make no difference, nor do quotation marks around a passage.
    """
    wanted = place.strip(QUOTES)
    words = wanted.split()
    if not words:
        return None
    return _section(text, " ".join(words)) or _passage(text, words)


def _passage(text: str, words: list[str]) -> tuple[int, int] | None:
    # What is selected on the page lacks the marks of Markdown, so such marks may stand between two words.
    found = re.search(r"[\s*_`#>-]+".join(map(re.escape, words)), text, re.IGNORECASE)
    return found.span() if found else None


def _section(text: str, name: str) -> tuple[int, int] | None:
    headings = list(_HEADING.finditer(text))
    for at, heading in enumerate(headings):
        if heading[2].casefold() != name.casefold():
            continue
        after = (later.start() for later in headings[at + 1 :] if len(later[1]) <= len(heading[1]))
        return heading.start(), next(after, len(text))
    return None


def _within(difference: Difference, start: int, end: int) -> Iterator[Piece]:
    """The pieces between two places of the old text; what was added at either end belongs to it."""
    at = 0
    for piece in difference.pieces:
        if piece.kind == ADDED:
            if start <= at <= end:
                yield piece
            continue
        left, right = max(start - at, 0), min(end - at, len(piece.text))
        if left < right:
            yield Piece(piece.kind, piece.text[left:right], piece.change, piece.first)
        at += len(piece.text)


def _shortened(pieces: tuple[Piece, ...]) -> PlaceChange:
    kept: list[Piece] = []
    room = MOST
    for piece in pieces:
        if len(piece.text) > room:
            kept.append(Piece(piece.kind, piece.text[:room] + "…", piece.change, piece.first))
            return PlaceChange(tuple(kept), cut=True)
        kept.append(piece)
        room -= len(piece.text)
    return PlaceChange(tuple(kept))
