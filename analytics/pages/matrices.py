"""A figure as a matrix: months down, the values of a dimension across, each cell a link to its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from analytics.rules.metrics import DIMENSIONS, Cell, Figure
from analytics.rules.metrics.periods import Period
from analytics.states.metrics import Granularity, Unit
from project.base import formatting

from .addresses import Addresses
from .words import number_words, span_words


def matrix_of(figure: Figure, at: Addresses, now: dt.datetime) -> dict[str, Any]:
    """What a page prints of a matrix by months after: a row for each month that has any, with the share of
    its first column. A month that has not begun is empty, one that has and found nobody is 0."""
    if not figure.metric.matrix or not figure.cells:
        return {}
    columns = range(1 + max(int(cell.key) for cell in figure.cells))
    rows: dict[Period, dict[str, Cell]] = {}
    for cell in figure.cells:
        rows.setdefault(cell.span, {})[cell.key] = cell
    return {
        "name": DIMENSIONS[figure.metric.matrix].name,
        "columns": [formatting.whole(column) for column in columns],
        "rows": [
            {
                "label": span_words(span, Granularity.MONTH),
                "cells": list(_cells(figure, span, cells, columns, at, now)),
            }
            for span, cells in rows.items()
        ],
    }


def _cells(
    figure: Figure, span: Period, cells: dict[str, Cell], columns: range, at: Addresses, now: dt.datetime
) -> Iterator[dict[str, str]]:
    unit, this_month = figure.metric.unit, _month(now.astimezone(span.zone).date())
    whole = cells["0"].number.value if "0" in cells else None
    for column in columns:
        cell = cells.get(str(column))
        value = cell.number.value if cell else None
        if cell is None or value is None:
            begun = _month(span.first) + column <= this_month
            yield {"value": number_words(unit, Decimal(0), "") if begun else "", "share": "", "url": ""}
            continue
        yield {
            "value": number_words(unit, value, ""),
            "share": number_words(Unit.SHARE, value / whole, "") if column and whole else "",
            "url": at.within(span).narrowed(figure.metric.matrix, cell.key).rows(figure.metric),
        }


def _month(day: dt.date) -> int:
    """The number of the month of a day: of the next it is one more."""
    return day.year * 12 + day.month
