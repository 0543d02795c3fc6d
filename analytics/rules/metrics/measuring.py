"""From rows to numbers: one statement for all metrics of a board.

Around the rows of each metric (`rows_of`) stands the same little SQL: grouping sets give the number of the
period, that of the period before, and each span of the series, from one reading of the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet

from analytics.states.metrics import Board, Granularity, How
from project.base.compiled import Slot, compiled
from project.base.viewer import Member, Viewer

from .base import DIMENSIONS, Asked, Metric, Scope, metric_named, metrics_asked, rows_between
from .figures import Cell, Figure, Number, Part, Point
from .periods import span_begin

#: Parts of a break-down at most; the largest come first.
MOST_PARTS = 10
#: The one aggregation of a metric, over its rows.
SQL = {
    How.COUNT: "count(*)",
    How.SUM: "coalesce(sum(row_value), 0)",
    How.SHARE: "avg(row_value)",
    How.MEAN: "avg(row_value)",
    How.MEDIAN: "percentile_cont(0.5) WITHIN GROUP (ORDER BY row_value)",
}
ZERO = Decimal(0)
#: Before the key of a dimension whose value narrows.
FILTER = "only_"


def board_figures(board: Board, scope: Scope, asked: Asked) -> list[Figure]:
    """The figures of a board that its viewer may see, as its page, files and calls show them."""
    found = measured(metrics_asked(scope.viewer, board, asked), scope, asked)
    return [figure for figure in found if figure.now.n or not figure.metric.rare]


def measured(metrics: Sequence[Metric], scope: Scope, asked: Asked, *, parts: bool = True) -> list[Figure]:
    """The figures of these metrics, in their order. One statement, none without metrics."""
    found: dict[tuple[int, str], list[tuple[Any, ...]]] = {}
    for place, what, *rest in _ask(metrics, scope, asked, parts):
        found.setdefault((place, what), []).append(tuple(rest))
    return [_figure(metric, place, found, asked) for place, metric in enumerate(metrics)]


def _figure(metric: Metric, place: int, found: Mapping[Any, Any], asked: Asked) -> Figure:
    def only(what: str) -> Number:
        rows = found.get((place, what), [])
        return _number(metric, *rows[0][3:]) if rows else _number(metric, 0, None)

    spans = {row[0]: _number(metric, *row[3:]) for row in found.get((place, "span"), [])}
    nothing = _number(metric, 0, None)
    series = tuple(
        Point(span, spans.get(span_begin(span.first, asked.by), nothing))
        for span in (asked.period.spans(asked.by) if metric.timed else ())
    )
    return Figure(
        metric,
        only("now"),
        only("before") if metric.timed else None,
        series,
        {key: _parts(metric, key, found.get((place, key), [])) for key in _broken_by(metric)},
        _cells(metric, asked, found.get((place, "cell"), [])),
    )


def _broken_by(metric: Metric) -> list[str]:
    """The dimensions that have parts: not the one that a matrix shows."""
    return [key for key in metric.dimensions if key != metric.matrix]


def _cells(metric: Metric, asked: Asked, rows: Sequence[tuple[Any, ...]]) -> tuple[Cell, ...]:
    months = asked.period.spans(Granularity.MONTH)
    spans = {span_begin(month.first, Granularity.MONTH): month for month in months}
    found = [(spans[span], str(key), _number(metric, n, value)) for span, key, _label, n, value in rows]
    return tuple(Cell(*one) for one in sorted(found, key=lambda one: (one[0].first, len(one[1]), one[1])))


def _parts(metric: Metric, key: str, rows: Sequence[tuple[Any, ...]]) -> tuple[Part, ...]:
    words = DIMENSIONS[key].words or {}
    return tuple(
        Part(str(value), str(words.get(value, label)), _number(metric, n, number))
        for _span, value, label, n, number in rows
        if value is not None
    )


def _number(metric: Metric, n: int, value: Any) -> Number:
    if metric.how in (How.COUNT, How.SUM):
        return Number(n, ZERO if value is None else Decimal(value))
    return Number(n, Decimal(value) if value is not None and n >= metric.least else None)


def _ask(metrics: Sequence[Metric], scope: Scope, asked: Asked, parts: bool) -> Iterator[tuple[Any, ...]]:
    """Rows of (place of the metric, what, span, key, label, n, value). What stands in the SQL are numbers and
    names of this program; values are parameters."""
    tables: list[str] = []
    selects: list[str] = []
    values: list[Any] = []
    shown: list[Any] = []
    for place, metric in enumerate(metrics):
        sql, given = _rows_sql(metric, scope, asked)
        if not sql:
            continue
        tables.append(f"m{place} AS ({sql})")
        values += given
        for select, more in _selects(place, metric, asked, parts):
            selects.append(select)
            shown += more
    if not tables:
        return
    statement = f"WITH {', '.join(tables)} {' UNION ALL '.join(selects)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *shown])
        yield from cursor.fetchall()


def _rows_sql(metric: Metric, scope: Scope, asked: Asked) -> tuple[str, tuple[Any, ...]]:
    """The rows of the period and of the one before, each with what it can be broken down by; "" where there
    can be none. Of boards without a subject the SQL is made once for each shape."""
    since, until = asked.period.before.start, asked.period.end
    if scope.subject is None and isinstance(scope.viewer, Member):
        filters = {f"{FILTER}{key}": value for key, value in asked.filters.items()}
        return _rows.part(
            scope.viewer,
            board=metric.board.value,
            key=metric.key,
            now=scope.now,
            since=since,
            until=until,
            **filters,
        )
    try:
        rows = rows_between(metric, scope, since, until, asked.filters)
        sql, given = _with_parts(metric, rows).query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(given)


@compiled
def _rows(
    viewer: Viewer, board: str, key: str, now: Slot, since: Slot, until: Slot, **filters: Slot
) -> QuerySet[Any, Any]:
    metric = metric_named(board, key)
    narrowed = {name.removeprefix(FILTER): value for name, value in filters.items()}
    # The slots stand where moments do.
    return _with_parts(metric, rows_between(metric, Scope(viewer, cast(Any, now)), since, until, narrowed))


def _with_parts(metric: Metric, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    broken: dict[str, F] = {}
    for key in metric.dimensions:
        path, label = DIMENSIONS[key].paths(metric.kind)
        broken |= {f"by_{key}": F(path), f"as_{key}": F(label)}
    return rows.annotate(**broken)


def _selects(place: int, metric: Metric, asked: Asked, parts: bool) -> Iterator[tuple[str, list[Any]]]:
    number = f"count(*), ({SQL[metric.how]})::numeric"
    start: dt.datetime = asked.period.start
    if not metric.timed:
        yield f"SELECT {place}, 'now', NULL::date, NULL::text, NULL::text, {number} FROM m{place}", []  # noqa: S608
    else:
        yield _totals(place, number), [start, asked.by.value, str(asked.period.zone)]
    for key in _broken_by(metric) if parts else ():
        yield _parts_sql(place, metric, key, number), [start] if metric.timed else []
    if metric.matrix and parts:
        yield _cells_sql(place, metric, number), [str(asked.period.zone), start]


def _cells_sql(place: int, metric: Metric, number: str) -> str:
    """The months of the period by the values of the dimension of a matrix."""
    key = f"by_{metric.matrix}"
    month = "date_trunc('month', row_at AT TIME ZONE %s)::date"
    select = f"SELECT {place}, 'cell', {month} AS span, {key}::text, NULL::text, {number} FROM m{place}"  # noqa: S608
    return f"({select} WHERE row_at >= %s GROUP BY span, {key})"


def _parts_sql(place: int, metric: Metric, key: str, number: str) -> str:
    """The largest parts of the period, by their names where they are equal."""
    within = "WHERE row_at >= %s" if metric.timed else ""
    first = "7 DESC" if metric.how in (How.COUNT, How.SUM) else "6 DESC"
    select = f"SELECT {place}, '{key}', NULL::date, by_{key}::text, as_{key}::text, {number} FROM m{place}"  # noqa: S608
    return f"({select} {within} GROUP BY by_{key}, as_{key} ORDER BY {first}, 5, 4 LIMIT {MOST_PARTS})"


def _totals(place: int, number: str) -> str:
    """The period, the one before, and the spans of the period."""
    columns = "row_value, row_at >= %s AS recent, date_trunc(%s, row_at AT TIME ZONE %s)::date AS span"
    counted = f"SELECT {columns} FROM m{place}"  # noqa: S608
    what = "CASE WHEN grouping(span) = 0 THEN 'span' WHEN recent THEN 'now' ELSE 'before' END"
    return (
        f"SELECT {place}, {what}, span, NULL::text, NULL::text, {number} FROM ({counted}) AS counted"  # noqa: S608
        " GROUP BY GROUPING SETS ((recent), (recent, span)) HAVING grouping(span) = 1 OR recent"
    )
