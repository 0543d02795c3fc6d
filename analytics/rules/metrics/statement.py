"""The statement behind a board: metrics that are made of the same rows read them once.

Around the rows of each such group (groups.py) stands the same little SQL: grouping sets give the numbers of
the period, those of the period before, and of each span of the series; the largest parts come by their ranks.
A line of the answer is (group, what, span, key, label), and for each metric of the group how many rows, the
number, and its rank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.db import connection

from analytics.states.metrics import How

from .base import DIMENSIONS, Asked, Dimension, Metric, Scope
from .groups import Group, has_shape, rows_sql

#: Parts of a break-down at most; the largest come first.
MOST_PARTS = 10
#: The one aggregation of a metric, over its rows. What is counted has no value beside how many there are.
SQL = {
    How.COUNT: "NULL",
    How.SUM: "coalesce(sum({value}){fits}, 0)",
    How.SHARE: "avg({value}){fits}",
    How.MEAN: "avg({value}){fits}",
    How.MEDIAN: "percentile_cont(0.5) WITHIN GROUP (ORDER BY {value}){fits}",
}
Line = tuple[Any, ...]
#: Of a line of the answer: what stands before the numbers, and how many columns each metric has.
HEAD, WIDTH = 5, 3


def answers(groups: Sequence[Group], scope: Scope, asked: Asked, parts: bool) -> list[Line]:
    """The lines of the answer. One statement, none where there can be no rows. What stands in it are numbers
    and names of this program; values are parameters."""
    tables: list[str] = []
    selects: list[str] = []
    values: list[Any] = []
    shown: list[Any] = []
    most = max((len(group.metrics) for group in groups), default=0)
    for place, group in enumerate(groups):
        sql, given = rows_sql(group, scope, asked)
        if not sql:
            continue
        tables.append(f"m{place} AS ({sql})")
        values += given
        for select, more in _selects(place, group, asked, parts, most):
            selects.append(select)
            shown += more
    if not tables:
        return []
    statement = f"WITH {', '.join(tables)} {' UNION ALL '.join(selects)}"
    with _cursor(scope) as cursor:
        cursor.execute(statement, [*values, *shown])
        return cast(list[Line], cursor.fetchall())


def _cursor(scope: Scope) -> Any:
    """For SQL of few shapes one that plans each once: planning a board takes longer than a month of a small
    agency. Whatever the days, rows are found by the same indexes."""
    base: Any = connection
    return base.prepared_cursor(one_plan=True) if has_shape(scope) else base.cursor()


def _selects(
    place: int, group: Group, asked: Asked, parts: bool, most: int
) -> Iterator[tuple[str, list[Any]]]:
    start, zone = asked.period.start, str(asked.period.zone)
    if group.timed:
        yield _totals(place, group, most), [start, asked.by.value, zone]
    else:
        yield _now(place, group, most), []
    for key in group.broken_by if parts else ():
        yield _largest(place, group, key, most), [start] if group.timed else []
    if group.matrix and parts:
        yield _cells(place, group, most), [zone, start]


def _numbers(group: Group) -> str:
    """For each metric how many rows, and the number."""
    found = []
    for place, metric in enumerate(group.metrics):
        fits = f"FILTER (WHERE fits{place})"
        value = SQL[metric.how].format(value=f"value{place}", fits=fits)
        found.append(f"count(*) {fits} AS n{place}, ({value})::numeric AS v{place}")
    return ", ".join(found)


def _columns(group: Group, most: int, rank: str = "NULL::bigint") -> str:
    """These, and the rank of each, as columns of the answer; as many in every line."""
    found = [f"n{place}, v{place}, {rank.format(place)}" for place in range(len(group.metrics))]
    return ", ".join([*found, *["NULL::bigint, NULL::numeric, NULL::bigint"] * (most - len(found))])


def _now(place: int, group: Group, most: int) -> str:
    """What is of now alone."""
    numbers = f"SELECT {_numbers(group)} FROM m{place}"  # noqa: S608
    nothing = "NULL::date, NULL::text, NULL::text"
    return f"SELECT {place}, 'now', {nothing}, {_columns(group, most)} FROM ({numbers}) AS summed"  # noqa: S608


def _totals(place: int, group: Group, most: int) -> str:
    """The period, the one before, and the spans of the period."""
    moments = "row_at >= %s AS recent, date_trunc(%s, row_at AT TIME ZONE %s)::date AS span"
    rows = f"SELECT *, {moments} FROM m{place}"  # noqa: S608
    what = "CASE WHEN grouping(span) = 0 THEN 'span' WHEN recent THEN 'now' ELSE 'before' END"
    numbers = (
        f"SELECT {what} AS what, span, {_numbers(group)} FROM ({rows}) AS counted"  # noqa: S608
        " GROUP BY GROUPING SETS ((recent), (recent, span)) HAVING grouping(span) = 1 OR recent"
    )
    columns = _columns(group, most)
    return f"SELECT {place}, what, span, NULL::text, NULL::text, {columns} FROM ({numbers}) AS summed"  # noqa: S608


def _cells(place: int, group: Group, most: int) -> str:
    """The months of the period by the values of the dimension of a matrix."""
    key, month = f"by_{group.matrix}", "date_trunc('month', row_at AT TIME ZONE %s)::date"
    numbers = (
        f"SELECT {month} AS span, {key}::text AS key, {_numbers(group)} FROM m{place}"  # noqa: S608
        f" WHERE row_at >= %s GROUP BY 1, {key}"
    )
    columns = _columns(group, most)
    return f"SELECT {place}, 'cell', span, key, NULL::text, {columns} FROM ({numbers}) AS summed"  # noqa: S608


def _largest(place: int, group: Group, key: str, most: int) -> str:
    """The largest parts of the period, by their names where they are equal: those of each metric. Of equal
    ones that are too many, those that are there the longest."""
    named = _named_late(place, group, DIMENSIONS[key]) if DIMENSIONS[key].of else _named(place, group, key)
    ranked = f"SELECT *, {_ranks(group, 'r', 'label, key')} FROM ({named}) AS named"  # noqa: S608
    columns, among = _columns(group, most, "r{}"), _among(group, "r")
    return (
        f"SELECT {place}, '{key}', NULL::date, key, label, {columns} FROM ({ranked}) AS ranked WHERE {among}"  # noqa: S608
    )


def _named(place: int, group: Group, key: str) -> str:
    """All parts, by words that the rows have themselves."""
    return (
        f"SELECT by_{key}::text AS key, as_{key}::text AS label, {_numbers(group)} FROM m{place}"  # noqa: S608
        f" {_within(group)} GROUP BY by_{key}, as_{key}"
    )


def _named_late(place: int, group: Group, dimension: Dimension) -> str:
    """The largest parts with their words, which are read of these alone."""
    by, table = f"by_{dimension.key}", cast(Any, dimension.of)._meta
    value, label = (
        table.get_field(path.rpartition("__")[2]).column for path in (dimension.path, dimension.label)
    )
    numbers = f"SELECT {by}, {_numbers(group)} FROM m{place} {_within(group)} GROUP BY {by}"  # noqa: S608
    chosen = f"SELECT *, {_ranks(group, 'c', by)} FROM ({numbers}) AS summed"  # noqa: S608
    numbers = ", ".join(f"n{number}, v{number}" for number in range(len(group.metrics)))
    return (
        f'SELECT "{value}"::text AS key, "{label}"::text AS label, {numbers} FROM ({chosen}) AS chosen'  # noqa: S608
        f' LEFT JOIN "{table.db_table}" AS named ON named.id = {by} WHERE {_among(group, "c")}'
    )


def _within(group: Group) -> str:
    return "WHERE row_at >= %s" if group.timed else ""


def _ranks(group: Group, name: str, equal: str) -> str:
    """The rank of a part among those of each metric; `equal` orders those that are as large."""
    orders = (f"n{number} > 0 DESC, {_size(one, number)} DESC" for number, one in enumerate(group.metrics))
    return ", ".join(
        f"row_number() OVER (ORDER BY {order}, {equal}) AS {name}{number}"
        for number, order in enumerate(orders)
    )


def _among(group: Group, name: str) -> str:
    return " OR ".join(f"{name}{number} <= {MOST_PARTS}" for number in range(len(group.metrics)))


def _size(metric: Metric, number: int) -> str:
    """What makes a part large: the number, or of how many rows it is."""
    return f"v{number}" if metric.how == How.SUM else f"n{number}"
