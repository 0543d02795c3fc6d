from agencies.models.working_hours import Holiday, WorkingHours
from agencies.states.roles import Role

from .agency import Agency, Branding, Domain
from .files import FileUse, StoredFile
from .letterhead import Letterhead, PaymentReference
from .membership import Invitation, Membership
from .security import SecurityEvent
from .webhooks import Webhook, WebhookAttempt, WebhookDelivery

__all__ = [
    "Agency",
    "Branding",
    "Domain",
    "FileUse",
    "Holiday",
    "Invitation",
    "Letterhead",
    "Membership",
    "PaymentReference",
    "Role",
    "SecurityEvent",
    "StoredFile",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
    "WorkingHours",
]
