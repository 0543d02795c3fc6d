"""From rows to numbers: one statement for all metrics of a board (statement.py), and what it says of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from analytics.states.metrics import Board, Granularity, How

from .base import DIMENSIONS, Asked, Metric, Scope, metrics_asked
from .figures import Cell, Figure, Number, Part, Point
from .groups import grouped
from .periods import Period, span_begin
from .statement import HEAD, MOST_PARTS, WIDTH, Line, answers

ZERO = Decimal(0)


def board_figures(board: Board, scope: Scope, asked: Asked) -> list[Figure]:
    """The figures of a board that its viewer may see, as its page, files and calls show them."""
    found = measured(metrics_asked(scope.viewer, board, asked), scope, asked)
    return [figure for figure in found if figure.now.n or not figure.metric.rare]


def measured(metrics: Sequence[Metric], scope: Scope, asked: Asked, *, parts: bool = True) -> list[Figure]:
    """The figures of these metrics of a board, in their order. One statement, none without metrics."""
    groups = grouped(metrics, asked)
    found: list[dict[str, list[Line]]] = [{} for _group in groups]
    for line in answers(groups, scope, asked, parts):
        found[line[0]].setdefault(line[1], []).append(line)
    spans = [(span, span_begin(span.first, asked.by)) for span in asked.period.spans(asked.by)]
    figures = {
        metric.key: _figure(_Answer(metric, HEAD + WIDTH * place, lines), spans, asked)
        for group, lines in zip(groups, found, strict=True)
        for place, metric in enumerate(group.metrics)
    }
    return [figures[metric.key] for metric in metrics]


class _Answer:
    """What the lines of a group say of one of its metrics, whose columns begin `at` one of theirs."""

    def __init__(self, metric: Metric, at: int, lines: dict[str, list[Line]]) -> None:
        self.metric, self._at, self._lines = metric, at, lines
        self._counted = metric.how in (How.COUNT, How.SUM)
        self.nothing = Number(0, ZERO if self._counted else None)

    def of(self, what: str) -> Iterable[tuple[Line, Number]]:
        """The lines of that kind that have any of its rows, with the number of each."""
        at = self._at
        return [(line, self._number(line)) for line in self._lines.get(what, ()) if line[at]]

    def only(self, what: str) -> Number:
        """The number of the one line of that kind."""
        return next((number for _line, number in self.of(what)), self.nothing)

    def largest(self, key: str) -> list[tuple[Line, Number]]:
        """The lines of a dimension that are among the largest, these first."""
        rank = self._at + 2
        found = [(line, number) for line, number in self.of(key) if line[rank] <= MOST_PARTS]
        return sorted(found, key=lambda pair: pair[0][rank])

    def _number(self, line: Line) -> Number:
        n, value = line[self._at], line[self._at + 1]
        if self.metric.how == How.COUNT:
            return Number(n, Decimal(n))
        return Number(n, value if self._counted or n >= self.metric.least else None)


def _figure(answer: _Answer, spans: Sequence[tuple[Period, dt.date]], asked: Asked) -> Figure:
    metric, nothing = answer.metric, answer.nothing
    numbers = {line[2]: number for line, number in answer.of("span")}
    series = ((span, numbers.get(begin, nothing)) for span, begin in (spans if metric.timed else ()))
    return Figure(
        metric,
        answer.only("now"),
        answer.only("before") if metric.timed else None,
        tuple(Point(span, number) for span, number in series),
        {key: _parts(answer, key) for key in metric.dimensions if key != metric.matrix},
        _cells(answer, asked) if metric.matrix else (),
    )


def _parts(answer: _Answer, key: str) -> tuple[Part, ...]:
    words = DIMENSIONS[key].words or {}
    found = ((line[3], line[4], number) for line, number in answer.largest(key))
    return tuple(
        Part(str(value), str(words.get(value, label)), number)
        for value, label, number in found
        if value is not None
    )


def _cells(answer: _Answer, asked: Asked) -> tuple[Cell, ...]:
    months = {
        span_begin(month.first, Granularity.MONTH): month for month in asked.period.spans(Granularity.MONTH)
    }
    found = [Cell(months[line[2]], str(line[3]), number) for line, number in answer.of("cell")]
    return tuple(sorted(found, key=lambda cell: (cell.span.first, len(cell.key), cell.key)))
