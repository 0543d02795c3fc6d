"""Figures and rows as tables: what files and calls are made of. A table says first what it is, of which days,
in which zone, as of when, and by which definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.rules.metrics import DIMENSIONS, Asked, Figure, Metric, Number, Scope, board_figures, measured
from analytics.rules.metrics.base import AT, VALUE
from analytics.rules.metrics.periods import Period
from analytics.states.metrics import Board, How, Unit

from .boards import name_of
from .rows import LABEL, ORDER, shown_rows
from .words import number_words, period_words, plain_number, told

#: Rows that are read at once.
CHUNK = 500


@dataclass(frozen=True)
class Line:
    """A row of a table for paper: what, more about it, and the number in words."""

    label: str
    detail: str
    number: str


@dataclass(frozen=True)
class Table:
    """`said`: what stands above it. `cells` and `lines` give the same rows: plain for spreadsheets, in words
    for paper; rows are read as they are asked for."""

    name: str
    title: str
    said: tuple[tuple[str, str], ...]
    header: tuple[str, ...]
    cells: Callable[[], Iterator[list[Any]]]
    lines: Callable[[], Iterator[Line]]


def board_table(board: Board, scope: Scope, asked: Asked) -> Table:
    """All numbers of a board: one query."""
    figures = board_figures(board, scope, asked)
    currency = scope.viewer.agency.currency
    rows = [row for figure in figures for row in _numbers(figure, asked)]
    header = (
        *(_("metric"), _("name"), _("what"), _("from"), _("to"), _("value of"), _("number"), _("n")),
        *(_("unit"), _("definition")),
    )
    return Table(
        f"{board.value}-{asked.period.first}-{asked.period.last}",
        name_of(board, scope.subject),
        _said(asked, scope),
        header,
        lambda: (_cells(*row, currency=currency) for row in rows),
        lambda: (_line(*row, currency=currency) for row in rows),
    )


def rows_table(metric: Metric, scope: Scope, asked: Asked) -> Table:
    """The rows behind one number, the latest first. One query for the number, one for the rows."""
    (figure,) = measured([metric], scope, asked, parts=False)
    currency = scope.viewer.agency.currency
    number = number_words(metric.unit, figure.now.value, currency)
    said = (
        (_("Number"), f"{number} (n = {figure.now.n})"),
        (_("Definition"), str(metric.definition)),
        (_("Belongs to a period by"), str(metric.time)),
        *_said(asked, scope),
    )
    columns = tuple(str(column.name) for column in metric.kind.columns)
    unit = _unit_words(metric, currency)
    reader = _reader(metric, scope, asked)
    return Table(
        f"{metric.board.value}-{metric.key}-{asked.period.first}-{asked.period.last}",
        f"{metric.name}: {scope.subject}" if scope.subject else str(metric.name),
        said,
        (_("number"), _("time"), *columns, f"{_('value')} ({unit})"),
        lambda: ([row[0], row[1], *row[2], _row_value(metric, row[3])] for row in reader()),
        lambda: (_row_line(metric, row, currency) for row in reader()),
    )


def _said(asked: Asked, scope: Scope) -> tuple[tuple[str, str], ...]:
    words = told(asked, scope.now)
    filters = "; ".join(f"{DIMENSIONS[key].name}: {value}" for key, value in asked.filters.items())
    return (
        (_("Period"), words["period_words"]),
        (_("Period before"), words["before_words"]),
        (_("Filter"), filters or _("None")),
        (_("Time zone"), words["zone"]),
        (_("As of"), words["as_of"]),
    )


def _numbers(figure: Figure, asked: Asked) -> Iterator[tuple[Metric, str, Period | None, str, Number]]:
    metric, period = figure.metric, asked.period
    yield metric, _("period") if metric.timed else _("now"), period if metric.timed else None, "", figure.now
    if figure.before is not None:
        yield metric, _("period before"), period.before, "", figure.before
    for point in figure.series:
        yield metric, str(asked.by.label), point.span, "", point.number
    for key, parts in figure.parts.items():
        for part in parts:
            name = str(DIMENSIONS[key].name)
            yield metric, name, period if metric.timed else None, part.label, part.number
    for cell in figure.cells:
        yield metric, str(DIMENSIONS[metric.matrix].name), cell.span, cell.key, cell.number


def _cells(
    metric: Metric, what: str, span: Period | None, part: str, number: Number, *, currency: str
) -> list[Any]:
    days = [span.first.isoformat(), span.last.isoformat()] if span else ["", ""]
    plain = plain_number(metric.unit, number.value)
    unit = _unit_words(metric, currency)
    return [
        *(metric.key, str(metric.name), what, *days, part, plain, number.n, unit, str(metric.definition)),
    ]


def _line(
    metric: Metric, what: str, span: Period | None, part: str, number: Number, *, currency: str
) -> Line:
    detail = " · ".join(filter(None, [part, period_words(span) if span else "", f"n = {number.n}"]))
    words = number_words(metric.unit, number.value, currency)
    return Line(f"{metric.name} – {what}", detail, words)


def _unit_words(metric: Metric, currency: str) -> str:
    """What a plain number is in."""
    special = {Unit.MONEY: currency, Unit.DURATION: _("seconds"), Unit.SHARE: _("share from 0 to 1")}
    return special.get(metric.unit) or str(metric.unit.label)


def _row_value(metric: Metric, value: Any) -> Any:
    if metric.how in (How.SHARE, How.COUNT):
        return int(value)
    return plain_number(metric.unit, value)


def _row_line(metric: Metric, row: tuple[str, str, list[str], Any], currency: str) -> Line:
    words = number_words(metric.unit, row[3], currency) if metric.how != How.SHARE else str(int(row[3]))
    return Line(row[0], " · ".join(filter(None, [row[1], *row[2]])), words if metric.how != How.COUNT else "")


def _reader(
    metric: Metric, scope: Scope, asked: Asked
) -> Callable[[], Iterator[tuple[str, str, list[str], Any]]]:
    """Reads (number, time in the agency's zone, cells, value) of each row, so many at once. Words are those
    of whoever asks, however late the rows are read."""
    rows = shown_rows(metric, scope, asked).order_by(*ORDER)
    columns = [(f"show_{column.key}", _spoken(column.words)) for column in metric.kind.columns]
    zone = asked.period.zone

    def read() -> Iterator[tuple[str, str, list[str], Any]]:
        for row in rows.iterator(CHUNK):
            cells = [str(words.get(row[name], _text(row[name]))) for name, words in columns]
            yield str(row[LABEL]), _stamp(row[AT], zone), cells, row[VALUE]

    return read


def _spoken(words: Mapping[str, Any] | None) -> dict[str, str]:
    return {key: str(value) for key, value in (words or {}).items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _stamp(moment: dt.datetime, zone: dt.tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


def taken(rows: Iterable[Line], most: int) -> tuple[list[Line], bool]:
    """The first `most` lines, and whether there are more."""
    found: list[Line] = []
    for line in rows:
        if len(found) == most:
            return found, True
        found.append(line)
    return found, False
