from .limits import LimitCounter
from .mail import Mail
from .notices import Notice, NoticeKind, NoticePreference
from .security import Device, Ending, LoginAlert, LoginAlertPreference, PersonSession, Verdict
from .user import User

__all__ = [
    "Device",
    "Ending",
    "LimitCounter",
    "LoginAlert",
    "LoginAlertPreference",
    "Mail",
    "Notice",
    "NoticeKind",
    "NoticePreference",
    "PersonSession",
    "User",
    "Verdict",
]
