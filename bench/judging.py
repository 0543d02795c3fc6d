"""What a measurement is held to: the recorded bars, queries that do not grow, a place for every page."""

from __future__ import annotations

import json
from pathlib import Path

from .coverage import missing, unknown
from .results import Results

BARS = Path(__file__).with_name("bars.json")
#: A page may cost so many times its recorded bar.
SLACK = 1.25
#: Under so many list pages of the floor a cost is made of little but the request itself, and of chance.
LEAST = 0.1


def complaints(results: Results) -> list[str]:
    """What is worse than it may be, a sentence each."""
    return [*_places(), *_refused(results), *_dearer(results), *_growing(results)]


def _places() -> list[str]:
    return [
        *(
            f"{name} has no row: measure it in bench/other_pages.py, or excuse it in words."
            for name in missing()
        ),
        *(f"{name} is measured or excused, but no door is called so, or it is both." for name in unknown()),
    ]


def _refused(results: Results) -> list[str]:
    return [
        f"{label} in {house}: answered {row.status}."
        for (label, house), row in results.rows.items()
        if row.status not in (results.pages[label].status, 200)
    ]


def _dearer(results: Results) -> list[str]:
    found = []
    for (label, house), row in results.rows.items():
        bar = bars().get(label, {}).get(house)
        # The least of the rounds: what else the machine did meanwhile only ever adds.
        least = row.ratios["list"].least
        if bar is not None and least > max(bar, LEAST) * SLACK:
            found.append(
                f"{label} in {house}: {least:.2f} list pages, {least / bar:.2f} times its bar of {bar:.2f}."
            )
    return found


def _growing(results: Results) -> list[str]:
    found = []
    for label in dict.fromkeys(label for label, _house in results.counts):
        counts = {house: count for (name, house), count in results.counts.items() if name == label}
        small = counts.pop("small", None)
        for house, count in counts.items():
            if small is not None and count > small:
                found.append(f"{label}: {count} queries in {house}, {small} in small.")
    return found


def bars() -> dict[str, dict[str, float]]:
    """Page -> house -> recorded cost in list pages of the floor."""
    return json.loads(BARS.read_text()) if BARS.exists() else {}


def record(results: Results) -> None:
    """Make what was found the bar from now on; of pages and houses that were not measured it stays."""
    known = bars()
    for (label, house), row in results.rows.items():
        known.setdefault(label, {})[house] = round(row.ratios["list"].median, 2)
    BARS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
