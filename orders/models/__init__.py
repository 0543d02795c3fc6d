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
from .changes import ChangeOrder, ChangeOrderLine
from .deliveries import Delivery
from .drafts import DraftAddOn, OrderDraft
from .events import OrderEvent
from .extensions import ExtensionAsk
from .favourites import FavouriteWriter
from .files import Attachment
from .invoices import BillingDetails, Invoice, InvoiceCounter, InvoicedEntry, InvoiceLine, InvoiceSettings
from .ledger import LedgerEntry
from .mails import SentMail
from .messages import Message, MessageMention, MessageRead, MessageText
from .negotiation import DeadlineProposal
from .offers import Offer
from .orders import Order, OrderAddOn, OrderCounter, OrderLine
from .presets import OrderPreset, PresetAddOn, PresetDefault, PresetStyle, PresetUse
from .pricebooks import Part, PriceBookChange, PriceBookTakeBack
from .quote_versions import QuoteAddOn, QuoteAnswer, QuoteLine, QuoteVersion
from .quotes import OrderQuote, QuoteCode, QuoteCounter, QuoteEvent, QuoteSettings, QuoteTerm
from .revisions import PointNote, RevisionPoint, RevisionRequest
from .severity import SeverityRule

__all__ = [
    "AccountInvitation",
    "AccountPerson",
    "AddOn",
    "AddOnPrice",
    "Attachment",
    "BillingDetails",
    "ChangeOrder",
    "ChangeOrderLine",
    "ClientAccount",
    "DeadlineProposal",
    "Delivery",
    "DraftAddOn",
    "ExtensionAsk",
    "FavouriteWriter",
    "Invoice",
    "InvoiceCounter",
    "InvoiceLine",
    "InvoiceSettings",
    "InvoicedEntry",
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
    "OrderPreset",
    "OrderQuote",
    "Part",
    "PointNote",
    "PresetAddOn",
    "PresetDefault",
    "PresetStyle",
    "PresetUse",
    "PriceBook",
    "PriceBookChange",
    "PriceBookTakeBack",
    "QualityPrice",
    "QualityTier",
    "QuoteAddOn",
    "QuoteAnswer",
    "QuoteCode",
    "QuoteCounter",
    "QuoteEvent",
    "QuoteLine",
    "QuoteSettings",
    "QuoteTerm",
    "QuoteVersion",
    "RevisionPoint",
    "RevisionRequest",
    "SentMail",
    "ServicePrice",
    "ServiceType",
    "SeverityRule",
    "Subject",
    "UrgencyPrice",
    "UrgencyTier",
]
