"""Finding names in a text, in whatever script, case and accents they stand there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from project.base.search_functions import PLAIN, SPELT

#: Letters as others type them: a name is found under either.
ALIKE = str.maketrans(PLAIN | SPELT)
#: Scripts that put nothing between words, or write particles onto them: a name there ends where it ends.
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
#: Letters of words shorter than this say nothing, such as the initials of a name.
SHORTEST = 2


@dataclass(frozen=True)
class Folded:
    """A text as it is compared: without case, accents and signs, each run of those between words one space;
    `places[i]` is where its i-th character comes from."""

    text: str
    places: list[int]


def folded(text: str) -> Folded:
    """Fold a text, character by character."""
    found: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in _folded(character):
            if one != " " or (found and found[-1] != " "):
                found.append(one)
                places.append(place)
    return Folded("".join(found), places)


def _folded(character: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", character).casefold().translate(ALIKE)
    for one in unicodedata.normalize("NFKD", plain):
        category = unicodedata.category(one)
        if category[0] in "LN" or category == "Mc":
            yield one
        elif category == "Mn":
            if not unicodedata.combining(one):
                yield one
        elif category != "Cf":
            yield " "


def find_names(text: Folded, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where in the original text each of `names` stands, as (from, to)."""
    for needle in sorted({folded(name).text.strip() for name in names}):
        if len(needle) < SHORTEST and not _is_unspaced(needle):
            continue
        at = text.text.find(needle)
        while at >= 0:
            end = at + len(needle)
            if _begins(text.text, at) and _ends(text.text, end):
                yield text.places[at], text.places[end - 1] + 1
            at = text.text.find(needle, at + 1)


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == " " or _is_free(text[at])


def _ends(text: str, end: int) -> bool:
    """Also before the s of a genitive."""
    if end == len(text) or text[end] == " " or _is_free(text[end - 1]):
        return True
    return text[end] == "s" and (end + 1 == len(text) or text[end + 1] == " ")


def _is_free(character: str) -> bool:
    """Whether words of this script stand together: the unspaced ones, and those that write prefixes onto the
    word (Arabic, Hebrew)."""
    return _is_unspaced(character) or unicodedata.bidirectional(character) in ("R", "AL")


def _is_unspaced(characters: str) -> bool:
    return any(unicodedata.name(one, "").startswith(UNSPACED) for one in characters[:1])
