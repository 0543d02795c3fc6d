"""`/api/v1/analytics/…`: boards, the rows behind their numbers, and what the metrics are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rest_framework.response import Response

from analytics.forms.asked import AskedForm
from analytics.pages.files import csv_lines
from analytics.pages.rows import KINDS, LABEL, NUMBER, ORDER, cell_of, shown_rows
from analytics.pages.tables import Table, board_table, rows_table
from analytics.pages.words import plain_number
from analytics.rules.boards import BOARDS, open_to
from analytics.rules.metrics import (
    DIMENSIONS,
    Asked,
    Figure,
    Metric,
    Number,
    Scope,
    board_figures,
    metric_for,
    metrics_for,
)
from analytics.rules.metrics.base import AT, VALUE
from analytics.states.metrics import Board, Preset
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.csv_export import csv_response
from project.base.errors import Invalid, NotVisible

from .shapes import FigureBoardOut, FigureRowOut, FiguresQuery, MetricsOut, RowsQuery

CSV = ("text/csv",)
#: What the form calls otherwise.
GRANULARITY = {"by": "granularity"}


class Figures(Resource):
    """The figures of one board."""

    single = True
    board: Board

    def board_answer(self, public_id: str = "") -> Any:
        """The whole board, or its file; of what has that id, where the board is about one thing."""
        scope, asked = self._scope(public_id), self._asked()
        if self.asked["format"] == "csv":
            return self._file(board_table(self.board, scope, asked))
        figures = board_figures(self.board, scope, asked)
        return Response(_board(self.board, asked, scope, figures))

    def rows_answer(self, public_id: str = "") -> Any:
        """A page of the rows behind one number, or the file of all."""
        scope = self._scope(public_id)
        metric = metric_for(self.viewer, self.board, self.asked["metric"])
        if metric is None:
            raise NotVisible
        asked = self._asked()
        if self.asked["format"] == "csv":
            return self._file(rows_table(metric, scope, asked))
        return page(
            self,
            shown_rows(metric, scope, asked),
            lambda row: _row(metric, row),
            order=ORDER,
            kinds=KINDS,
            key=lambda row: [row[AT], row["pk"]],
        )

    def _scope(self, public_id: str) -> Scope:
        find = BOARDS[self.board].subject
        subject = find(self.viewer, public_id) if find else None
        if find and subject is None:
            raise NotVisible
        return Scope(self.viewer, self.now, subject)

    def _file(self, table: Table) -> Any:
        return csv_response(csv_lines(table), f"{table.name}.csv")

    def _asked(self) -> Asked:
        """What the address asks; refused where a page would say what is wrong."""
        given = {key: value for key, value in self.asked.items() if value is not None}
        said = {**given, "by": given.get("granularity", "")}
        if "period" not in given and ("from" in given or "to" in given):
            said["period"] = Preset.OWN.value
        dimensions = BOARDS[self.board].filters
        if strange := [key for key in given if key in DIMENSIONS and key not in dimensions]:
            raise Invalid({strange[0]: ["This board cannot be narrowed by it."]})
        zone = self.viewer.agency.zone
        form = AskedForm(said, now=self.now, zone=zone, dimensions=dimensions)
        if not form.is_valid():
            raise Invalid({GRANULARITY.get(name, name): list(texts) for name, texts in form.errors.items()})
        return form.asked()


class ClientFiguresViewSet(Figures):
    """The figures of your own orders."""

    board = Board.CLIENT

    @endpoint(only(BOARDS[Board.CLIENT].right), FigureBoardOut, query=FiguresQuery, media_types=CSV)
    def retrieve(self, request: Any) -> Any:
        """Read the figures of the client accounts that you belong to: of money where you pay."""
        return self.board_answer()

    @verb(
        "rows",
        only(BOARDS[Board.CLIENT].right),
        FigureRowOut,
        method="get",
        detail=False,
        listed=True,
        query=RowsQuery,
        media_types=CSV,
        refusals=(404,),
    )
    def rows(self, request: Any) -> Any:
        """List the rows behind one number, the latest first."""
        return self.rows_answer()


class AgencyFiguresViewSet(Figures):
    """The figures of the agency."""

    board = Board.AGENCY

    @endpoint(only(BOARDS[Board.AGENCY].right), FigureBoardOut, query=FiguresQuery, media_types=CSV)
    def retrieve(self, request: Any) -> Any:
        """Read the figures of the agency. For the desk; fees and margin for managers and owners."""
        return self.board_answer()

    @verb(
        "rows",
        only(BOARDS[Board.AGENCY].right),
        FigureRowOut,
        method="get",
        detail=False,
        listed=True,
        query=RowsQuery,
        media_types=CSV,
        refusals=(404,),
    )
    def rows(self, request: Any) -> Any:
        """List the rows behind one number, the latest first."""
        return self.rows_answer()


class MetricViewSet(Resource):
    """What metrics there are."""

    @endpoint(MEMBERS, MetricsOut)
    def list(self, request: Any) -> Response:
        """List the metrics of your boards with their definitions."""
        boards = [rule.board for rule in open_to(self.viewer)]
        found = [one for board in boards for one in metrics_for(self.viewer, board)]
        return Response({"results": [_metric(one) for one in found]})


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "board": metric.board.value,
        "metric": metric.key,
        "name": str(metric.name),
        "definition": str(metric.definition),
        "time": str(metric.time),
        "timed": metric.timed,
        "unit": metric.unit.value,
        "how": metric.how.value,
        "rows": metric.kind.words(),
        "dimensions": list(metric.dimensions),
    }


def _board(board: Board, asked: Asked, scope: Scope, figures: list[Figure]) -> dict[str, Any]:
    period = asked.period
    return {
        "board": board.value,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "before_first": period.before.first.isoformat(),
        "before_last": period.before.last.isoformat(),
        "granularity": asked.by.value,
        "zone": str(period.zone),
        "as_of": moment_text(scope.now),
        "currency": scope.viewer.agency.currency,
        "figures": [_figure(one) for one in figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    metric = figure.metric
    return {
        "metric": metric.key,
        "name": str(metric.name),
        "definition": str(metric.definition),
        "unit": metric.unit.value,
        **_number(metric, figure.now),
        "before": _number(metric, figure.before) if figure.before else None,
        "series": [
            {
                "first": point.span.first.isoformat(),
                "last": point.span.last.isoformat(),
                **_number(metric, point.number),
            }
            for point in figure.series
        ],
        "parts": [
            {"dimension": key, "key": part.key, "name": part.label, **_number(metric, part.number)}
            for key, parts in figure.parts.items()
            for part in parts
        ],
        "cells": [
            {
                "first": cell.span.first.isoformat(),
                "last": cell.span.last.isoformat(),
                "dimension": metric.matrix,
                "key": cell.key,
                **_number(metric, cell.number),
            }
            for cell in figure.cells
        ],
    }


def _number(metric: Metric, number: Number) -> dict[str, Any]:
    return {"n": number.n, "value": _text(metric, number.value)}


def _text(metric: Metric, value: Any) -> str | None:
    plain = plain_number(metric.unit, None if value is None else Decimal(value))
    return None if plain == "" else str(plain)


def _row(metric: Metric, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "at": moment_text(row[AT]),
        "value": _text(metric, row[VALUE]),
        "id": str(row[NUMBER] or ""),
        "name": str(row[LABEL] or ""),
        "facts": [
            {"key": column.key, "name": str(column.name), "words": cell_of(column, row)}
            for column in metric.kind.columns
        ],
    }
