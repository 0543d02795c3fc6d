"""The difference of long texts: paragraph by paragraph first, and by words within those that changed. Coarser
than project.base.differences where a sentence moved to another paragraph, and as true."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterable, Iterator

from diff_match_patch import diff_match_patch

from . import differences
from .differences import ADDED, KIND, REMOVED, SAME, SECONDS, Difference, Piece, TooLong, compare
from .text import composed

#: Characters from which a text counts as long, and beyond which none is compared.
LONG = 100_000
MOST = 2_500_000
#: Characters on both sides of a change that are compared by words: more are shown as replaced.
MOST_OF_CHANGE = 60_000
#: Of the seconds, those for finding the paragraphs that changed.
SHARE = 0.5

_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
_FIRST, _SURROGATES = 0x100, range(0xD800, 0xE000)
Run = tuple[str, str]


def compare_any(old: str, new: str, *, seconds: float = SECONDS) -> Difference:
    """The difference of two texts by words, however long they are up to MOST characters. Raises TooLong.

    Guarantees what `compare` does. Takes about `seconds` at most; what is not examined by then is shown as
    replaced.
    """
    if max(len(old), len(new)) > MOST:
        raise TooLong
    if max(len(old), len(new)) <= min(LONG, differences.MOST):
        return compare(old, new, seconds=seconds)
    until = time.monotonic() + seconds
    runs = _by_paragraphs(composed(old), composed(new), seconds * SHARE)
    return Difference(tuple(_numbered(_refined(runs, until))))


def _by_paragraphs(old: str, new: str, seconds: float) -> Iterator[Run]:
    codes: dict[str, str] = {}
    first, second = (
        "".join(codes.setdefault(line, _code(len(codes))) for line in _LINES.findall(text))
        for text in (old, new)
    )
    lines = {code: line for line, code in codes.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = seconds
    for sign, run in engine.diff_main(first, second, False):
        yield KIND[sign], "".join(lines[code] for code in run)


def _code(index: int) -> str:
    place = _FIRST + index
    return chr(place if place < _SURROGATES.start else place + len(_SURROGATES))


def _refined(runs: Iterable[Run], until: float) -> Iterator[Run]:
    """What was removed and what stands in its place, compared by words while there is time."""
    for same, group in itertools.groupby(runs, key=lambda run: run[0] == SAME):
        if same:
            yield from group
            continue
        changed = list(group)
        removed, added = ("".join(text for kind, text in changed if kind == one) for one in (REMOVED, ADDED))
        left = until - time.monotonic()
        if removed and added and left > 0 and len(removed) + len(added) <= MOST_OF_CHANGE:
            found = compare(removed, added, seconds=left)
            yield from ((piece.kind, piece.text) for piece in found.pieces)
        else:
            yield from ((kind, text) for kind, text in ((REMOVED, removed), (ADDED, added)) if text)


def _numbered(runs: Iterable[Run]) -> Iterator[Piece]:
    """Runs of a kind as one piece, and changes numbered from 1."""
    number, before = 0, SAME
    for kind, group in itertools.groupby(runs, key=lambda run: run[0]):
        first = kind != SAME and before in (SAME, ADDED)
        number += first
        yield Piece(kind, "".join(text for _kind, text in group), number if kind != SAME else 0, first)
        before = kind
