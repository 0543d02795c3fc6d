"""The written portfolios of the demo: one Markdown file for each writer, in `portfolios/`.

A file opens with `name: value` lines between two `---`; lists are divided by |, the parts of a credential or
link by ;. `## About` follows, and a section for each sample, which opens with `name: value` lines of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "portfolios"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class WrittenSample:
    """A text that a writer shows; `subject` and `service` are keys."""

    title: str
    about: str
    subject: str
    service: str
    audience: str
    featured: bool
    body: str


@dataclass(frozen=True)
class WrittenPortfolio:
    """What one writer says of themselves. `email` is for somebody whom the demo does not know yet.
    `credentials` are (kind, title, issuer, year), `links` (label, address), `shows` names of figures."""

    name: str
    email: str
    headline: str
    years: int
    subjects: tuple[str, ...]
    services: tuple[str, ...]
    languages: tuple[str, ...]
    credentials: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, ...], ...]
    shows: tuple[str, ...]
    visibility: str
    about: str
    samples: tuple[WrittenSample, ...]


@cache
def load() -> tuple[WrittenPortfolio, ...]:
    """All of them by the names of their files. Raises KeyError for one that lacks something."""
    return tuple(_read(path) for path in sorted(HERE.glob("*.md")))


def _read(path: Path) -> WrittenPortfolio:
    _before, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    front = _lines(head)
    pieces = _HEADING.split(body)[1:]
    sections = dict(zip(pieces[::2], (text.strip() for text in pieces[1::2]), strict=True))
    about = sections.pop("About")
    return WrittenPortfolio(
        name=front["name"],
        email=front.get("email", ""),
        headline=front["headline"],
        years=int(front["years"]),
        subjects=_list(front["subjects"]),
        services=_list(front["services"]),
        languages=_list(front["languages"]),
        credentials=tuple(_list(row, ";") for row in _list(front["credentials"])),
        links=tuple(_list(row, ";") for row in _list(front["links"])),
        shows=_list(front["shows"]),
        visibility=front["visibility"],
        about=about,
        samples=tuple(_sample(title, text) for title, text in sections.items()),
    )


def _sample(title: str, text: str) -> WrittenSample:
    head, body = text.split("\n\n", 1)
    front = _lines(head)
    return WrittenSample(
        title=title,
        about=front["about"],
        subject=front["subject"],
        service=front["service"],
        audience=front["audience"],
        featured=front.get("featured") == "yes",
        body=body,
    )


def _lines(text: str) -> dict[str, str]:
    rows = (line.partition(":") for line in text.splitlines())
    return {name.strip(): value.strip() for name, _colon, value in rows}


def _list(text: str, mark: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())
