"""The parts of the catalog as a manager edits them: each a list of rows
of plain values, read from one price book.

A row is a dictionary: key ("" for a new thing), name, description, position, offered, and the columns of its
price. The general part has one row without a name. Whatever is not offered keeps the values that it had last.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.text import slugify

from catalog.models import (
    AddOn,
    AddOnPrice,
    Language,
    Part,
    PriceBook,
    QualityPrice,
    QualityTier,
    ServicePrice,
    ServiceType,
    Subject,
    UrgencyPrice,
    UrgencyTier,
    VolumePrice,
    VolumeTier,
)
from catalog.pricing import formula
from catalog.pricing.formula import ServiceRate, Tier
from catalog.pricing.words import plain

Row = dict[str, Any]
#: What every thing of the catalog has, beside its prices.
WORDS = ("name", "description", "position")
#: More things of one kind, archived ones included, do not fit on a page that a form can send.
MOST_THINGS = 80
#: What may be typed or imported, least and most. The database refuses what is far beyond.
LEAST_RATE, MOST_RATE, MOST_PERCENT = Decimal("0.0001"), Decimal(100_000), Decimal(200)
LEAST_FACTOR, MOST_FACTOR = Decimal("0.1"), Decimal(10)
LEAST_HOURS, MOST_HOURS = 3, 8_760
LEAST_PIECES, MOST_PIECES, LEAST_OFF, MOST_OFF = 2, 10_000, Decimal("0.01"), Decimal(100)
NAME_LENGTH, TEXT_LENGTH, MOST_QUANTITY = 60, 240, 1_000_000


@dataclass(frozen=True)
class Section:
    """One part: its kind of thing, the table of its prices, the column that
    joins them, and what a price consists of."""

    part: Part
    thing: type[Any] | None = None
    price: type[Any] | None = None
    link: str = ""
    numbers: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    needs_one: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of a row that a version can change, in the order in which changes are told."""
        return (*WORDS, *self.fixed, *self.numbers) if self.thing else self.numbers


GENERAL = Section(
    Part.GENERAL,
    numbers=("minimum_charge", "preferred_surcharge", "tax_rate", "tax_label", "prices_include_tax"),
)
SECTIONS: Mapping[str, Section] = {
    section.part.value: section
    for section in (
        Section(
            Part.SERVICES,
            ServiceType,
            ServicePrice,
            "service",
            ("rate", "minimum_quantity", "maximum_quantity"),
            fixed=("unit",),
            needs_one=True,
        ),
        Section(Part.QUALITIES, QualityTier, QualityPrice, "tier", ("multiplier",), needs_one=True),
        Section(
            Part.URGENCIES, UrgencyTier, UrgencyPrice, "tier", ("within_hours", "multiplier"), needs_one=True
        ),
        Section(Part.ADDONS, AddOn, AddOnPrice, "addon", ("kind", "amount")),
        Section(Part.VOLUMES, VolumeTier, VolumePrice, "tier", ("from_pieces", "percent")),
        Section(Part.SUBJECTS, Subject),
        Section(Part.LANGUAGES, Language, needs_one=True),
        GENERAL,
    )
}


def rows_of(section: Section, book: PriceBook) -> list[Row]:
    """The rows of a part as they stand in `book`, the current one: what is
    offered first, then what is archived."""
    if section.thing is None:
        return [
            {
                "key": "",
                "name": "",
                "offered": True,
                **{name: getattr(book, name) for name in section.numbers},
            }
        ]
    prices = _prices(section, book)
    things = section.thing.objects.filter(agency_id=book.agency_id).order_by("position", "id")
    rows = [_row(section, thing, prices.get(thing.pk), book) for thing in things]
    return [row for row in rows if row["offered"]] + [row for row in rows if not row["offered"]]


def _prices(section: Section, book: PriceBook) -> dict[int, Any]:
    """The newest price of each thing by the thing's id, one of a
    version that counts before one taken back."""
    if section.price is None:
        return {}
    newest = (f"{section.link}_id", F("book__take_back").asc(nulls_first=True), "-book__version")
    found = (
        section.price.objects.filter(agency_id=book.agency_id)
        .order_by(*newest)
        .distinct(f"{section.link}_id")
    )
    return {getattr(price, f"{section.link}_id"): price for price in found}


def _row(section: Section, thing: Any, price: Any, book: PriceBook) -> Row:
    row = {"key": thing.key, **{name: getattr(thing, name) for name in (*WORDS, *section.fixed)}}
    row["offered"] = thing.archived_at is None and (
        section.price is None or (price and price.book_id == book.pk)
    )
    return row | {name: getattr(price, name, None) for name in section.numbers}


