from .limits import LimitCounter
from .mail import Mail
from .security import Device, Ending, LoginAlert, LoginAlertPreference, Notice, PersonSession, Verdict
from .user import User

__all__ = [
    "Device",
    "Ending",
    "LimitCounter",
    "LoginAlert",
    "LoginAlertPreference",
    "Mail",
    "Notice",
    "PersonSession",
    "User",
    "Verdict",
]
