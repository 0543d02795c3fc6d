"""The results as tables: for a terminal, and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from project.launcher.environment import ROOT

from .pages import BARE, LIST, ONE, Page
from .results import NAMES, Result, Results, Spread, machine

FLOOR_WORDS = {ONE: "one-row page", LIST: "list page", BARE: "bare page"}
DOCUMENT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- written by bin/bench: {} -->", "<!-- end: {} -->"


def terminal(results: Results) -> str:
    """Every page, one line each."""
    head = f"{'page':34}{'agency':8}  web ms   pg ms   /list     spread     /one   queries     kB   sent"
    return "\n".join([head, *(_line(row) for row in (*results.of_floor(), *results.rows.values()))])


def _line(row: Result) -> str:
    rows, ones = row.ratios["list"], row.ratios["one"]
    return (
        f"{row.label:34}{row.house:8}{row.web:8.2f}{row.postgres:8.2f}{rows.median:8.2f}"
        f"{rows.least:7.2f}-{rows.most:<6.2f}{ones.median:8.2f}{row.queries:8}"
        f"{row.raw / 1000:9.1f}{row.sent / 1000:7.1f}"
    )


def goals(results: Results) -> list[list[str]]:
    """The pages with a goal: in which house and beside what, what it is, what was found, and whether that
    reaches it."""
    return [
        found
        for label, page in results.pages.items()
        if page.goal
        for found in _goal(results, page, results.rows)
    ]


def _goal(results: Results, page: Page, rows: dict[tuple[str, str], Result]) -> list[list[str]]:
    assert page.goal
    house = next((name for name in (page.goal.house, "middle", "small") if (page.label, name) in rows), "")
    if not house:
        return []
    row = rows[page.label, house]
    ratio = row.ratios[NAMES[page.goal.floor]]
    found = [_verdict(page.label, FLOOR_WORDS[page.goal.floor], page.goal.most, ratio, house)]
    if page.goal.postgres:
        found.append(
            [
                page.label,
                house,
                "PostgreSQL",
                f"{page.goal.postgres:g} ms",
                f"{row.postgres:.1f} ms",
                _met(row.postgres <= page.goal.postgres),
            ]
        )
    if page.goal.kilobytes:
        found.append(
            [
                page.label,
                house,
                "sent",
                f"{page.goal.kilobytes:g} kB",
                f"{row.sent / 1000:.1f} kB",
                _met(row.sent <= 1000 * page.goal.kilobytes),
            ]
        )
    if page.status == 304:
        found.append([page.label, house, "status", "304", str(row.status), _met(row.status == 304)])
    growth = results.growth(page.label) if page.grows else None
    if growth:
        found.append(_verdict(page.label, "100 times the orders", page.grows, growth, "small to large"))
    return found


def _verdict(label: str, floor: str, most: float, spread: Spread, house: str) -> list[str]:
    said = f"{spread.median:.2f} ({spread.least:.2f}-{spread.most:.2f})"
    return [label, house, floor, f"{most:g}", said, _met(spread.median <= most)]


def _met(reached: bool) -> str:
    return "yes" if reached else "no"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def document(results: Results) -> dict[str, str]:
    """The parts of docs/performance.md that a measurement writes."""
    ones = results.ones()
    run = (
        f"{machine()}; {results.rounds} rounds. One list page of the floor cost {ones.median:.1f} "
        f"({ones.least:.1f}-{ones.most:.1f}) one-row pages."
    )
    head = ["page", "agency", "measured in", "goal", "found", "reached"]
    return {
        "run": run,
        "goals": markdown(head, goals(results)),
        "pages": markdown(PAGE_HEAD, _pages(results)),
    }


PAGE_HEAD = [
    "page",
    "agency",
    "web ms",
    "PostgreSQL ms",
    "/ list page",
    "/ one-row page",
    "queries",
    "kB",
    "kB sent",
]


def _pages(results: Results) -> list[list[str]]:
    return [
        [
            row.label,
            row.house,
            f"{row.web:.1f}",
            f"{row.postgres:.1f}",
            f"{row.ratios['list'].median:.2f} ({row.ratios['list'].least:.2f}-{row.ratios['list'].most:.2f})",
            f"{row.ratios['one'].median:.1f}",
            str(row.queries),
            f"{row.raw / 1000:.1f}",
            f"{row.sent / 1000:.1f}",
        ]
        for row in results.rows.values()
    ]


def write(path: Path, parts: dict[str, str]) -> None:
    """Put each part between its markers in the document.

    Raises:
        ValueError: the document has no place for one.
    """
    text = path.read_text()
    for name, part in parts.items():
        begin, end = BEGIN.format(name), END.format(name)
        before, _begin, rest = text.partition(begin)
        _old, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"{path.name} has no place for {name}")
        text = f"{before}{begin}\n\n{part}\n\n{end}{after}"
    path.write_text(text)
