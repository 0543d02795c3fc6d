"""The resources of analytics and their paths below /api/v1/."""

from __future__ import annotations

from typing import Any

from .figures import AgencyFiguresViewSet, ClientFiguresViewSet, MetricViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("analytics/client", ClientFiguresViewSet, "client-figures"),
    ("analytics/agency", AgencyFiguresViewSet, "agency-figures"),
    ("analytics/metrics", MetricViewSet, "metrics"),
]
