"""How things stand within a group of an RTF file, and which words change that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from agencies.files.reading.gathering import BODY, DELETED, ENDNOTES, FOOTNOTES
from agencies.files.reading.rich_words import INSTRUCTION

INSERTED = "inserted"
#: Letters that are passed over after one letter, at most.
MOST_SPARE = 20


@dataclass(frozen=True, slots=True)
class Change:
    """The tracked change that words are. `what` is INSERTED, DELETED or "" for none."""

    what: str = ""
    author: int = 0
    when: int = 0


UNCHANGED = Change()


@dataclass(frozen=True, slots=True)
class Group:
    """What a group began with is what follows it, too."""

    kind: str = BODY
    #: What else its letters are (rich_words.NO_WORDS), "" for words.
    role: str = ""
    font: int = -1
    #: Letters that follow a \\u for programs that do not know it.
    spare: int = 1
    #: Whether it was marked as one that older programs pass over.
    marked: bool = False
    change: Change = UNCHANGED
    in_table: bool = False


def _inserted(now: Group, number: int | None) -> Group:
    return replace(now, change=replace(now.change, what="" if number == 0 else INSERTED))


def _deleted(now: Group, number: int | None) -> Group:
    return replace(now, change=replace(now.change, what="" if number == 0 else DELETED))


def _author(now: Group, number: int | None) -> Group:
    return replace(now, change=replace(now.change, author=number or 0))


def _when(now: Group, number: int | None) -> Group:
    return replace(now, change=replace(now.change, when=number or 0))


def _fallbacks(now: Group, number: int | None) -> Group:
    return replace(now, spare=min(max(number or 0, 0), MOST_SPARE))


def _endnote(now: Group, _number: int | None) -> Group:
    return replace(now, kind=ENDNOTES if now.kind == FOOTNOTES else now.kind)


def _result(now: Group, _number: int | None) -> Group:
    return replace(now, role="" if now.role == INSTRUCTION else now.role)


def _table(now: Group, _number: int | None) -> Group:
    return replace(now, in_table=True)


def _no_table(now: Group, _number: int | None) -> Group:
    return replace(now, in_table=False)


#: Words that change how things stand, by the number that follows them.
STANDING: dict[bytes, Callable[[Group, int | None], Group]] = {
    b"revised": _inserted,
    b"deleted": _deleted,
    b"mvf": _deleted,
    b"mvt": _inserted,
    **dict.fromkeys((b"revauth", b"revauthdel", b"mvauth"), _author),
    **dict.fromkeys((b"revdttm", b"revdttmdel", b"mvdate"), _when),
    b"uc": _fallbacks,
    b"ftnalt": _endnote,
    b"fldrslt": _result,
    b"intbl": _table,
    b"pard": _no_table,
}
