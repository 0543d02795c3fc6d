"""The rows behind a number, prepared for their page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.forms.asked import AskedForm
from analytics.rules.metrics import Asked, Figure, Metric, Scope, measured, rows_of
from analytics.rules.metrics.base import AT, VALUE, Column
from analytics.states.metrics import Board, How
from project.base import formatting
from project.base.paging import page_of
from project.base.viewer import Viewer

from .addresses import Addresses
from .boards import FILES, addresses_of, chips_of, name_of
from .words import number_words, told, value_words

#: The rows that a PDF, and a workbook, hold at most: these are made before they are sent. CSV holds all.
MOST_LINES, MOST_ROWS = 2_000, 20_000
#: The latest first.
ORDER, KINDS = (f"-{AT}", "-pk"), (dt.datetime, int)
#: How the column of what a row leads to is called in a query.
NUMBER, LABEL = "number_of", "label_of"
#: Where rows of a kind lead to; all others to the order of that number.
LINKS: dict[str, str] = {
    "tickets": "support:ticket",
    "quotes": "quotes:quote",
    "drafts": "drafts:draft",
    "classes": "cohorts:class",
    "writers": "writers:desk_capacity",
}


def shown_rows(metric: Metric, scope: Scope, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
    """The rows of a metric with what is shown of each, for page, files and calls."""
    columns = {f"show_{column.key}": F(column.path) for column in metric.kind.columns}
    kind = metric.kind
    names = {NUMBER: F(kind.number), LABEL: F(kind.label or kind.number)}
    return rows_of(metric, scope, asked).annotate(**names, **columns)


def rows_context(
    request: HttpRequest, scope: Scope, board: Board, metric: Metric, form: AskedForm
) -> dict[str, Any]:
    """What the page of rows prints. Two queries: the number, a page of rows."""
    viewer, at = scope.viewer, addresses_of(form, board, scope.subject)
    (figure,) = measured([metric], scope, at.asked)
    found = page_of(
        shown_rows(metric, scope, at.asked),
        request,
        order=ORDER,
        kinds=KINDS,
        key=lambda row: [row[AT], row["pk"]],
    )
    return {
        "board_name": name_of(board, scope.subject),
        "board_url": at.page(),
        "metric": metric,
        "columns": [column.name for column in metric.kind.columns],
        "has_value": metric.how != How.COUNT,
        "page": found.with_rows([printed(metric, row, viewer) for row in found.rows]),
        "chips": _row_chips(figure, at),
        "files": [_file(metric, kind, figure.now.n, at) for kind in FILES],
        "limits": _limits(figure.now.n),
        "value": number_words(metric.unit, figure.now.value, viewer.agency.currency),
        "n": figure.now.n,
        "rows_name": metric.kind.words(figure.now.n),
        **told(at.asked, scope.now),
    }


def _file(metric: Metric, kind: str, n: int, at: Addresses) -> dict[str, Any]:
    """A file of the rows. How far a long one has come is shown where it is sent row by row."""
    return {
        "label": kind.upper(),
        "url": at.rows_file(metric, kind),
        "rows": n if kind == "csv" and n > MOST_LINES else 0,
    }


def _limits(n: int) -> str:
    """Which files hold all rows; "" where all do."""
    if n <= MOST_LINES:
        return ""
    facts = {"xlsx": formatting.whole(MOST_ROWS), "pdf": formatting.whole(MOST_LINES)}
    if n <= MOST_ROWS:
        return _("CSV and XLSX hold all rows, PDF the first %(pdf)s.") % facts
    return _("CSV holds all rows, XLSX the first %(xlsx)s, PDF the first %(pdf)s.") % facts


def _row_chips(figure: Figure, at: Addresses) -> list[dict[str, str]]:
    chips = chips_of([figure], at)
    for chip, key in zip(chips, at.asked.filters, strict=True):
        chip["url"] = at.widened(key).rows(figure.metric)
    return chips


def printed(metric: Metric, row: Mapping[str, Any], viewer: Viewer) -> dict[str, Any]:
    """A row as its page shows it."""
    return {
        "number": row[LABEL],
        "url": link_of(metric, row[NUMBER]),
        "at": row[AT],
        "value": value_words(metric, row[VALUE], viewer.agency.currency),
        "cells": [(column.name, cell_of(column, row)) for column in metric.kind.columns],
    }


def link_of(metric: Metric, number: str | None) -> str:
    """The address of what a row is about."""
    return reverse(LINKS.get(metric.kind.key, "orders:order"), args=[number]) if number else ""


def cell_of(column: Column, row: Mapping[str, Any]) -> str:
    """What a column says of a row."""
    value = row[f"show_{column.key}"]
    if column.words is not None:
        return str(column.words.get(value, value))
    return "" if value is None else str(value)
