"""The resources of drafts and their paths below /api/v1/."""

from __future__ import annotations

from .order_drafts import OrderDraftViewSet
from .order_presets import OrderPresetViewSet

ROUTES = [
    ("orders/order-drafts", OrderDraftViewSet, "order-drafts"),
    ("orders/order-presets", OrderPresetViewSet, "order-presets"),
]
