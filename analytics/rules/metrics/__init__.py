"""The one layer of queries of all figures. See base.py: what a metric is, and how one is added."""

from . import (
    agency_funnel,
    agency_money,
    agency_orders,
    agency_service,
    client,
    client_planning,
    cohort,
    editor,
    writer,
)
from .base import (
    DIMENSIONS,
    Asked,
    Dimension,
    Kind,
    Metric,
    Scope,
    every_metric,
    metric_for,
    metrics_asked,
    metrics_for,
)
from .figures import Cell, Figure, Number, Part, Point
from .measuring import board_figures, measured
from .rows import rows_of

__all__ = [
    "DIMENSIONS",
    "Asked",
    "Cell",
    "Dimension",
    "Figure",
    "Kind",
    "Metric",
    "Number",
    "Part",
    "Point",
    "Scope",
    "agency_funnel",
    "agency_money",
    "agency_orders",
    "agency_service",
    "board_figures",
    "client",
    "client_planning",
    "cohort",
    "editor",
    "every_metric",
    "measured",
    "metric_for",
    "metrics_asked",
    "metrics_for",
    "rows_of",
    "writer",
]
