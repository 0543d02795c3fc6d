"""What is made of the rows of a metric: its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .base import Metric
from .periods import Period


@dataclass(frozen=True)
class Number:
    """One number: of how many rows, and None where it is of too few to say anything."""

    n: int
    value: Decimal | None


@dataclass(frozen=True)
class Point:
    """A number of a span of the series."""

    span: Period
    number: Number


@dataclass(frozen=True)
class Part:
    """A number of one value of a dimension: `key` as addresses have it, `label` as people read it."""

    key: str
    label: str
    number: Number


@dataclass(frozen=True)
class Cell:
    """A number of a matrix: of a month of the period, and of one value of the dimension of its columns."""

    span: Period
    key: str
    number: Number


@dataclass(frozen=True)
class Figure:
    """A metric with its numbers. Of a metric of now there is no `before` and no series. `cells`: those of its
    matrix that have rows, month by month."""

    metric: Metric
    now: Number
    before: Number | None
    series: tuple[Point, ...]
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()
