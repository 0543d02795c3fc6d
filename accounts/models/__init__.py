from accounts.models.security import AlertVerdict

from .backup_address import BackupAddress
from .confirmations import ConfirmationCode
from .email_change import EmailChange
from .factor_resets import FactorReset
from .limits import LimitCounter
from .mail import Mail
from .notices import Notice, NoticeKind, NoticePreference
from .operators import Operator, OperatorAct, OperatorEvent
from .own_data import AccountClosing, ClosingEnd, DataExport
from .security import Device, Ending, LoginAlert, LoginAlertPreference, PersonSession
from .session_acts import ActKind, SessionAct
from .sign_outs import SignOut
from .stored_answers import StoredAnswer
from .tokens import AccessToken
from .user import User

__all__ = [
    "AccessToken",
    "AccountClosing",
    "ActKind",
    "AlertVerdict",
    "BackupAddress",
    "ClosingEnd",
    "ConfirmationCode",
    "DataExport",
    "Device",
    "EmailChange",
    "Ending",
    "FactorReset",
    "LimitCounter",
    "LoginAlert",
    "LoginAlertPreference",
    "Mail",
    "Notice",
    "NoticeKind",
    "NoticePreference",
    "Operator",
    "OperatorAct",
    "OperatorEvent",
    "PersonSession",
    "SessionAct",
    "SignOut",
    "StoredAnswer",
    "User",
]
