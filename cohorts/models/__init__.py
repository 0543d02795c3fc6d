from .assignment import CohortEditor, CohortWriter
from .cohorts import Cohort, CohortAddOn, CohortField, CohortGroup
from .events import CohortEvent, Nudge
from .links import MemberBrief, MemberLink, MemberPerson
from .members import CohortFile, CohortMember, MemberValue
from .placings import Placing
from .plans import Installment, Milestone
from .reports import ReportLink, ReportSnapshot, SnapshotMilestone, SnapshotRow
from .rosters import RosterColumn, RosterRow, RosterUpload
from .sessions import Attendance, Booking, Session

__all__ = [
    "Attendance",
    "Booking",
    "Cohort",
    "CohortAddOn",
    "CohortEditor",
    "CohortEvent",
    "CohortField",
    "CohortFile",
    "CohortGroup",
    "CohortMember",
    "CohortWriter",
    "Installment",
    "MemberBrief",
    "MemberLink",
    "MemberPerson",
    "MemberValue",
    "Milestone",
    "Nudge",
    "Placing",
    "ReportLink",
    "ReportSnapshot",
    "RosterColumn",
    "RosterRow",
    "RosterUpload",
    "Session",
    "SnapshotMilestone",
    "SnapshotRow",
]
