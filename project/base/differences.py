"""How two texts differ, word by word, for reading: in one column, or side by side by paragraphs.

The comparison itself is diff-match-patch's (Myers' algorithm), on words (`words.py`) instead of characters.
It is bounded in time: a pair that needs longer gets a coarser difference, which is still a true one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from diff_match_patch import diff_match_patch

from .text import composed
from .words import count_words, tokens

SAME, ADDED, REMOVED = "same", "added", "removed"
KIND = {0: SAME, 1: ADDED, -1: REMOVED}
#: Seconds that one comparison may take before it becomes coarser.
SECONDS = 1.0
#: Characters of each text beyond which no comparison is made.
MOST = 400_000

_PARAGRAPH = re.compile(r"(\n{2,})")
#: First code of a token; beyond those that text itself may hold is not needed, but surrogates are no
#: characters.
_FIRST, _SURROGATES = 0x100, range(0xD800, 0xE000)


@dataclass(frozen=True)
class Piece:
    """A run of text: `kind` is same, added or removed. `change` numbers the
    changes of a difference from 1; 0 for same.

    `first` marks where a change begins: what was removed and what stands in its place are one change.
    """

    kind: str
    text: str
    change: int = 0
    first: bool = False


@dataclass(frozen=True)
class Row:
    """One paragraph, or several that changed together: what stood left, and what stands right."""

    old: list[Piece] = field(default_factory=list)
    new: list[Piece] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the two sides differ."""
        return any(piece.change for piece in (*self.old, *self.new))


@dataclass(frozen=True)
class Difference:
    """The pieces in reading order; what was removed stands before what was added in its place."""

    pieces: tuple[Piece, ...]

    @property
    def changes(self) -> int:
        """How many places differ; what was removed and what replaced it is one."""
        return max((piece.change for piece in self.pieces), default=0)

    @property
    def words_added(self) -> int:
        return sum(count_words(piece.text) for piece in self.pieces if piece.kind == ADDED)

    @property
    def words_removed(self) -> int:
        return sum(count_words(piece.text) for piece in self.pieces if piece.kind == REMOVED)

    @property
    def old(self) -> str:
        """The text before."""
        return "".join(piece.text for piece in self.pieces if piece.kind != ADDED)

    @property
    def new(self) -> str:
        """The text after."""
        return "".join(piece.text for piece in self.pieces if piece.kind != REMOVED)

    def rows(self) -> list[Row]:
        """Both texts side by side: a row ends where both texts end a paragraph at the same place."""
        rows = [Row()]
        for piece in self.pieces:
            if piece.kind != SAME:
                (rows[-1].old if piece.kind == REMOVED else rows[-1].new).append(piece)
                continue
            for part in _PARAGRAPH.split(piece.text):
                if _PARAGRAPH.fullmatch(part):
                    rows.append(Row())
                elif part:
                    rows[-1].old.append(Piece(SAME, part))
                    rows[-1].new.append(Piece(SAME, part))
        return [row for row in rows if row.old or row.new]


class TooLong(ValueError):
    """A text is longer than MOST characters."""


def compare(old: str, new: str, *, seconds: float = SECONDS) -> Difference:
    """The difference of two texts by words. Raises TooLong.

    Guarantees that the pieces without the added ones are `old`, and without the removed ones `new`, to the
    character, both composed: texts that look equal do not differ. No letter is parted from its marks.
    Takes about `seconds` at most; what is not examined by then is shown as replaced in one piece.
    """
    if max(len(old), len(new)) > MOST:
        raise TooLong
    codes: dict[str, str] = {}
    first, second = _encoded(composed(old), codes), _encoded(composed(new), codes)
    texts = {code: token for token, code in codes.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = seconds
    runs = engine.diff_main(first, second, False)
    decoded = ((KIND[sign], "".join(texts[code] for code in run)) for sign, run in runs)
    return Difference(tuple(_numbered(_joined(decoded))))


def _encoded(text: str, codes: dict[str, str]) -> str:
    """The text as one character per token; `codes` learns new tokens."""
    return "".join(codes.setdefault(token, _code(len(codes))) for token, _is_word in tokens(text))


def _code(index: int) -> str:
    place = _FIRST + index
    return chr(place if place < _SURROGATES.start else place + len(_SURROGATES))


def _joined(runs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """One change where only blanks stood between two, so that a rewritten
    phrase reads as one; removed before added."""
    removed = added = blank = ""
    for kind, text in runs:
        if kind == SAME and not (removed or added):
            yield SAME, text
        elif kind == SAME and removed and added and text.strip() == "" and "\n" not in text:
            blank += text
        elif kind == SAME:
            yield from _change(removed, added)
            yield SAME, blank + text
            removed = added = blank = ""
        else:
            removed, added, blank = removed + blank, added + blank, ""
            removed, added = removed + text * (kind == REMOVED), added + text * (kind == ADDED)
    yield from _change(removed, added)
    if blank:
        yield SAME, blank


def _change(removed: str, added: str) -> Iterator[tuple[str, str]]:
    if removed:
        yield REMOVED, removed
    if added:
        yield ADDED, added


def _numbered(runs: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    number, before = 0, SAME
    for kind, text in runs:
        first = kind != SAME and before in (SAME, ADDED)
        number += first
        yield Piece(kind, text, number if kind != SAME else 0, first)
        before = kind
