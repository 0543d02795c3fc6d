"""The written commissions of the demo: one Markdown file each, in `texts/`
(complete) and `drafts/` (half-written).

A file opens with `name: value` lines between two `---`; sections follow under `## `. Its texts may hold the
slots {company}, {market}, {Market} (with a capital), {month} and {number}; the front matter lists the values
that fit, so that one commission makes many orders which do not look the same.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

SECTIONS = ("Brief", "Delivery", "Delivery 2", "Revision points", "Editor note", "Client note", "Writer note")
SLOTS = ("company", "market", "month", "number")
HERE = Path(__file__).parent

_HEADING = re.compile(rf"^## ({'|'.join(SECTIONS)})$", re.MULTILINE)
_POINT = re.compile(r"^- \[(must|nice)\] (.+?) \| (.+?) \| (.+?) \| (?:(Declined): )?(.+)$")
_SLOT = re.compile(r"\{(\w+)\}")
_VARIANTS = 20


@dataclass(frozen=True)
class Company:
    """An invented customer; `subject` is the key of the trade that it is in."""

    name: str
    subject: str


COMPANIES = tuple(
    Company(name, subject)
    for subject, names in {
        "technology": ("Larkmoor Systems", "Pennant Data", "Quietwave Software"),
        "health": ("Ashgrove Physiotherapy", "Saltmarsh Clinics", "Willowbank Practice"),
        "finance": ("Fenwright Savings", "Mossgate Accounting", "Tarn & Ferris"),
        "travel": ("Harebell Journeys", "Longshore Ferries", "Otterway Holidays", "Skerry Line"),
        "food": ("Brindle Bakery", "Kettlewick Foods", "Orchard Nine"),
        "education": ("Hazelgate Academy", "Marlstone College", "Thornby Evening School"),
        "culture": ("Foundry Lane Theatre", "Gullhaven Museum", "Starling Arts Trust", "Tollgate Museum"),
        "law": ("Aldwark & Lisle", "Cressing Law", "Pembury Rook"),
        "environment": ("Greenmarsh Trust", "Riverwend Partnership", "Solwick Energy"),
        "nonprofit": ("Lanternlight", "Open Larder", "Second Shelf"),
        "manufacturing": ("Brackett & Sowe", "Hollis Loom Works", "Torvik Pumps"),
        "real-estate": ("Meridale Homes", "Quay & Tull", "Stonecroft Lettings"),
    }.items()
    for name in names
)


@dataclass(frozen=True)
class Facts:
    """What differs between two orders of one commission; an empty one is
    drawn from the values its file lists."""

    company: str = ""
    market: str = ""
    month: str = ""
    number: str = ""

    def fill(self, text: str) -> str:
        """`text` with its slots filled. Raises KeyError for a slot that nobody knows."""
        values = {**vars(self), "Market": self.market[:1].upper() + self.market[1:]}
        return _SLOT.sub(lambda slot: values[slot[1]], text)


@dataclass(frozen=True)
class Point:
    """One point of the revision: `need` is must or nice, `answer` done or
    declined, `place` a heading or "passage"."""

    need: str
    place: str
    issue: str
    wish: str
    reply: str
    answer: str


@dataclass(frozen=True)
class Written:
    """What complete and half-written commissions share; a draft leaves any text empty and `quantity` None."""

    key: str
    title: str
    service: str
    subject: str
    quantity: int | None
    quality: str
    locale: str
    source_locale: str
    format: str
    citation_style: str
    tone: str
    audience: str
    purpose: str
    references: str
    brief: str
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    facts: Facts

    @property
    def companies(self) -> tuple[str, ...]:
        """Names of the companies that may have asked for this."""
        return dict(self.choices)["company"]

    def vary(self, rng: random.Random, facts: Facts | None = None) -> Self:
        """This text with every slot filled: from `facts`, else drawn by `rng`
        from the file's values; see `.facts`."""
        return self.told_with(self.draw_facts(rng, facts))

    def draw_facts(self, rng: random.Random, facts: Facts | None = None) -> Facts:
        """What `vary` fills the slots with."""
        given = facts or Facts()
        drawn = {name: rng.choice(values) for name, values in self.choices}
        return Facts(**{name: getattr(given, name) or drawn.get(name, "") for name in SLOTS})

    def told_with(self, facts: Facts) -> Self:
        """This text with these facts in its slots."""
        return replace(self, facts=facts, **self._filled(facts))

    def _filled(self, facts: Facts) -> dict[str, Any]:
        texts = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: facts.fill(text) for name, text in texts.items() if isinstance(text, str)}


