"""The resources of analytics and their paths below /api/v1/."""

from __future__ import annotations

from typing import Any

from .figures import AgencyFiguresViewSet, ClientFiguresViewSet, MetricViewSet
from .people_figures import (
    ClassFiguresViewSet,
    EditorFiguresViewSet,
    WriterFiguresViewSet,
    WritersFiguresViewSet,
)
from .reports import FigureReportRunViewSet, FigureReportViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("analytics/client", ClientFiguresViewSet, "client-figures"),
    ("analytics/agency", AgencyFiguresViewSet, "agency-figures"),
    ("analytics/writer", WriterFiguresViewSet, "writer-figures"),
    ("analytics/writers", WritersFiguresViewSet, "writers-figures"),
    ("analytics/editor", EditorFiguresViewSet, "editor-figures"),
    ("analytics/class", ClassFiguresViewSet, "class-figures"),
    ("analytics/metrics", MetricViewSet, "metrics"),
    ("analytics/reports", FigureReportViewSet, "figure-reports"),
    ("analytics/report-runs", FigureReportRunViewSet, "figure-report-runs"),
]
