"""What a new version changed where a point of a revision said: the part
of the difference that concerns its place.

A place is a quoted passage or the name of a section. Only the old text is searched for it, since that is what
the client read; the words that stand there now follow from the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orders.pages.compared_text import ComparedText
from project.base.differences import ADDED, REMOVED, SAME, Difference, Piece
from project.base.readable import Readable, of_markdown
from project.base.text import comparable
from project.base.words import count_words

#: Characters of a passage or section that are shown at most; the comparison page has all of it.
MOST = 1_500
QUOTES = "\"'“”„‟«»‹›‘’‚ \t"

#: Marks of Markdown, which may be typed with a passage although readers do not see them.
MARKS = "*_`#>"


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


def changes_at(texts: ComparedText, place: str) -> PlaceChange | None:
    """What changed at `place`; None where the old text has no such passage or section."""
    span = span_of(texts.old, place)
    if span is None:
        return None
    return _shortened(tuple(_within(texts.difference, *span)))


def span_of(text: Readable, place: str) -> tuple[int, int] | None:
    """Where `place` stands in `text.plain`: (start, end) of the passage, or of the
    section with that heading; None for neither.

    Capitals and the kind of blanks make no difference, nor do quotation marks around a passage.
    """
    for words in _readings(place.strip(QUOTES)):
        found = words and (_section(text, " ".join(words)) or _passage(text.plain, words))
        if found:
            return found
    return None


def _readings(place: str) -> Iterator[list[str]]:
    """The words of a place as they stand there, as they read where it is Markdown, and without its marks."""
    place = comparable(place)
    yield place.split()
    yield of_markdown(place).plain.split()
    yield [word for word in (word.strip(MARKS) for word in place.split()) if word]


def _passage(plain: str, words: list[str]) -> tuple[int, int] | None:
    found = re.search(r"[\s|]+".join(map(re.escape, words)), plain, re.IGNORECASE)
    return found.span() if found else None


def _section(text: Readable, name: str) -> tuple[int, int] | None:
    headings = [block for block in text.blocks if block.kind.startswith("heading")]
    for at, heading in enumerate(headings):
        if text.plain[heading.start : heading.end].casefold() != name.casefold():
            continue
        # Kinds of headings sort by their level.
        after = (later.start for later in headings[at + 1 :] if later.kind <= heading.kind)
        return heading.start, next(after, len(text.plain))
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
