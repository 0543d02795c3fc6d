from .accounts import AccountInvitation, AccountPerson, ClientAccount
from .catalog import (
    AddOn,
    AddOnPrice,
    PriceBook,
    QualityPrice,
    QualityTier,
    ServicePrice,
    ServiceType,
    Subject,
    UrgencyPrice,
    UrgencyTier,
)
from .deliveries import Delivery
from .drafts import DraftAddOn, OrderDraft
from .events import OrderEvent
from .files import Attachment
from .ledger import LedgerEntry
from .messages import Message, MessageMention, MessageRead, MessageText
from .offers import Offer
from .orders import Order, OrderAddOn, OrderCounter, OrderLine
from .revisions import RevisionPoint, RevisionRequest

__all__ = [
    "AccountInvitation",
    "AccountPerson",
    "AddOn",
    "AddOnPrice",
    "Attachment",
    "ClientAccount",
    "Delivery",
    "DraftAddOn",
    "LedgerEntry",
    "Message",
    "MessageMention",
    "MessageRead",
    "MessageText",
    "Offer",
    "Order",
    "OrderAddOn",
    "OrderCounter",
    "OrderDraft",
    "OrderEvent",
    "OrderLine",
    "PriceBook",
    "QualityPrice",
    "QualityTier",
    "RevisionPoint",
    "RevisionRequest",
    "ServicePrice",
    "ServiceType",
    "Subject",
    "UrgencyPrice",
    "UrgencyTier",
]
