"""The figures above a list of orders: those of orders, and those that apps to the right add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orders.hooks.tiles import Tile
from orders.pages.lists.counts import Beside
from orders.pages.lists.line import tile


def beside_of(added: Iterable[Tile]) -> Beside:
    """What tiles of other apps count: for `beside` of listing.answer, which counts all in one query."""
    return tuple((_key(entry), entry.rows) for entry in added)


def in_order(
    counted: Mapping[str, int], own: Mapping[int, dict[str, Any]], added: Iterable[Tile]
) -> list[dict[str, Any]]:
    """For ui/stat.html: `own` tiles by their position, and those of other apps where they want to stand; of
    two at the same position, the own one first."""
    others = [
        (entry.position, tile(counted, _key(entry), entry.label, entry.url(), entry.icon, entry.tone))
        for entry in added
    ]
    return [shown for _at, shown in sorted([*own.items(), *others], key=lambda placed: placed[0])]


def _key(entry: Tile) -> str:
    """Its name among all that the list counts: no app's tile takes that of a tab."""
    return f"tile_{entry.name}"
