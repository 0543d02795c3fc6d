from orders.models.revision_policy import SeverityRule

from .change_orders import ChangeOrder, ChangeOrderLine
from .deliveries import Delivery
from .events import OrderEvent
from .extensions import ExtensionAsk
from .files import Attachment
from .ledger import LedgerEntry
from .mails import SentMail
from .marked import ImportCounter, MarkedOrder, TrialCounter
from .messages import InboxThread, Message, MessageMention, MessageRead, MessageText
from .offers import Offer
from .orders import Order, OrderAddOn, OrderCounter, OrderLine
from .passage_comments import PassageComment
from .reminder_hours import ReminderHours
from .revision_deadlines import DeadlineProposal
from .revisions import PointNote, RevisionPoint, RevisionRequest
from .search_text import SearchText
from .waiting_files import WaitingFile

__all__ = [
    "Attachment",
    "ChangeOrder",
    "ChangeOrderLine",
    "DeadlineProposal",
    "Delivery",
    "ExtensionAsk",
    "ImportCounter",
    "InboxThread",
    "LedgerEntry",
    "MarkedOrder",
    "Message",
    "MessageMention",
    "MessageRead",
    "MessageText",
    "Offer",
    "Order",
    "OrderAddOn",
    "OrderCounter",
    "OrderEvent",
    "OrderLine",
    "PassageComment",
    "PointNote",
    "ReminderHours",
    "RevisionPoint",
    "RevisionRequest",
    "SearchText",
    "SentMail",
    "SeverityRule",
    "TrialCounter",
    "WaitingFile",
]
