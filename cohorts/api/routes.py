"""The resources of class orders and their paths below /api/v1/."""

from __future__ import annotations

from typing import Any

from .member_links import ClassLinksViewSet, ClassMemberLinkViewSet
from .reports import ClassPlanViewSet, ClassReportLinkViewSet, ClassReportViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("orders/classes", ClassLinksViewSet, "classes"),
    ("orders/class-members", ClassMemberLinkViewSet, "class-members"),
    ("orders/class-plans", ClassPlanViewSet, "class-plans"),
    ("orders/class-reports", ClassReportViewSet, "class-reports"),
    ("orders/class-report-links", ClassReportLinkViewSet, "class-report-links"),
]
