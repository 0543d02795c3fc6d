"""Imported prices as rows of the price list, beside those that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agencies.rules.imports import alike
from catalog.models import DraftedThing, PriceBook
from catalog.pricing.sections import SECTIONS, Change, Row, Section, compare, rows_of, with_keys

#: The columns of a drafted thing that its part has, by what they are called there.
NUMBERS: Mapping[str, Mapping[str, str]] = {
    "services": {
        "unit": "unit",
        "rate": "amount",
        "minimum_quantity": "minimum_quantity",
        "maximum_quantity": "maximum_quantity",
    },
    "qualities": {"multiplier": "multiplier"},
    "urgencies": {"within_hours": "within_hours", "multiplier": "multiplier"},
    "addons": {"kind": "kind", "amount": "amount"},
    "volumes": {"from_pieces": "minimum_quantity", "percent": "amount"},
}


def by_name(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows of a part by their name as it is compared; of two, the one that is offered."""
    return {alike(row["name"]): row for row in reversed(list(rows))}


def rows_with(section: Section, things: Iterable[DraftedThing], before: list[Row]) -> list[Row]:
    """The rows of a part that a draft brings: those of a name that is there change its prices, others are
    new, behind the last one."""
    known, last = by_name(before), max((row["position"] for row in before), default=0)
    rows = []
    for thing in things:
        stored = known.get(alike(thing.name))
        last += 0 if stored else 1
        row = stored or {"key": "", "position": last, "description": "", "name": thing.name}
        numbers = {name: getattr(thing, column) for name, column in NUMBERS[section.part.value].items()}
        words = {"description": thing.description} if thing.description else {}
        rows.append({**row, **words, **numbers, "offered": True})
    return rows


def changes_of(things: list[DraftedThing], book: PriceBook) -> list[tuple[Section, list[Change]]]:
    """What publishing would change of `book`, the current version, by parts; parts without changes are left
    out. Two queries for each part that the draft has."""
    found = []
    for section in SECTIONS.values():
        mine = [thing for thing in things if thing.part == section.part]
        if mine:
            before = rows_of(section, book)
            rows = with_keys(section, rows_with(section, mine, before), before)
            if changes := compare(section, before, rows):
                found.append((section, changes))
    return found
