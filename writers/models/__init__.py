from .auto_accept import AutoAcceptance, AutoAcceptRule
from .blackouts import BlackoutPeriod
from .calendar_feeds import CalendarFeed
from .capacity import WriterCapacity
from .consents import NonDisclosure, SampleConsent
from .editor_workload import EditorWorkload
from .efforts import ServiceEffort
from .feedback import Feedback, FeedbackContest
from .feedback_parts import (
    FeedbackChange,
    FeedbackEvent,
    FeedbackLevel,
    FeedbackPoint,
    FeedbackTag,
    SavedComment,
)
from .overrides import EligibilityOverride
from .pool import PoolEntry, PoolInterest
from .portfolio_rows import (
    PortfolioCredential,
    PortfolioFigures,
    PortfolioLink,
    PortfolioPhoto,
    PortfolioPolicy,
    PortfolioService,
    PortfolioSpeciality,
    ShortlistedWriter,
)
from .portfolio_samples import (
    ClearedFinding,
    PortfolioCollection,
    PortfolioEvent,
    PortfolioSample,
    SampleFile,
)
from .portfolios import PortfolioSlug, WriterPortfolio
from .preferences import PreferredClient, PreferredService, PreferredSubject, WriterLanguage
from .rates import FeeRate, HeldLevel, WriterLevel
from .rubrics import Rubric, RubricCriterion, RubricLevel
from .sample_links import SampleLink, SampleRequest, SampleView
from .waiting_list import WaitingPlace

__all__ = [
    "AutoAcceptRule",
    "AutoAcceptance",
    "BlackoutPeriod",
    "CalendarFeed",
    "ClearedFinding",
    "EditorWorkload",
    "EligibilityOverride",
    "FeeRate",
    "Feedback",
    "FeedbackChange",
    "FeedbackContest",
    "FeedbackEvent",
    "FeedbackLevel",
    "FeedbackPoint",
    "FeedbackTag",
    "HeldLevel",
    "NonDisclosure",
    "PoolEntry",
    "PoolInterest",
    "PortfolioCollection",
    "PortfolioCredential",
    "PortfolioEvent",
    "PortfolioFigures",
    "PortfolioLink",
    "PortfolioPhoto",
    "PortfolioPolicy",
    "PortfolioSample",
    "PortfolioService",
    "PortfolioSlug",
    "PortfolioSpeciality",
    "PreferredClient",
    "PreferredService",
    "PreferredSubject",
    "Rubric",
    "RubricCriterion",
    "RubricLevel",
    "SampleConsent",
    "SampleFile",
    "SampleLink",
    "SampleRequest",
    "SampleView",
    "SavedComment",
    "ServiceEffort",
    "ShortlistedWriter",
    "WaitingPlace",
    "WriterCapacity",
    "WriterLanguage",
    "WriterLevel",
    "WriterPortfolio",
]
