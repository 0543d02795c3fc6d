"""The sessions of a class, as who runs them sees them: the list, one of them, and the file of attendance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.forms.sessions import PREFIX, AttendanceForm
from cohorts.models import Attendance, Booking, Cohort, CohortMember, Session
from cohorts.rules.sessions import attendance_of, can_organise, last_rows, why_not_record
from cohorts.states.sessions import TONES, AttendanceStatus
from project.base import csv_export, formatting
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Viewer

#: Order and types of the lists’ keysets, of page and API alike.
ORDER, PAST_ORDER, KINDS = ("starts_at", "id"), ("-starts_at", "-id"), (dt.datetime, int)
TABS = {"ahead": gettext_lazy("Ahead"), "past": gettext_lazy("Past")}
_SEATED = Count("bookings", filter=Q(bookings__cancelled_at=None))


def sessions_of(cohort: Cohort) -> Any:
    """All of a class, each with how many seats are `taken`."""
    rows = Session.objects.filter(agency_id=cohort.agency_id, cohort=cohort)
    return rows.select_related("group").annotate(taken=_SEATED)


def page_for(request: MemberRequest, cohort: Cohort, tab: str, now: dt.datetime) -> Any:
    """One page of a tab. Three queries at most."""
    ahead = tab == "ahead"
    rows = sessions_of(cohort).filter(**({"ends_at__gt": now} if ahead else {"ends_at__lte": now}))
    page = page_of(rows, request, order=ORDER if ahead else PAST_ORDER, kinds=KINDS)
    recorded = recorded_in([row.pk for row in page.rows], cohort)
    return page.with_rows([session_row(row, recorded.get(row.pk, 0), now) for row in page.rows])


def recorded_in(sessions: Sequence[int], cohort: Cohort) -> dict[int, int]:
    """Of how many members attendance is recorded, by session. One query."""
    rows = Attendance.objects.filter(agency_id=cohort.agency_id, session__in=sessions).order_by()
    counted = rows.values("session").annotate(count=Count("member", distinct=True))
    return {row["session"]: row["count"] for row in counted}


def session_row(session: Any, recorded: int, now: dt.datetime) -> dict[str, Any]:
    """What a row prints."""
    words, tone = state_of(session, session.taken, recorded, now)
    return {
        "session": session,
        "group": session.group.name if session.group else "",
        "state": words,
        "tone": tone,
        "taken": session.taken,
        "recorded": recorded,
    }


def state_of(session: Session, taken: int, recorded: int, now: dt.datetime) -> tuple[str, str]:
    """How a session stands, in words and as a tone."""
    if session.cancelled_at:
        return _("Cancelled"), "neutral"
    if session.ends_at <= now:
        missing = taken and not recorded
        return (_("Not recorded"), "warn") if missing else (_("Over"), "neutral")
    if session.starts_at <= now:
        return _("Now"), "good"
    if taken >= session.seats:
        return _("Full"), "info"
    return (_("Open"), "good") if now < session.closes_at else (_("Booking closed"), "neutral")


def session_page(viewer: Viewer, session: Session, now: dt.datetime) -> dict[str, Any]:
    """What the page of one session prints. A constant number of queries."""
    cohort, people = session.cohort, people_of(session)
    held, last = seats_of(session), last_of(session)
    rows = [person_row(one, held.get(one.pk), last.get(one.pk)) for one in people]
    taken, recorded = len(held), len(last)
    words, tone = state_of(session, taken, recorded, now)
    acts = can_organise(viewer, cohort) and cohort.is_live and not session.cancelled_at
    return {
        "cohort": cohort,
        "session": session,
        "state": words,
        "tone": tone,
        "taken": taken,
        "free": max(session.seats - taken, 0),
        "seated": [row for row in rows if row["booking"]],
        "others": [row for row in rows if not row["booking"]],
        "may_change": acts and session.starts_at > now,
        "may_cancel": acts and session.ends_at > now,
        "may_seat": acts and session.ends_at > now and taken < session.seats,
        "may_give_back": acts and session.ends_at > now,
        "may_record": can_organise(viewer, cohort) and not why_not_record(session, now),
        "why_not_record": why_not_record(session, now),
        "elsewhere": elsewhere(session, now) if acts else [],
        "choices": [("", _("Not recorded")), *AttendanceStatus.choices],
    }


def people_of(session: Session) -> list[CohortMember]:
    """Who may have a seat, or has had one: those in the class, or its group, and who is named by a seat or a
    record, by name. One query."""
    rows = CohortMember.objects.filter(agency_id=session.agency_id, cohort_id=session.cohort_id)
    fits = Q(removed_at=None, group_id=session.group_id) if session.group_id else Q(removed_at=None)
    ours = {"agency_id": session.agency_id}
    named = Q(pk__in=session.bookings.live().filter(**ours).values("member")) | Q(
        pk__in=session.attendances.filter(**ours).values("member")
    )
    return list(rows.filter(fits | named).select_related("group").order_by("name", "id"))


def seats_of(session: Session) -> dict[int, Booking]:
    """The seats that are taken, by member. One query."""
    return {row.member_id: row for row in session.bookings.live()}


def last_of(session: Session) -> dict[int, Attendance]:
    """What is recorded of each member now. One query."""
    rows = session.attendances.select_related("by").order_by("member_id", "-pk").distinct("member_id")
    return {row.member_id: row for row in rows}


def person_row(member: CohortMember, booking: Booking | None, record: Attendance | None) -> dict[str, Any]:
    """What the table prints of a member."""
    status = record.status if record else ""
    return {
        "member": member,
        "field": f"{PREFIX}{member.public_id}",
        "group": member.group.name if member.group else "",
        "booking": booking,
        "status": status,
        "label": AttendanceStatus(status).label if status else "",
        "tone": TONES.get(status, "neutral"),
        "by": record.by.public_name if record else "",
        "at": record.at if record else None,
    }


def elsewhere(session: Session, now: dt.datetime) -> list[Session]:
    """Other sessions to which a seat can be moved. One query."""
    rows = sessions_of(session.cohort).filter(cancelled_at=None, ends_at__gt=now).exclude(pk=session.pk)
    return [row for row in rows.order_by("starts_at", "pk") if row.taken < row.seats]


def attendance_form(session: Session, data: Any = None) -> AttendanceForm:
    """A choice for each member who can be recorded. Two queries."""
    last = last_of(session)
    people = people_of(session)
    known = {one.public_id: last[one.pk].status if one.pk in last else "" for one in people}
    return AttendanceForm(data, known=known)


def attendance_summary(cohort: Cohort) -> dict[str, str]:
    """Attendance of the whole class in words, "" where nobody was expected yet. One query."""
    found = attendance_of(cohort).values()
    attended, expected = sum(row.attended for row in found), sum(row.expected for row in found)
    if not expected:
        return {"share": "", "numbers": ""}
    numbers = _("%(attended)s of %(expected)s") % {
        "attended": formatting.whole(attended),
        "expected": formatting.whole(expected),
    }
    return {"share": f"{round(attended * 100 / expected)}%", "numbers": numbers}


HEADER = ("Session", "Starts", "Group", "Member", "Key", "Status", "Expected", "Recorded")


def attendance_csv(cohort: Cohort) -> Iterator[str]:
    """What counts, a row for each member and session, in the agency’s zone. Two queries."""
    people = {one.pk: one for one in cohort.members.select_related("group")}
    rows = sorted(last_rows(cohort), key=lambda row: (row.session.starts_at, row.session_id, row.member_id))
    return csv_export.lines_of(HEADER, (_cells(row, people[row.member_id], cohort) for row in rows))


def _cells(row: Attendance, member: CohortMember, cohort: Cohort) -> Sequence[Any]:
    zone = cohort.agency.zone
    return (
        row.session.title,
        row.session.starts_at.astimezone(zone).isoformat(timespec="minutes"),
        member.group.name if member.group else "",
        member.name,
        member.external_key,
        row.status,
        "yes" if row.expected else "no",
        row.at.astimezone(zone).isoformat(timespec="minutes"),
    )
