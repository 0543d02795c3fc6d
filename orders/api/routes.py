"""The resources of orders and their paths below /api/v1/. Several viewsets stand under the path of a
resource: each has the verbs of one feature."""

from __future__ import annotations

from .attachment_content import ContentViewSet
from .attachments import AttachmentViewSet
from .downloads import DownloadViewSet
from .draft_conversion import DraftConversionViewSet
from .favourites import OrderFavouriteViewSet
from .holding import HoldingViewSet
from .inbox import InboxViewSet
from .ledger import LedgerViewSet
from .messages import MessageViewSet
from .offers import OfferViewSet
from .order_resource import PATH
from .orders import OrderViewSet
from .past_work import PastWorkViewSet
from .preset_application import PresetApplicationViewSet
from .reminder_hours import ReminderHoursViewSet
from .review_picking import ReviewPickingViewSet
from .reviews import ReviewViewSet
from .revision_agreements import RevisionAgreementViewSet
from .revision_desk import RevisionFiguresViewSet, RevisionPolicyViewSet
from .revision_requests import RevisionRequestViewSet
from .revision_work import RevisionWorkViewSet
from .search import SearchViewSet
from .suggested_fee import SuggestedFeeViewSet
from .version_comparison import VersionComparisonViewSet
from .work import WorkViewSet

ROUTES = [
    (PATH, OrderViewSet, "orders"),
    (PATH, DownloadViewSet, "order-downloads"),
    (PATH, OfferViewSet, "order-offers"),
    (PATH, SuggestedFeeViewSet, "order-suggested-fee"),
    (PATH, WorkViewSet, "order-work"),
    (PATH, ReviewViewSet, "order-reviews"),
    (PATH, ReviewPickingViewSet, "order-review-picking"),
    (PATH, HoldingViewSet, "order-holding"),
    (PATH, LedgerViewSet, "order-ledger"),
    (PATH, MessageViewSet, "order-messages"),
    (PATH, PastWorkViewSet, "order-past-work"),
    (PATH, VersionComparisonViewSet, "order-version-comparison"),
    ("orders/inbox", InboxViewSet, "inbox"),
    ("search", SearchViewSet, "search"),
    ("orders/attachments", AttachmentViewSet, "attachments"),
    ("orders/attachments", ContentViewSet, "attachment-content"),
    ("orders/revision-requests", RevisionRequestViewSet, "revision-requests"),
    ("orders/revision-requests", RevisionWorkViewSet, "revision-work"),
    ("orders/revision-requests", RevisionAgreementViewSet, "revision-agreements"),
    ("orders/reminder-hours", ReminderHoursViewSet, "reminder-hours"),
    ("orders/revision-policy", RevisionPolicyViewSet, "revision-policy"),
    ("orders/revision-figures", RevisionFiguresViewSet, "revision-figures"),
    ("orders/order-drafts", DraftConversionViewSet, "order-draft-conversion"),
    ("orders/order-presets", PresetApplicationViewSet, "order-preset-application"),
    ("orders/orders", OrderFavouriteViewSet, "order-favourites"),
]
