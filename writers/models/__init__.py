from .auto_accept import AutoAcceptance, AutoAcceptRule
from .blackouts import BlackoutPeriod
from .calendar_feeds import CalendarFeed
from .capacity import WriterCapacity
from .editor_workload import EditorWorkload
from .efforts import ServiceEffort
from .overrides import EligibilityOverride
from .pool import PoolEntry, PoolInterest
from .preferences import PreferredClient, PreferredService, PreferredSubject, WriterLanguage
from .rates import FeeRate, HeldLevel, WriterLevel
from .waiting_list import WaitingPlace

__all__ = [
    "AutoAcceptRule",
    "AutoAcceptance",
    "BlackoutPeriod",
    "CalendarFeed",
    "EditorWorkload",
    "EligibilityOverride",
    "FeeRate",
    "HeldLevel",
    "PoolEntry",
    "PoolInterest",
    "PreferredClient",
    "PreferredService",
    "PreferredSubject",
    "ServiceEffort",
    "WaitingPlace",
    "WriterCapacity",
    "WriterLanguage",
    "WriterLevel",
]
