from agencies.models.working_hours import Holiday, WorkingHours
from agencies.states.roles import Role

from .agency import Agency, Domain
from .agency_exports import AgencyExport
from .branding import BrandDraft, Branding, BrandPicture, BrandVersion
from .closing import AgencyClosing, ClosedAgency
from .domains import DomainClaim
from .features import FeaturePlan, FeatureSwitch, PlanState
from .files import FileUse, StoredFile
from .imports import DataImport, ImportColumn, ImportFault, ImportRow
from .legal import LegalAcceptance, LegalDraft, LegalKind, LegalText
from .letterhead import Letterhead, PaymentReference
from .marked import MarkedInvitation
from .marks import Erasure, Mark, MarkKind
from .membership import Invitation, Membership
from .security import SecurityEvent
from .webhooks import Webhook, WebhookAttempt, WebhookDelivery

__all__ = [
    "Agency",
    "AgencyClosing",
    "AgencyExport",
    "BrandDraft",
    "BrandPicture",
    "BrandVersion",
    "Branding",
    "ClosedAgency",
    "DataImport",
    "Domain",
    "DomainClaim",
    "Erasure",
    "FeaturePlan",
    "FeatureSwitch",
    "FileUse",
    "Holiday",
    "ImportColumn",
    "ImportFault",
    "ImportRow",
    "Invitation",
    "LegalAcceptance",
    "LegalDraft",
    "LegalKind",
    "LegalText",
    "Letterhead",
    "Mark",
    "MarkKind",
    "MarkedInvitation",
    "Membership",
    "PaymentReference",
    "PlanState",
    "Role",
    "SecurityEvent",
    "StoredFile",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
    "WorkingHours",
]
