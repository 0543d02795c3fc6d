"""The resources of the agency and their paths below /api/v1/."""

from __future__ import annotations

from .acceptances import AcceptanceViewSet
from .agency_exports import AgencyExportViewSet
from .branding import (
    BrandingViewSet,
    DarkLogoViewSet,
    IconViewSet,
    LogoViewSet,
    PublishedLookViewSet,
)
from .domains import DomainViewSet
from .features import FeatureViewSet
from .imports import ImportViewSet
from .invitations import InvitationViewSet
from .legal import LegalPageViewSet
from .limits import LimitsViewSet
from .members import MemberViewSet
from .opening import AgencySettingsViewSet
from .security import SecurityViewSet
from .setup import SetupViewSet
from .webhooks import WebhookViewSet
from .working_hours import HolidayViewSet, WorkingHoursViewSet

ROUTES = [
    ("agencies/members", MemberViewSet, "members"),
    ("agencies/invitations", InvitationViewSet, "invitations"),
    ("agencies/imports", ImportViewSet, "imports"),
    ("agencies/exports", AgencyExportViewSet, "agency-exports"),
    ("agencies/settings", AgencySettingsViewSet, "agency-settings"),
    ("agencies/branding", BrandingViewSet, "branding"),
    ("agencies/branding/versions", PublishedLookViewSet, "branding-versions"),
    ("agencies/branding/logo", LogoViewSet, "branding-logo"),
    ("agencies/branding/logo-dark", DarkLogoViewSet, "branding-logo-dark"),
    ("agencies/branding/favicon", IconViewSet, "branding-favicon"),
    ("agencies/setup", SetupViewSet, "agency-setup"),
    ("agencies/legal-pages", LegalPageViewSet, "legal-pages"),
    ("agencies/legal-acceptances", AcceptanceViewSet, "legal-acceptances"),
    ("agencies/limits", LimitsViewSet, "agency-limits"),
    ("agencies/features", FeatureViewSet, "features"),
    ("agencies/security", SecurityViewSet, "agency-security"),
    ("agencies/domains", DomainViewSet, "domains"),
    ("agencies/webhooks", WebhookViewSet, "webhooks"),
    ("agencies/working-hours", WorkingHoursViewSet, "working-hours"),
    ("agencies/holidays", HolidayViewSet, "holidays"),
]
