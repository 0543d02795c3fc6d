"""The resources of people and their paths below /api/v1/."""

from __future__ import annotations

from .devices import DeviceViewSet
from .login_alerts import LoginAlertViewSet
from .me import MeViewSet
from .notices import NoticeSettingsViewSet, NoticeViewSet
from .photo import PhotoViewSet
from .security_centre import SecurityEventViewSet, SecuritySummaryViewSet
from .security_log import AgencyEventViewSet
from .sessions import SessionViewSet
from .sign_in_questions import SignInQuestionViewSet
from .signing_out import SigningOutViewSet
from .tokens import TokenViewSet

ROUTES = [
    ("users/me", MeViewSet, "me"),
    ("users/me/photo", PhotoViewSet, "photo"),
    ("users/login-alerts", LoginAlertViewSet, "login-alerts"),
    ("users/sign-in-questions", SignInQuestionViewSet, "sign-in-questions"),
    ("users/devices", DeviceViewSet, "devices"),
    ("users/sessions", SessionViewSet, "sessions"),
    ("users/security-events", SecurityEventViewSet, "security-events"),
    ("users/security-summary", SecuritySummaryViewSet, "security-summary"),
    ("users/notifications", NoticeViewSet, "notifications"),
    ("users/notification-settings", NoticeSettingsViewSet, "notification-settings"),
    ("users/tokens", TokenViewSet, "tokens"),
    ("agencies/security-log", AgencyEventViewSet, "agency-security-log"),
    ("agencies/members", SigningOutViewSet, "signing-out"),
]