@dataclass(frozen=True)
class Draft(Written):
    """A commission that a client is still writing."""


@dataclass(frozen=True)
class Commission(Written):
    """A commission with everything that was written for it: two versions of
    the text and the revision between them."""

    delivery: str
    delivery_2: str
    revision_summary: str
    severity: str
    points: tuple[Point, ...]
    editor_note: str
    client_note: str
    writer_note: str

    def _filled(self, facts: Facts) -> dict[str, Any]:
        points = (
            Point(**{name: facts.fill(text) for name, text in vars(point).items()}) for point in self.points
        )
        return {**super()._filled(facts), "points": tuple(points)}


@cache
def load() -> tuple[Commission, ...]:
    """All complete commissions by key, slots open. Raises ValueError naming
    the file that is not as it should be."""
    return tuple(_commission(path, *_parts(path)) for path in sorted((HERE / "texts").glob("*.md")))


@cache
def load_drafts() -> tuple[Draft, ...]:
    """All half-written drafts by key, slots open. Raises ValueError as `load` does."""
    return tuple(Draft(**_written(*_parts(path))) for path in sorted((HERE / "drafts").glob("*.md")))


def of_company(name: str) -> tuple[Commission, ...]:
    """The commissions that the company called `name` may have asked for."""
    return tuple(commission for commission in load() if name in commission.companies)


def draw(rng: random.Random, count: int) -> list[Commission]:
    """`count` varied commissions, every file about equally often, no
    title twice as long as the values last."""
    chosen: list[Commission] = []
    titles: set[str] = set()
    deck: list[Commission] = []
    while len(chosen) < count:
        deck = deck or rng.sample(load(), len(load()))
        commission = deck.pop()
        variants = [commission.draw_facts(rng) for _variant in range(_VARIANTS)]
        facts = next((one for one in variants if one.fill(commission.title) not in titles), variants[0])
        chosen.append(commission.told_with(facts))
        titles.add(chosen[-1].title)
    return chosen


def _parts(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The front matter and the sections of one file."""
    _before, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    lines = (line.partition(":") for line in head.splitlines())
    front = {name.strip(): value.strip() for name, _colon, value in lines}
    if front.get("key") != path.stem:
        raise ValueError(f"{path.name}: its key is {front.get('key')!r}")
    pieces = _HEADING.split(body)[1:]
    return front, {name: text.strip() for name, text in zip(pieces[::2], pieces[1::2], strict=True)}


def _written(front: dict[str, str], sections: dict[str, str]) -> dict[str, Any]:
    given = {name: "" if value == "none" else value for name, value in front.items()}
    texts = {field.name: given.get(field.name, "") for field in fields(Written)}
    choices = tuple((name, tuple(_listed(given[name]))) for name in SLOTS if name in given)
    return {
        **texts,
        "quantity": int(given["quantity"]) if "quantity" in given else None,
        "references": "\n".join(_listed(texts["references"])),
        "brief": sections["Brief"],
        "choices": choices,
        "facts": Facts(),
    }


def _commission(path: Path, front: dict[str, str], sections: dict[str, str]) -> Commission:
    missing = [name for name in SECTIONS if not sections.get(name)]
    if missing:
        raise ValueError(f"{path.name}: nothing under {', '.join(missing)}")
    return Commission(
        **_written(front, sections),
        delivery=sections["Delivery"],
        delivery_2=sections["Delivery 2"],
        revision_summary=front["revision"],
        severity=front["severity"],
        points=tuple(_point(path, line) for line in sections["Revision points"].splitlines()),
        editor_note=sections["Editor note"],
        client_note=sections["Client note"],
        writer_note=sections["Writer note"],
    )


def _point(path: Path, line: str) -> Point:
    match = _POINT.match(line)
    if match is None:
        raise ValueError(f"{path.name}: not a revision point: {line}")
    need, place, issue, wish, declined, reply = match.groups()
    return Point(need, place, issue, wish, reply[:1].upper() + reply[1:], "declined" if declined else "done")


def _listed(value: str) -> list[str]:
    return [item.strip() for item in value.split(" | ") if item.strip()]
