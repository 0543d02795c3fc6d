"""The files of two versions of a delivery: which of one is which of the other, by likeness of their names or
by the reader's choice, and which has no counterpart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from agencies.files.texts import COMPARABLE
from orders.models import Attachment

#: Words in the name of a file that tell its version, not what it is.
MARKERS = frozenset(
    {"v", "version", "ver", "rev", "revision", "revised", "draft", "final", "last", "latest", "new", "old"}
    | {"copy", "kopie", "clean", "edited", "edit", "corrected", "corrections", "updated", "update", "neu"}
    | {"finale", "definitive", "approved", "review", "reviewed", "tracked", "changes"}
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-._]?[01]?[0-9](?:[-._]?[0-3]?[0-9])?)?|[0-3]?[0-9][.][01]?[0-9][.](?:20)?[0-9]{2}"
)
_COPY = re.compile(r"\([0-9]{1,3}\)|\bcopy [0-9]{1,3}\b")
_VERSION = re.compile(
    r"(?<!\w)(?:v|ver|version|rev|revision|r|draft|final)[ .-]{0,2}[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?(?!\w)"
)
_TOKENS = re.compile(r"[^\s_\-.,()\[\]+#]+")
#: How like two names without their markers must be, from 0 to 1, to belong together; and how many files of a
#: version are looked at for that.
LIKENESS = 0.7
MOST_LIKENED = 40


@dataclass(frozen=True)
class PairedFiles:
    """Files of an older and a newer version in the order of the newer, and those that stand alone."""

    pairs: tuple[tuple[Attachment, Attachment], ...]
    removed: tuple[Attachment, ...]
    added: tuple[Attachment, ...]


def paired(before: Sequence[Attachment], after: Sequence[Attachment]) -> PairedFiles:
    """Pair the files of two versions: by name, by bytes, by name without what tells a version, by likeness,
    and as the only ones that can be compared."""
    pairing = _Pairing(list(before), list(after))
    pairing.by(lambda one: one.name)
    pairing.by(lambda one: canonical(one.name))
    pairing.by(lambda one: str(one.file_id))
    pairing.by(lambda one: (_kind(one), *_stem(one.name)))
    pairing.by_likeness()
    pairing.as_only_ones(before, after)
    order = {one.pk: place for place, one in enumerate(after)}
    found = sorted(pairing.pairs, key=lambda pair: order[pair[1].pk])
    return PairedFiles(tuple(found), tuple(pairing.before), tuple(pairing.after))


def canonical(name: str) -> str:
    """A name as people compare it: composed or decomposed, large or small letters are the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _stem(name: str) -> tuple[str, ...]:
    """The words of a name without ending and version; () where nothing else is in it."""
    plain, dot, ending = canonical(name).rpartition(".")
    text = plain if dot and len(ending) <= 5 else canonical(name)
    text = text.replace("_", " ")
    for pattern in (_DATE, _COPY, _VERSION):
        text = pattern.sub(" ", text)
    return tuple(word for word in _TOKENS.findall(text) if word not in MARKERS)


def _kind(attachment: Attachment) -> str:
    """Files that can be compared are of one kind: a .docx may become an .odt."""
    kind = attachment.file.content_type
    return "words" if kind in COMPARABLE else kind


def _digits(words: Iterable[str]) -> list[str]:
    return [word for word in words if any(char.isdigit() for char in word)]


@dataclass
class _Pairing:
    before: list[Attachment]
    after: list[Attachment]

    def __post_init__(self) -> None:
        self.pairs: list[tuple[Attachment, Attachment]] = []

    def by(self, key: Callable[[Attachment], object]) -> None:
        """Pair what has the same key, the first with the first."""
        for one in list(self.before):
            wanted = key(one)
            other = next((other for other in self.after if key(other) == wanted), None)
            if other is not None:
                self._pair(one, other)

    def by_likeness(self) -> None:
        """Pair the likest names first; numbers in them must agree: chapter 1 is not chapter 2."""
        likest = sorted(self._likenesses(), key=lambda found: -found[0])
        for _likeness, one, other in likest:
            if one in self.before and other in self.after:
                self._pair(one, other)

    def _likenesses(self) -> Iterable[tuple[float, Attachment, Attachment]]:
        for one in self.before[:MOST_LIKENED]:
            for other in self.after[:MOST_LIKENED]:
                first, second = _stem(one.name), _stem(other.name)
                if _kind(one) != _kind(other) or _digits(first) != _digits(second):
                    continue
                likeness = SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio()
                if likeness >= LIKENESS:
                    yield likeness, one, other

    def as_only_ones(self, before: Sequence[Attachment], after: Sequence[Attachment]) -> None:
        """Two that are the only files with words of their versions belong together, whatever their names."""
        first, second = (
            [one for one in files if one.file.content_type in COMPARABLE] for files in (before, after)
        )
        if len(first) == len(second) == 1 and first[0] in self.before and second[0] in self.after:
            self._pair(first[0], second[0])

    def _pair(self, one: Attachment, other: Attachment) -> None:
        self.before.remove(one)
        self.after.remove(other)
        self.pairs.append((one, other))
