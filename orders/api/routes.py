"""The resources of orders and their paths below /api/v1/."""

from __future__ import annotations

from .draft_conversion import DraftConversionViewSet
from .favourites import OrderFavouriteViewSet
from .preset_application import PresetApplicationViewSet
from .revision_agreements import RevisionAgreementViewSet
from .revision_desk import RevisionFiguresViewSet, RevisionPolicyViewSet
from .revision_requests import RevisionRequestViewSet
from .revision_work import RevisionWorkViewSet

ROUTES = [
    ("orders/revision-requests", RevisionRequestViewSet, "revision-requests"),
    ("orders/revision-requests", RevisionWorkViewSet, "revision-work"),
    ("orders/revision-requests", RevisionAgreementViewSet, "revision-agreements"),
    ("orders/revision-policy", RevisionPolicyViewSet, "revision-policy"),
    ("orders/revision-figures", RevisionFiguresViewSet, "revision-figures"),
    ("orders/order-drafts", DraftConversionViewSet, "order-draft-conversion"),
    ("orders/order-presets", PresetApplicationViewSet, "order-preset-application"),
    ("orders/orders", OrderFavouriteViewSet, "order-favourites"),
]
