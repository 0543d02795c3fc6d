from .reports import ReportFilter, ReportRecipient, ScheduledReport
from .runs import ReportRun, RunFigure, RunFilter, RunPoint

__all__ = [
    "ReportFilter",
    "ReportRecipient",
    "ReportRun",
    "RunFigure",
    "RunFilter",
    "RunPoint",
    "ScheduledReport",
]
