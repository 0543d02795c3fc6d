"""The resources of writers and their paths below /api/v1/."""

from __future__ import annotations

from orders.api.order_resource import PATH

from .assignments import AssignmentViewSet, WaitingListViewSet
from .auto_accept import AutoAcceptRuleViewSet
from .calendar_feeds import CalendarFeedViewSet
from .capacity import CapacityViewSet
from .earnings import EarningsViewSet
from .editor_workload import EditorWorkloadViewSet
from .efforts import EffortsViewSet
from .fairness import FairnessViewSet
from .feedback import FeedbackViewSet
from .feedback_history import FeedbackHistoryViewSet
from .feedback_points import FeedbackPointViewSet, ReviewVerdictViewSet
from .own_offers import OwnOfferViewSet
from .pool import PoolViewSet
from .pool_entries import PoolEntryViewSet
from .portfolio_samples import SampleViewSet
from .portfolios import PortfolioViewSet
from .rates import HeldLevelViewSet, LevelViewSet, RateViewSet
from .rubrics import RubricViewSet
from .sample_consents import NonDisclosureViewSet, SampleConsentViewSet
from .sample_links import SampleFindingViewSet, SampleLinkViewSet
from .sample_requests import SampleRequestViewSet
from .saved_comments import SavedCommentViewSet
from .shortlist import ShortlistViewSet
from .undoing import UndoingViewSet

ROUTES = [
    ("writer-management/sample-consents", SampleConsentViewSet, "sample-consents"),
    ("writer-management/non-disclosures", NonDisclosureViewSet, "non-disclosures"),
    ("writer-management/sample-links", SampleLinkViewSet, "sample-links"),
    ("writer-management/sample-findings", SampleFindingViewSet, "sample-findings"),
    ("writer-management/sample-requests", SampleRequestViewSet, "sample-requests"),
    ("writer-management/writer-capacity", CapacityViewSet, "writer-capacity"),
    ("writer-management/feedback", FeedbackViewSet, "feedback"),
    ("writer-management/calendar-feeds", CalendarFeedViewSet, "calendar-feeds"),
    ("writer-management/fairness", FairnessViewSet, "fairness"),
    ("writer-management/feedback-history", FeedbackHistoryViewSet, "feedback-history"),
    ("writer-management/assignments", AssignmentViewSet, "assignments"),
    ("writer-management/waiting-lists", WaitingListViewSet, "waiting-lists"),
    ("writer-management/levels", LevelViewSet, "writer-levels"),
    ("writer-management/rates", RateViewSet, "writer-rates"),
    ("writer-management/held-levels", HeldLevelViewSet, "held-levels"),
    ("writer-management/earnings", EarningsViewSet, "earnings"),
    ("writer-management/editor-workload", EditorWorkloadViewSet, "editor-workload"),
    ("writer-management/offers", OwnOfferViewSet, "own-offers"),
    ("writer-management/writer-portfolios", PortfolioViewSet, "writer-portfolios"),
    ("writer-management/portfolio-samples", SampleViewSet, "portfolio-samples"),
    ("writer-management/pool", PoolViewSet, "pool"),
    ("writer-management/pool-entries", PoolEntryViewSet, "pool-entries"),
    ("writer-management/auto-accept-rules", AutoAcceptRuleViewSet, "auto-accept-rules"),
    (PATH, UndoingViewSet, "order-undoing"),
    ("writer-management/efforts", EffortsViewSet, "efforts"),
    ("writer-management/shortlist", ShortlistViewSet, "shortlist"),
    ("writer-management/feedback-points", FeedbackPointViewSet, "feedback-points"),
    ("writer-management/reviews", ReviewVerdictViewSet, "reviews"),
    ("writer-management/rubrics", RubricViewSet, "rubrics"),
    ("writer-management/saved-comments", SavedCommentViewSet, "saved-comments"),
]
