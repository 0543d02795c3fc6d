"""What in a text could tell whose it is: names, addresses of all kinds, numbers.

Pure, but for `open_findings` and `names_of` at the end. Heuristics: they find what has the form of such a
thing, in several countries' ways, and what they find is for a person to judge. All patterns are bounded, so
that a text costs a time that grows with its length alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from writers.states.portfolio import FindingKind

from .redaction_names import find_names, folded

#: Characters on each side of a finding that its list shows.
AROUND = 60
#: Of a finding's words, as they are stored when it is cleared.
LONGEST = 300
STREETS = "street|str|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|court|square|terrace|crescent|highway"
BEFORE = "rue|avenue|boulevard|place|chemin|quai|impasse|calle|avenida|paseo|plaza|via|viale|piazza|corso|rua"
GERMAN = "straße|strasse|str|gasse|allee|damm|platz|ufer|weg|straat|laan|plein|gracht|kade|gatan|vägen|vej"
ENDINGS = "com|org|net|info|biz|io|eu|de|at|ch|fr|es|it|nl|be|uk|ie|pl|se|no|dk|fi|pt|us|ca|au|nz|in|jp|cn|br"
NAME = r"[^\W\d_][\w'’.-]{0,30}"
PATTERNS: tuple[tuple[FindingKind, re.Pattern[str]], ...] = (
    (FindingKind.EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")),
    (FindingKind.URL, re.compile(r"\b(?:https?://|ftp://|www\.)[^\s<>\"'“”)\]]{1,280}", re.IGNORECASE)),
    (
        FindingKind.URL,
        re.compile(rf"(?<![\w@.-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?:{ENDINGS})\b(?!\.\w)", re.I),
    ),
    (FindingKind.NUMBER, re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")),
    (
        FindingKind.ADDRESS,
        re.compile(rf"\b\d{{1,5}}[a-z]?,? (?:{NAME} ){{1,3}}(?:{STREETS})\b\.?", re.IGNORECASE),
    ),
    (
        FindingKind.ADDRESS,
        re.compile(rf"\b(?:\d{{1,4}},? )?(?:{BEFORE})(?: {NAME}){{1,4}},? ?\d{{1,5}}\b", re.IGNORECASE),
    ),
    (
        FindingKind.ADDRESS,
        re.compile(rf"\b\d{{1,4}}(?: ?bis| ?ter)?,? (?:{BEFORE})(?: {NAME}){{1,4}}", re.IGNORECASE),
    ),
    (
        FindingKind.ADDRESS,
        re.compile(rf"(?<![\w-])[\w-]{{0,40}}(?:{GERMAN})\.? \d{{1,4}} ?[a-z]?\b", re.IGNORECASE),
    ),
    (FindingKind.ADDRESS, re.compile(r"(?:ул\.|улица|ulica|ul\.) ?[^\W\d_][\w -]{1,30},? ?\d{1,4}\b", re.I)),
    (FindingKind.ADDRESS, re.compile(r"\bP\.? ?O\.? ?Box \d{1,8}\b|\bPostfach \d[\d ]{1,9}", re.IGNORECASE)),
)
#: A run of digits with what people put between them.
DIGITS = re.compile(r"(?<![\w.,])[+(]{0,2}\d(?:[ ()./\-–\u00a0\u202f]{0,2}\d){5,19}(?!\w)")
#: Amounts, dates, spans of years: they tell nobody.
HARMLESS = re.compile(
    r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d{4} ?[-–/] ?\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4} ?[-–] ?\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)


@dataclass(frozen=True)
class Finding:
    """Words that could tell whose text it is: of the text called `where`, with what stands around them."""

    kind: FindingKind
    text: str
    where: str
    before: str = ""
    after: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what it is cleared: the same words elsewhere in the sample are the same finding."""
        return str(self.kind), self.text


def find_identifying(text: str, names: Iterable[str] = (), where: str = "") -> list[Finding]:
    """All that has the form of an address or a number, and each of `names`, in the order of the text; the
    same words of a kind once. All of them: whoever prints them cuts."""
    spans = sorted({*_names(text, names), *_patterns(text)})
    found: dict[tuple[str, str], Finding] = {}
    for start, end, kind in spans:
        words = text[start:end].strip()[:LONGEST]
        finding = Finding(
            kind,
            words,
            where,
            text[max(0, start - AROUND) : start].lstrip(),
            text[end : end + AROUND].rstrip(),
        )
        if words and finding.key not in found:
            found[finding.key] = finding
    return list(found.values())


def _names(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, FindingKind]]:
    known = list(names)
    if known:
        yield from ((start, end, FindingKind.NAME) for start, end in find_names(folded(text), known))


def _patterns(text: str) -> Iterator[tuple[int, int, FindingKind]]:
    """What stands within something found before (the host of an address, the digits of an account) is no
    finding of its own."""
    taken = Taken()
    for kind, pattern in PATTERNS:
        found = [match.span() for match in pattern.finditer(text) if not taken.holds(match.span())]
        taken.add(found)
        yield from ((start, end, kind) for start, end in found)
    for match in DIGITS.finditer(text):
        if not taken.holds(match.span()) and not HARMLESS.fullmatch(match[0]):
            yield *match.span(), _kind_of_digits(match[0])


class Taken:
    """The places of what was found. Asking costs no more with thousands of them than with a few."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        #: The furthest end of those that begin at `starts[i]` or before.
        self.ends: list[int] = []

    def add(self, spans: Iterable[tuple[int, int]]) -> None:
        rows = sorted([*zip(self.starts, self.ends, strict=True), *spans])
        self.starts = [start for start, _end in rows]
        self.ends = list(accumulate((end for _start, end in rows), max))

    def holds(self, span: tuple[int, int]) -> bool:
        """Whether one of them reaches from before the span to behind it."""
        at = bisect_right(self.starts, span[0])
        return at > 0 and span[1] <= self.ends[at - 1]


def _kind_of_digits(run: str) -> FindingKind:
    """Digits in groups, or behind a plus or a zero, are meant to be dialled."""
    grouped = not run.isdigit()
    dialled = run.startswith(("+", "0", "(")) or (grouped and sum(map(str.isdigit, run)) >= 7)
    return FindingKind.PHONE if dialled else FindingKind.NUMBER
