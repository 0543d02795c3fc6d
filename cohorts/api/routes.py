"""The resources of class orders and their paths below /api/v1/."""

from __future__ import annotations

from typing import Any

from .members import ClassMemberViewSet
from .reports import ClassPlanViewSet, ClassReportLinkViewSet, ClassReportViewSet
from .sessions import ClassSessionViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("orders/classes", ClassSessionViewSet, "classes"),
    ("orders/class-members", ClassMemberViewSet, "class-members"),
    ("orders/class-plans", ClassPlanViewSet, "class-plans"),
    ("orders/class-reports", ClassReportViewSet, "class-reports"),
    ("orders/class-report-links", ClassReportLinkViewSet, "class-report-links"),
]
