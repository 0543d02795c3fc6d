"""The resources of quotes and their paths below /api/v1/."""

from __future__ import annotations

from .quote_preparation import QuotePreparationViewSet
from .quote_requests import QuoteRequestViewSet
from .quote_settings import QuoteSettingsViewSet
from .quotes import QuoteViewSet
from .trial_orders import TrialOrderViewSet

ROUTES = [
    ("orders/trial", TrialOrderViewSet, "trial-order"),
    ("orders/quotes", QuoteViewSet, "quotes"),
    ("orders/quotes", QuotePreparationViewSet, "quote-preparation"),
    ("orders/quotes", QuoteSettingsViewSet, "quote-settings"),
    ("orders/order-drafts", QuoteRequestViewSet, "order-draft-quotes"),
]
