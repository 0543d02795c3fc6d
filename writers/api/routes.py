"""The resources of writers and their paths below /api/v1/."""

from __future__ import annotations

from .earnings import EarningsViewSet
from .editor_workload import EditorWorkloadViewSet
from .pool import PoolViewSet
from .pool_entries import PoolEntryViewSet
from .rates import HeldLevelViewSet, LevelViewSet, RateViewSet

ROUTES = [
    ("writer-management/levels", LevelViewSet, "writer-levels"),
    ("writer-management/rates", RateViewSet, "writer-rates"),
    ("writer-management/held-levels", HeldLevelViewSet, "held-levels"),
    ("writer-management/earnings", EarningsViewSet, "earnings"),
    ("writer-management/editor-workload", EditorWorkloadViewSet, "editor-workload"),
    ("writer-management/pool", PoolViewSet, "pool"),
    ("writer-management/pool-entries", PoolEntryViewSet, "pool-entries"),
]
