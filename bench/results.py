"""What a measurement found, as numbers: of each page at each size its cost beside the floor, its growth, its
queries and bytes, and whether its goal is reached."""

from __future__ import annotations

import gzip
import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from project.launcher.say import Refusal

from .measuring import Sample, Target
from .pages import BARE, LIST, ONE, Page

#: What makes the list of the floor an ordinary one: its queries, bytes, bytes compressed, and its cost in
#: pages of one row, each from and to.
QUERIES, RAW, PACKED, ONES = 3, (24_700, 27_300), (2_790, 3_410), (9.0, 11.0)
NAMES = {ONE: "one", LIST: "list", BARE: "bare"}


@dataclass(frozen=True)
class Spread:
    """A ratio: its median over the rounds, and from where to where it went."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        found = sorted(values)
        return cls(*(round(value, 3) for value in (statistics.median(found), found[0], found[-1])))


@dataclass(frozen=True)
class Result:
    """One page at one size. `web` and `postgres` are milliseconds of processor time for each request."""

    label: str
    door: str
    house: str
    web: float
    postgres: float
    ratios: dict[str, Spread]
    queries: int
    raw: int
    sent: int
    status: int


class Results:
    """Everything that was found in one run."""

    def __init__(self, targets: Sequence[Target], rounds: int) -> None:
        self.rounds = rounds
        self.floor = {target.label: target for target in targets if not target.house}
        self.targets = [target for target in targets if target.house and target.timed]
        self.counts = {(target.label, target.house): target.queries for target in targets if target.house}
        self.pages: dict[str, Page] = {target.label: target.page for target in self.targets}
        self.rows = {(target.label, target.house): self._row(target) for target in self.targets}

    def _row(self, target: Target) -> Result:
        ratios = {
            name: Spread.of(_divided(target.samples, self.floor[label].samples))
            for label, name in NAMES.items()
        }
        return Result(
            target.label,
            target.page.door,
            target.house,
            round(target.median(lambda each: each.web), 3),
            round(target.median(lambda each: each.postgres), 3),
            ratios,
            target.queries,
            target.raw,
            target.sent,
            target.status,
        )

    def of_floor(self) -> list[Result]:
        """The pages of the floor, as all others."""
        return [self._row(target) for target in self.floor.values()]

    def growth(self, label: str, houses: tuple[str, str] = ("small", "large")) -> Spread | None:
        """How much dearer a page is in the second house; None where it was not measured in both."""
        found = {target.house: target for target in self.targets if target.label == label}
        if not set(houses) <= found.keys():
            return None
        return Spread.of(_divided(found[houses[1]].samples, found[houses[0]].samples))

    def problems_of_floor(self, body: bytes) -> list[str]:
        """Why ratios to this floor would mean nothing. `body`: its list."""
        rows, packed = self.floor[LIST], len(gzip.compress(body, 6))
        ones = self.ones()
        return [
            f"{what} {found} instead of {wanted}"
            for what, found, wanted, fits in (
                ("queries:", rows.queries, QUERIES, rows.queries == QUERIES),
                ("bytes:", len(body), RAW, RAW[0] <= len(body) <= RAW[1]),
                ("bytes, compressed:", packed, PACKED, PACKED[0] <= packed <= PACKED[1]),
                ("cost in pages of one row:", ones.median, ONES, ONES[0] <= ones.median <= ONES[1]),
            )
            if not fits
        ]

    def ones(self) -> Spread:
        """The cost of the floor's list in pages of one row."""
        return Spread.of(_divided(self.floor[LIST].samples, self.floor[ONE].samples))

    def as_json(self) -> dict[str, Any]:
        """Everything, for a file."""
        return {
            "machine": machine(),
            "rounds": self.rounds,
            "floor": {
                NAMES[label]: {"web": target.median(lambda each: each.web), "queries": target.queries}
                | {"postgres": target.median(lambda each: each.postgres), "raw": target.raw}
                for label, target in self.floor.items()
            },
            "list in pages of one row": asdict(self.ones()),
            "pages": [asdict(row) for row in self.rows.values()],
            "growth": {
                label: asdict(spread)
                for label in self.pages
                for spread in [self.growth(label)]
                if spread is not None
            },
        }

    def as_text(self) -> str:
        """As JSON, a page on each line."""
        told = self.as_json()
        parts = [
            f" {json.dumps(name)}: " + (_lines(value) if isinstance(value, list) else json.dumps(value))
            for name, value in told.items()
        ]
        return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(rows: list[Any]) -> str:
    return "[\n  " + ",\n  ".join(map(json.dumps, rows)) + "\n ]"


def _divided(mine: Sequence[Sample], base: Sequence[Sample]) -> list[float]:
    """Round by round: what changes the machine from round to round changes both."""
    return [one.cost / other.cost for one, other in zip(mine, base, strict=True)]


def machine() -> str:
    """What it ran on, in words."""
    return f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"


def refuse_ratios(problems: Sequence[str]) -> None:
    """Raises Refusal where the floor is not what ratios are about."""
    if problems:
        raise Refusal(
            f"The floor is not an ordinary list page, so there are no ratios: {'; '.join(problems)}."
        )