def with_keys(section: Section, rows: Iterable[Row], before: Iterable[Row]) -> list[Row]:
    """The rows with a key for each new thing, made of its name and unlike every key that was ever used."""
    taken = {row["key"] for row in before}
    keyed = []
    for row in rows:
        key = row["key"] or (section.thing and _new_key(row["name"], taken)) or ""
        taken.add(key)
        keyed.append({**row, "key": key})
    return keyed


def _new_key(name: str, taken: set[str]) -> str:
    stem = slugify(name)[:34].strip("-") or "item"
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    return next(key for key in itertools.chain([stem], numbered) if key not in taken)


def twins(rows: Iterable[Row]) -> list[int]:
    """The places of rows that share their name with another, in capitals or not."""
    names = [row["name"].casefold() for row in rows]
    counted = Counter(names)
    return [place for place, name in enumerate(names) if counted[name] > 1]


def candidate(section: Section, rows: Iterable[Row], book: formula.PriceBook) -> formula.PriceBook:
    """`book` as the next version would be with these rows: what a preview prices its example with."""
    live = [row for row in rows if row["offered"]]
    made = {row["key"]: _MADE[section.part](row) for row in live} if section.part in _MADE else {}
    changed: Any = {
        Part.SERVICES: {"services": made},
        Part.QUALITIES: {"qualities": made},
        Part.URGENCIES: {
            "urgencies": tuple(sorted(made.values(), key=lambda tier: getattr(tier, "within_hours", 0)))
        },
        Part.ADDONS: {"addons": made},
        Part.VOLUMES: {
            "volumes": tuple(sorted(made.values(), key=lambda tier: getattr(tier, "from_pieces", 0)))
        },
        Part.GENERAL: {name: live[0][name] for name in section.numbers} if section.thing is None else {},
    }.get(section.part, {})
    return replace(book, version=book.version + 1, **changed)


_MADE: Mapping[Part, Callable[[Row], Any]] = {
    Part.SERVICES: lambda row: ServiceRate(
        row["key"], row["name"], row["unit"], row["rate"], row["minimum_quantity"], row["maximum_quantity"]
    ),
    Part.QUALITIES: lambda row: Tier(row["key"], row["name"], row["multiplier"]),
    Part.URGENCIES: lambda row: formula.UrgencyTier(
        row["key"], row["name"], row["within_hours"], row["multiplier"]
    ),
    Part.ADDONS: lambda row: formula.AddOn(row["key"], row["name"], row["kind"], row["amount"]),
    Part.VOLUMES: lambda row: formula.VolumeTier(row["key"], row["name"], row["from_pieces"], row["percent"]),
}


@dataclass(frozen=True)
class Change:
    """A word or number that differs between two lists of rows; `old`
    and `new` are plain text, "" for none."""

    key: str
    name: str
    field: str
    old: str
    new: str


def compare(section: Section, before: Iterable[Row], after: Iterable[Row]) -> list[Change]:
    """What a version with `after` changes. Rows are matched by key;
    whatever is missing in `after` stays as it is.

    The values of a thing that is offered neither before nor after do not count.
    """
    known = {row["key"]: row for row in before}
    return [change for row in after for change in _row_changes(section, known.get(row["key"]), row)]


def _row_changes(section: Section, was: Row | None, row: Row) -> list[Change]:
    offered = bool(was and was["offered"]), bool(row["offered"])
    if not any(offered):
        return []
    changes = []
    if offered[0] != offered[1]:
        changes.append(Change(row["key"], row["name"], "offered", text_of(offered[0]), text_of(offered[1])))
    if offered[1]:
        for field in section.fields:
            old, new = text_of(was[field]) if was else "", text_of(row[field])
            if old != new:
                changes.append(Change(row["key"], row["name"], field, old, new))
    return changes


def merge(
    section: Section, mine: Iterable[Row], newest: Iterable[Row], theirs: Mapping[tuple[str, str], str]
) -> list[Row]:
    """Typed rows on top of the newest ones. `theirs` maps (key, field) of
    what others changed to what it was before.

    A value that only others changed is theirs; one that was typed stays as
    typed; things that came since are added.
    """
    rows = {row["key"]: row for row in newest}
    merged, seen = [], set()
    for row in mine:
        stored = rows.get(row["key"])
        seen.add(row["key"])
        if stored:
            untouched = (
                name
                for name in ("offered", *section.fields)
                if theirs.get((row["key"], name)) == text_of(row[name])
            )
            merged.append({**row, **{name: stored[name] for name in untouched}})
        else:
            merged.append(row)
    return [*merged, *(row for key, row in rows.items() if key not in seen)]


def text_of(value: Any) -> str:
    """A value of a row as it is kept with the history: 0.2500 as "0.25", true as "yes", nothing as ""."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return plain(value) if isinstance(value, Decimal) else str(value)
