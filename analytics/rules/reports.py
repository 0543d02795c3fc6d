"""Who may set up a report, for whom, and who may still read it. What a report says is asked anew for each
recipient, as the recipient, each time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from agencies.models import Membership
from agencies.states.roles import STAFF, Role, is_management, is_staff
from analytics.models import ReportRun, ScheduledReport
from analytics.states.metrics import Board
from analytics.states.reports import FEATURE, Withheld
from clients.models import AccountPerson
from clients.querysets import MAY_ORDER
from clients.rules.accounts import own_accounts
from project.base.features import is_on
from project.base.viewer import Member, Viewer

from .boards import BoardRule, open_to
from .metrics import Asked, Scope
from .metrics.periods import Period
from .report_times import steps_of

#: People who can be chosen as recipients, at most.
MOST_CANDIDATES = 200


def has_reports(viewer: Viewer) -> bool:
    """Whose pages of reports there are: whoever has figures at all."""
    return bool(open_to(viewer))


def open_board(viewer: Viewer, board: str) -> BoardRule | None:
    """The board, if the viewer may open it now."""
    return next((rule for rule in open_to(viewer) if rule.board == board), None)


def subject_seen(viewer: Viewer, rule: BoardRule, public_id: str) -> Any:
    """What a board is about, if the viewer sees it; None for a board about the viewer."""
    return rule.subject(viewer, public_id) if rule.subject else None


def subject_of(report: ScheduledReport) -> Any:
    """What a report is about, whoever asks; None for the reader's own figures."""
    return report.writer or report.cohort


def scope_for(viewer: Viewer, report: ScheduledReport, now: dt.datetime) -> Scope | None:
    """What the viewer may read of a report's figures now; None where it is nothing."""
    rule = open_board(viewer, report.board)
    if rule is None:
        return None
    about = subject_of(report)
    found = subject_seen(viewer, rule, about.public_id) if about else None
    return Scope(viewer, now, found) if found or not about else None


def asked_of(report: ScheduledReport, period: Period) -> Asked:
    """What a report asks of its board, of these days."""
    filters = {row.key: row.value for row in report.filters.all()}
    return Asked(period, steps_of(report.granularity, period), filters)


def can_change(viewer: Viewer, report: ScheduledReport) -> bool:
    """Who set it up changes it."""
    return viewer.agency_id == report.agency_id and report.owner_id == viewer.member_id


def can_stop(viewer: Viewer, report: ScheduledReport) -> bool:
    """Who set it up pauses and removes it; so do managers and owners, whose agency sends it."""
    return can_change(viewer, report) or (viewer.agency_id == report.agency_id and is_management(viewer))


def candidates(viewer: Member, board: str, subject: Any = None) -> QuerySet[Membership]:
    """Who can be chosen to receive a report of this board: of the figures of the desk those of the desk, of a
    client's their colleagues, of one's own work oneself alone. Whether somebody may read it is asked again
    whenever it is made. One query."""
    rows = Membership.objects.live().filter(agency_id=viewer.agency_id, placeholder=False)
    mine = Q(pk=viewer.member_id)
    if board in (Board.WRITER, Board.EDITOR):
        return rows.filter(mine)
    desk = Q(roles__overlap=list(STAFF)) if is_staff(viewer) else Q(pk=None)
    if board in (Board.CLIENT, Board.CLASS):
        people = _colleagues(viewer, board, subject)
        desk |= Q(pk__in=people.values("membership_id"), roles__contains=[Role.CLIENT.value])
    return rows.filter(mine | desk).order_by("public_name", "pk")


def _colleagues(viewer: Member, board: str, subject: Any) -> QuerySet[AccountPerson]:
    rows = AccountPerson.objects.filter(agency_id=viewer.agency_id)
    if board == Board.CLASS:
        return rows.filter(account_id=subject.account_id, role__in=MAY_ORDER)
    return rows.filter(account_id__in=list(own_accounts(viewer)))


def withheld_from(run: ReportRun) -> str:
    """Why a report does not go to its recipient, whatever its figures are, as a value of Withheld; "" for no
    reason. One that somebody sent to themselves needs no place on the list."""
    person, agency = run.membership, run.agency
    if agency.suspended_at is not None:
        return Withheld.AGENCY
    if not is_on(agency, FEATURE):
        return Withheld.OFF
    if not person.acts or not person.user.is_active:
        return Withheld.AWAY
    if run.by_hand or run.report.recipients.filter(membership=person, left_at=None).exists():
        return ""
    return Withheld.LEFT


def owner_stands(report: ScheduledReport, now: dt.datetime) -> bool:
    """Whether who set it up may still read it: a report that nobody answers for is made for nobody."""
    owner = report.owner
    viewer = Member(report.agency, membership=owner)
    return owner.acts and scope_for(viewer, report, now) is not None
