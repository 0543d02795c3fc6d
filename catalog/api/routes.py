"""The resources of the catalog and their paths below /api/v1/."""

from __future__ import annotations

from .catalog import CatalogViewSet
from .drafted_prices import PriceDraftViewSet
from .estimate import EstimateViewSet
from .price_versions import PriceVersionViewSet
from .templates import TemplateViewSet

ROUTES = [
    ("orders/catalog/imported", PriceDraftViewSet, "price-drafts"),
    ("orders/catalog/versions", PriceVersionViewSet, "price-versions"),
    ("orders/catalog/templates", TemplateViewSet, "price-templates"),
    ("orders/catalog", CatalogViewSet, "catalog"),
    ("orders/estimate", EstimateViewSet, "estimate"),
]
