"""Reports that are made by the clock: set up, changed, paused, removed; and left by those who receive one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from analytics.models import ReportFilter, ReportRecipient, ScheduledReport
from analytics.rules.boards import BOARDS
from analytics.rules.report_times import next_run
from analytics.rules.reports import can_change, can_stop, candidates, open_board, subject_of, subject_seen
from analytics.states.metrics import Board
from analytics.states.reports import FEATURE, MOST_RECIPIENTS, MOST_REPORTS, PausedBy, Rhythm
from project.base.errors import Conflict, Invalid, NotVisible, Stale, WrongState, require
from project.base.features import require_on
from project.base.locks import locked
from project.base.viewer import Member

#: The columns that a plan sets.
COLUMNS = ("name", "rhythm", "weekday", "day", "hour", "span", "granularity")


@dataclass(frozen=True)
class Plan:
    """What somebody says of a report: when it is made, of which days, narrowed to what, for whom. Of
    `weekday` and `day` the one that its rhythm has counts."""

    name: str
    rhythm: str
    hour: int
    span: str
    granularity: str = ""
    weekday: int | None = None
    day: int | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    recipients: Sequence[Membership] = ()

    def columns(self) -> dict[str, Any]:
        """As they are stored: of the two days that of the rhythm alone."""
        found = {name: getattr(self, name) for name in COLUMNS}
        return found | {"day" if self.rhythm == Rhythm.WEEKLY else "weekday": None}


def add_report(
    *, actor: Member, board: str, plan: Plan, now: dt.datetime, subject: str = ""
) -> ScheduledReport:
    """Set up a report of a board that the actor may open, of what has the public id `subject` where the board
    is about one thing. The first one is made at the next moment of its rhythm. Raises Invalid by the name of
    a field, also for somebody whom the actor cannot choose; Conflict beyond MOST_REPORTS; NotVisible for what
    the actor does not see."""
    rule = open_board(actor, board)
    require(rule is not None)
    require_on(actor.agency, FEATURE)
    about = subject_seen(actor, BOARDS[Board(board)], subject)
    if about is None and BOARDS[Board(board)].subject:
        raise NotVisible()
    _require_sound(actor, board, about, plan)
    with transaction.atomic():
        locked(actor, actor.membership, no_key=True)
        _require_room(actor)
        report = ScheduledReport(
            agency=actor.agency,
            owner=actor.membership,
            board=board,
            writer=about if board == Board.WRITERS else None,
            cohort=about if board == Board.CLASS else None,
            created_at=now,
            **plan.columns(),
        )
        report.next_run_at = next_run(report, now, actor.agency.zone)
        report.save(force_insert=True)
        _write_filters(report, plan.filters)
        _write_recipients(report, plan.recipients, now)
    return report


def change_report(
    *, actor: Member, report: ScheduledReport, version: int | None, plan: Plan, now: dt.datetime
) -> ScheduledReport:
    """Change when it is made, of what and for whom; its board and what that is about stay. Who left it is not
    put back. What was made already stays as it is. Raises as add_report does, Stale when `version` is not the
    newest."""
    require(can_change(actor, report))
    require_on(actor.agency, FEATURE)
    require(open_board(actor, report.board) is not None)
    _require_sound(actor, report.board, subject_of(report), plan)
    with transaction.atomic():
        stored = _locked(actor, report)
        if version not in (None, stored.version):
            raise Stale(_("Somebody else has changed this report since you opened it."), current=stored)
        for name, value in plan.columns().items():
            setattr(stored, name, value)
        if not stored.is_paused:
            stored.next_run_at = next_run(stored, now, actor.agency.zone)
        stored.version += 1
        stored.save()
        stored.filters.all().delete()
        _write_filters(stored, plan.filters)
        _write_recipients(stored, plan.recipients, now)
    return stored


def pause_report(*, actor: Member, report: ScheduledReport, now: dt.datetime) -> ScheduledReport:
    """Make no more of it until it is resumed. Does nothing when it is paused."""
    require(can_stop(actor, report))
    with transaction.atomic():
        stored = _locked(actor, report)
        if not stored.is_paused:
            pause(stored, PausedBy.PERSON, now)
    return stored


def pause(stored: ScheduledReport, by: str, now: dt.datetime) -> None:
    """Pause a report that the caller has locked."""
    stored.paused_at, stored.paused_by, stored.next_run_at = now, by, None
    stored.save(update_fields=["paused_at", "paused_by", "next_run_at"])


def resume_report(*, actor: Member, report: ScheduledReport, now: dt.datetime) -> ScheduledReport:
    """Make it again, from its next moment on; what was not made meanwhile is not made up for. Does nothing
    when it is not paused."""
    require(can_change(actor, report))
    require_on(actor.agency, FEATURE)
    require(open_board(actor, report.board) is not None)
    with transaction.atomic():
        stored = _locked(actor, report)
        if stored.is_paused:
            stored.paused_at, stored.paused_by = None, ""
            stored.next_run_at = next_run(stored, now, actor.agency.zone)
            stored.save(update_fields=["paused_at", "paused_by", "next_run_at"])
    return stored


def remove_report(*, actor: Member, report: ScheduledReport, now: dt.datetime) -> None:
    """Make none of it any more, and list it nowhere. Whoever received one can read that on. Does nothing when
    it is removed."""
    require(can_stop(actor, report))
    with transaction.atomic():
        stored = locked(actor, report)
        if stored.removed_at is None:
            stored.removed_at, stored.next_run_at = now, None
            stored.save(update_fields=["removed_at", "next_run_at"])


def leave_report(*, recipient: ReportRecipient, now: dt.datetime) -> None:
    """Send no more of it to this recipient, who says so themselves: by their link, or signed in. A report on
    its way is kept back. Does nothing for who left before."""
    rows = ReportRecipient.objects.filter(agency_id=recipient.agency_id, pk=recipient.pk, left_at=None)
    rows.update(left_at=now)


def leave_own(*, actor: Member, report: ScheduledReport, now: dt.datetime) -> None:
    """The same for oneself, signed in. Does nothing for who is not on its list."""
    rows = report.recipients.filter(agency_id=actor.agency_id, membership_id=actor.member_id)
    for recipient in rows:
        leave_report(recipient=recipient, now=now)


def return_to_report(*, actor: Member, report: ScheduledReport) -> None:
    """Have a report that one left sent to oneself again. Does nothing for who did not leave it. Raises
    WrongState for who was never on its list."""
    require_on(actor.agency, FEATURE)
    with transaction.atomic():
        stored = _locked(actor, report)
        rows = stored.recipients.filter(membership_id=actor.member_id)
        if not rows.update(left_at=None):
            raise WrongState(_("You are not among those who receive this report."))


def _locked(actor: Member, report: ScheduledReport) -> ScheduledReport:
    """The report as it is now, unless it was removed."""
    stored = locked(actor, report)
    if stored.removed_at is not None:
        raise NotVisible()
    return stored


def _require_room(actor: Member) -> None:
    rows = ScheduledReport.objects.filter(agency_id=actor.agency_id, owner_id=actor.member_id)
    if rows.filter(removed_at=None).count() >= MOST_REPORTS:
        words = _("You have %(most)s scheduled reports. Remove one first.")
        raise Conflict(words % {"most": MOST_REPORTS})


def _require_sound(actor: Member, board: str, about: Any, plan: Plan) -> None:
    if plan.rhythm == Rhythm.WEEKLY and plan.weekday is None:
        raise Invalid({"weekday": _("Choose a day of the week.")})
    if plan.rhythm == Rhythm.MONTHLY and plan.day is None:
        raise Invalid({"day": _("Enter a day of the month.")})
    if set(plan.filters) - set(BOARDS[Board(board)].filters):
        raise Invalid({"filters": _("These figures cannot be narrowed by that.")})
    wanted = {person.pk for person in plan.recipients}
    if not wanted:
        raise Invalid({"recipients": _("Choose at least one person.")})
    if len(wanted) > MOST_RECIPIENTS:
        raise Invalid({"recipients": _("Choose up to %(most)s people.") % {"most": MOST_RECIPIENTS}})
    if candidates(actor, board, about).filter(pk__in=wanted).count() != len(wanted):
        raise Invalid({"recipients": _("Choose people from the list.")})


def _write_filters(report: ScheduledReport, filters: Mapping[str, str]) -> None:
    ReportFilter.objects.bulk_create(
        ReportFilter(agency_id=report.agency_id, report=report, key=key, value=value)
        for key, value in filters.items()
    )


def _write_recipients(report: ScheduledReport, people: Sequence[Membership], now: dt.datetime) -> None:
    """Who is on the list from now on. Those who left stay on it as such, chosen or not."""
    report.recipients.filter(left_at=None).exclude(membership__in=people).delete()
    ReportRecipient.objects.bulk_create(
        [
            ReportRecipient(agency_id=report.agency_id, report=report, membership=person, added_at=now)
            for person in dict.fromkeys(people)
        ],
        ignore_conflicts=True,
    )
