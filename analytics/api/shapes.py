"""What goes into calls about figures, and what comes out."""

from __future__ import annotations

from typing import Any

from analytics.rules.metrics import DIMENSIONS
from analytics.states.metrics import Board, Granularity, How, Preset, Unit
from project.base.api import fields
from project.base.api.bodies import Out, Paged, Query

FORMATS = ("json", "csv")
WHAT = "A number as text: money with two decimals, a share from 0 to 1, a duration in seconds."
VALUE = r"[A-Za-z0-9_-]{1,60}"
FROM = "The first day, in the agency’s time zone. Without it, the last 30 days."
TO = "The last day, included. Without it, today."


def _asked() -> dict[str, Any]:
    """The parameters of a board; one of them is no name that a class could have."""
    return {
        "from": fields.Day(required=False, help_text=FROM),
        "to": fields.Day(required=False, help_text=TO),
        "period": fields.Choice(
            choices=[one.value for one in Preset if one != Preset.OWN],
            required=False,
            help_text="A period that ends today, instead of days.",
        ),
        "granularity": fields.Choice(choices=Granularity.values, required=False),
        "format": fields.Choice(choices=FORMATS, default="json"),
        **{
            key: fields.Key(VALUE, required=False, help_text="Only what has this value. See `parts`.")
            for key in DIMENSIONS
        },
    }


class FiguresQuery(Query):
    """Of which days, in which steps, narrowed to what."""

    def get_fields(self) -> Any:
        return {**super().get_fields(), **_asked()}


class RowsQuery(Paged):
    """Behind which number, and the same."""

    metric = fields.Slug()

    def get_fields(self) -> Any:
        return {**super().get_fields(), **_asked()}


def number() -> fields.Text:
    """The field of a number."""
    return fields.Text(allow_null=True, help_text=WHAT)


class FigureNumberOut(Out):
    """A number, and of how many rows it is."""

    n = fields.Whole(most=2**31)
    value = number()


class FigureSpanOut(Out):
    """A number of a span of the series."""

    first = fields.Day()
    last = fields.Day()
    n = fields.Whole(most=2**31)
    value = number()


class FigurePartOut(Out):
    """A number of one value of a dimension."""

    dimension = fields.Choice(choices=list(DIMENSIONS))
    key = fields.Text()
    name = fields.Text()
    n = fields.Whole(most=2**31)
    value = number()


class FigureCellOut(Out):
    """A number of a matrix: of a month, and of one value of the dimension of its columns."""

    first = fields.Day()
    last = fields.Day()
    dimension = fields.Choice(choices=list(DIMENSIONS))
    key = fields.Text()
    n = fields.Whole(most=2**31)
    value = number()


class MetricOut(Out):
    """What a metric is."""

    board = fields.Choice(choices=Board.values)
    metric = fields.Slug()
    name = fields.Text()
    definition = fields.Text()
    time = fields.Text(help_text="By which moment a row belongs to a period.")
    timed = fields.Flag(help_text="False: it is of now, whatever the period.")
    unit = fields.Choice(choices=Unit.values)
    how = fields.Choice(choices=How.values)
    rows = fields.Text(help_text="What is counted.")
    dimensions = fields.Items(child=fields.Choice(choices=list(DIMENSIONS)))

    example = {
        "board": "client",
        "metric": "on_time",
        "name": "On time",
        "definition": "The share of orders whose first version came by the deadline as last agreed.",
        "time": "when the first version was delivered",
        "timed": True,
        "unit": "share",
        "how": "share",
        "rows": "orders",
        "dimensions": ["service", "colleague"],
    }


class MetricsOut(Out):
    """Every metric that you may see."""

    results = MetricOut(many=True)

    example = {"results": [MetricOut.example]}


class MetricFigureOut(Out):
    """A metric with its numbers."""

    metric = fields.Slug()
    name = fields.Text()
    definition = fields.Text()
    unit = fields.Choice(choices=Unit.values)
    n = fields.Whole(most=2**31)
    value = number()
    before = FigureNumberOut(allow_null=True)
    series = FigureSpanOut(many=True)
    parts = FigurePartOut(many=True)
    cells = FigureCellOut(many=True, help_text="Of a figure that is a matrix, such as retention.")


class FigureBoardOut(Out):
    """A board: of which days, in which zone, made when."""

    board = fields.Choice(choices=Board.values)
    first = fields.Day()
    last = fields.Day()
    before_first = fields.Day()
    before_last = fields.Day()
    granularity = fields.Choice(choices=Granularity.values)
    zone = fields.Text()
    as_of = fields.Moment()
    currency = fields.Text()
    figures = MetricFigureOut(many=True)

    example = {
        "board": "client",
        "first": "2026-03-01",
        "last": "2026-03-30",
        "before_first": "2026-01-30",
        "before_last": "2026-02-28",
        "granularity": "day",
        "zone": "Europe/London",
        "as_of": "2026-03-30T09:00:00Z",
        "currency": "EUR",
        "figures": [
            {
                "metric": "spend",
                "name": "Spend",
                "definition": "What was billed for your orders.",
                "unit": "money",
                "n": 2,
                "value": "345.60",
                "before": {"n": 0, "value": "0.00"},
                "series": [{"first": "2026-03-02", "last": "2026-03-02", "n": 2, "value": "345.60"}],
                "parts": [
                    {"dimension": "service", "key": "article", "name": "Article", "n": 2, "value": "345.60"}
                ],
                "cells": [],
            }
        ],
    }


class FigureFactOut(Out):
    """A column of a row, in words."""

    key = fields.Slug()
    name = fields.Text()
    words = fields.Text()


class FigureRowOut(Out):
    """A row that is counted."""

    at = fields.Moment()
    value = number()
    id = fields.Text(help_text="The number or id of what it is about.")
    name = fields.Text()
    facts = FigureFactOut(many=True)

    example = {
        "at": "2026-03-02T09:00:00Z",
        "value": "172.80",
        "id": "INK-2026-00042",
        "name": "INK-2026-00042",
        "facts": [{"key": "title", "name": "Title", "words": "Harbour feature"}],
    }
