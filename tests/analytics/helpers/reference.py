"""The printed definitions in plain Python: rows, as a page shows them, to the number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from analytics.rules.metrics import Asked, Figure, Metric, Scope, measured, metric_for, rows_of
from analytics.rules.metrics.base import AT, VALUE
from analytics.rules.metrics.periods import Period, usual_granularity
from analytics.states.metrics import Board, How
from project.base.viewer import Viewer


def number_of(how: How, values: Sequence[Any]) -> Decimal | None:
    """The number of these values."""
    given = sorted(Decimal(str(value)) for value in values)
    if how == How.COUNT:
        return Decimal(len(given))
    if how == How.SUM:
        return sum(given, Decimal(0))
    if not given:
        return None
    if how == How.MEDIAN:
        middle, odd = divmod(len(given), 2)
        return given[middle] if odd else (given[middle - 1] + given[middle]) / 2
    return sum(given, Decimal(0)) / len(given)


def asked(first: dt.date, last: dt.date, viewer: Viewer, **filters: str) -> Asked:
    period = Period(first, last, viewer.agency.zone)
    return Asked(period, usual_granularity(period), filters)


def metric(viewer: Viewer, board: Board, key: str) -> Metric:
    found = metric_for(viewer, board, key)
    assert found is not None, key
    return found


def figure(
    viewer: Viewer, board: Board, key: str, what: Asked, now: dt.datetime, subject: Any = None
) -> Figure:
    """A figure, which must be what its rows give."""
    one = metric(viewer, board, key)
    scope = Scope(viewer, now, subject)
    (found,) = measured([one], scope, what)
    check(found, what, scope)
    return found


def check(found: Figure, what: Asked, scope: Scope) -> None:
    """Each number of a figure equals the definition, applied to the rows that are shown for it."""
    one = found.metric
    rows = list(rows_of(one, scope, what))
    same(found.now, one, rows)
    if not one.timed:
        return
    assert found.before is not None
    before = Asked(what.period.before, what.by, what.filters)
    same(found.before, one, list(rows_of(one, scope, before)))
    assert sum(point.number.n for point in found.series) == len(rows)
    for point in found.series:
        start, end = point.span.start, point.span.end
        same(point.number, one, [row for row in rows if start <= row[AT] < end])
    for cell in found.cells:
        narrow = Asked(cell.span, what.by, {**what.filters, one.matrix: cell.key})
        same(cell.number, one, list(rows_of(one, scope, narrow)))
    if one.matrix:
        assert sum(cell.number.n for cell in found.cells) == len(rows)
    for key, parts in found.parts.items():
        for part in parts:
            narrow = Asked(what.period, what.by, {**what.filters, key: part.key})
            same(part.number, one, list(rows_of(one, scope, narrow)))


def same(number: Any, one: Metric, rows: Sequence[dict[str, Any]]) -> None:
    wanted = number_of(one.how, [row[VALUE] for row in rows])
    assert number.n == len(rows)
    few = len(rows) < one.least and one.how not in (How.COUNT, How.SUM)
    if wanted is None or few:
        assert number.value is None
    else:
        assert abs(number.value - wanted) < Decimal("0.000001"), (one.key, number, wanted)
