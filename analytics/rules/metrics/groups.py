"""Metrics that are made of the same rows, and the SQL of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet

from project.base.compiled import Slot, compiled
from project.base.viewer import Member, Viewer

from .base import DIMENSIONS, Asked, Metric, Scope, metric_named
from .rows import rows_together

#: Before the key of a dimension whose value narrows.
FILTER = "only_"


@dataclass(frozen=True)
class Group:
    """Metrics that are made of the same rows, each perhaps of some of them."""

    metrics: tuple[Metric, ...]

    @property
    def timed(self) -> bool:
        return self.metrics[0].timed

    @property
    def matrix(self) -> str:
        return self.metrics[0].matrix

    @property
    def broken_by(self) -> list[str]:
        """The dimensions that have parts: not the one that a matrix shows."""
        keys = dict.fromkeys(key for metric in self.metrics for key in metric.dimensions)
        return [key for key in keys if key != self.matrix]


def grouped(metrics: Sequence[Metric], asked: Asked) -> list[Group]:
    """The metrics by what they are made of."""
    found: dict[Any, list[Metric]] = {}
    for metric in metrics:
        known = asked.filters.keys() <= set(metric.dimensions)
        rows = (metric.source, metric.kind.key, metric.at, metric.timed, metric.matrix, known)
        found.setdefault(rows, []).append(metric)
    return [Group(tuple(each)) for each in found.values()]


def has_shape(scope: Scope) -> bool:
    """Whether the SQL is made once for all who ask alike: of boards without a subject, for members."""
    return scope.subject is None and isinstance(scope.viewer, Member)


def rows_sql(group: Group, scope: Scope, asked: Asked) -> tuple[str, tuple[Any, ...]]:
    """The rows of the period and of the one before, each with what it can be broken down by; "" where there
    can be none. Of boards without a subject the SQL is made once for each shape."""
    since, until = asked.period.before.start, asked.period.end
    if has_shape(scope):
        filters = {f"{FILTER}{key}": value for key, value in asked.filters.items()}
        return _rows.part(
            scope.viewer,
            board=group.metrics[0].board.value,
            keys=tuple(metric.key for metric in group.metrics),
            now=scope.now,
            since=since,
            until=until,
            **filters,
        )
    try:
        rows = rows_together(group.metrics, scope, since, until, asked.filters)
        sql, given = _with_parts(group, rows).query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(given)


@compiled
def _rows(
    viewer: Viewer, board: str, keys: tuple[str, ...], now: Slot, since: Slot, until: Slot, **filters: Slot
) -> QuerySet[Any, Any]:
    group = Group(tuple(metric_named(board, key) for key in keys))
    narrowed = {name.removeprefix(FILTER): value for name, value in filters.items()}
    # The slots stand where moments do.
    rows = rows_together(group.metrics, Scope(viewer, cast(Any, now)), since, until, narrowed)
    return _with_parts(group, rows)


def _with_parts(group: Group, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    broken: dict[str, F] = {}
    for key in [*group.broken_by, *filter(None, [group.matrix])]:
        broken |= DIMENSIONS[key].columns(group.metrics[0].kind)
    return rows.annotate(**broken)
