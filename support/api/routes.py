"""The resources of support and their paths below /api/v1/."""

from __future__ import annotations

from typing import Any

from .disputes import DisputeSettingsViewSet, DisputeViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("support/disputes", DisputeViewSet, "disputes"),
    ("support/dispute-settings", DisputeSettingsViewSet, "dispute-settings"),
]
