"""The demo's commissions: briefs, texts and revisions written by hand, one file each in texts/.

A file holds `key: value` lines, then parts that begin with `=== name`. The second version of a text is the first with the
replacements of `=== changes` (`old => new`), as a real revision changes some sentences and keeps the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"

#: Invented companies that commission things, and places that they sell to.
COMPANIES = (
    "Larkfield Foods", "Hollis & Daughters", "Pentland Optics", "Brightwater Trust", "Ostrava Tools", "Fenwick Legal",
    "Corvid Software", "Aldermoor Clinics", "Tamar Ferries", "Quince & Rye", "Mistral Solar", "Redbrick Homes",
)  # fmt: skip
MARKETS = ("the north-east", "Scotland", "Ireland", "the Nordic countries", "Germany", "the Netherlands", "Canada", "Portugal")
SLOTS = ("company", "month", "market")


@dataclass(frozen=True)
class LibraryPoint:
    """A revision point with the writer's reply to it."""

    need: str
    place: str
    issue: str
    wish: str
    reply: str


@dataclass(frozen=True)
class Commission:
    """One commission: facts as the catalog knows them (keys), and everything that people write about it."""

    key: str
    title: str
    service: str
    subject: str
    quantity: int
    quality: str
    locale: str
    format: str
    tone: str
    audience: str
    purpose: str
    brief: str
    delivery: str
    delivery_2: str
    points: tuple[LibraryPoint, ...]
    editor_note: str
    client_note: str
    writer_note: str


@lru_cache(maxsize=1)
def load() -> tuple[Commission, ...]:
    """Every commission, in the order of the file names."""
    return tuple(_parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md")))


def fill(commission: Commission, **slots: str) -> Commission:
    """The commission with its slots {company}, {month} and {market} filled in, wherever they stand."""
    texts = ("title", "brief", "delivery", "delivery_2", "editor_note", "client_note", "writer_note")
    filled = {name: _fill(getattr(commission, name), slots) for name in texts}
    points = tuple(
        LibraryPoint(point.need, *(_fill(text, slots) for text in (point.place, point.issue, point.wish, point.reply)))
        for point in commission.points
    )
    return replace(commission, points=points, **filled)


def _fill(text: str, slots: dict[str, str]) -> str:
    for name in SLOTS:
        text = text.replace(f"{{{name}}}", slots[name])
    return text


def _parse(text: str) -> Commission:
    head, *parts = text.split("\n=== ")
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    bodies = {name.strip(): body.strip() for name, _newline, body in (part.partition("\n") for part in parts)}
    delivery = bodies["delivery"]
    return Commission(
        **{name: facts[name] for name in FACTS},
        quantity=int(facts["quantity"]),
        brief=bodies["brief"],
        delivery=delivery,
        delivery_2=_changed(delivery, bodies["changes"]),
        points=tuple(LibraryPoint(*(cell.strip() for cell in line.split("|"))) for line in bodies["points"].splitlines()),
        editor_note=bodies["editor"],
        client_note=bodies["client"],
        writer_note=bodies["writer"],
    )


FACTS = ("key", "title", "service", "subject", "quality", "locale", "format", "tone", "audience", "purpose")


def _changed(text: str, changes: str) -> str:
    """Raises ValueError for a change whose old words do not stand in the text."""
    for line in changes.splitlines():
        old, new = line.split(" => ", 1)
        if old not in text:
            raise ValueError(f"not in the text: {old!r}")
        text = text.replace(old, new, 1)
    return text
