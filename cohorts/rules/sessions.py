"""Who runs the sessions of a class and who books them, what stands in the way, and how attendance counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cohorts.models import Attendance, Booking, Cohort, CohortMember, MemberPerson, Session
from cohorts.states.sessions import PRESENT
from project.base.viewer import Receiver, Viewer

from .cohorts import can_plan


def can_organise(viewer: Viewer, cohort: Cohort) -> bool:
    """Who makes, changes and cancels sessions, books for members, and records who was there: who plans the
    class."""
    return can_plan(viewer, cohort)


def may_book(viewer: Viewer, member: CohortMember) -> bool:
    """Who runs the sessions, for anybody of the class; who came by the member's own link, for themselves."""
    if isinstance(viewer, Receiver):
        own = MemberPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
        return member.removed_at is None and own.filter(member_id=member.pk).exists()
    return can_organise(viewer, member.cohort)


def free_seats(session: Session) -> int:
    """How many seats are left. One query."""
    return max(session.seats - session.bookings.live().count(), 0)


def why_not_book(session: Session, member: CohortMember, *, free: int, late: bool, now: dt.datetime) -> str:
    """What keeps a member from a seat, "" for nothing. `late`: whether booking is possible until it ends, as
    for who runs it, and not only until it closes."""
    if session.cancelled_at:
        return _("This session was cancelled.")
    if member.removed_at:
        return _("This member is no longer in the class.")
    if session.group_id and session.group_id != member.group_id:
        return _("This session is for another group.")
    if now >= (session.ends_at if late else session.closes_at):
        return _("Booking for this session has closed.")
    if free < 1:
        return _("This session is full.")
    return ""


def why_not_cancel_booking(session: Session, *, late: bool, now: dt.datetime) -> str:
    """What keeps a seat from being given back, "" for nothing."""
    if now >= (session.ends_at if late else session.closes_at):
        return _("Booking for this session has closed.")
    return ""


def why_not_record(session: Session, now: dt.datetime) -> str:
    """What keeps attendance from being recorded, "" for nothing."""
    if session.cancelled_at:
        return _("This session was cancelled.")
    if now < session.starts_at:
        return _("Record attendance once the session has begun.")
    return ""


@dataclass(frozen=True)
class Count:
    """Of one member, or of many: sessions attended (late included) of those where they were expected, how
    often they were late, did not show up or were excused, and when they were first there."""

    attended: int = 0
    expected: int = 0
    late: int = 0
    no_shows: int = 0
    excused: int = 0
    first_at: dt.datetime | None = None

    @property
    def share(self) -> float | None:
        """Attendance: attended by expected sessions; None where nobody was expected."""
        return self.attended / self.expected if self.expected else None


def counted(rows: Iterable[Attendance]) -> Count:
    """What these rows, the last ones of each member and session, come to."""
    found = list(rows)
    there = [row for row in found if row.status in PRESENT]
    return Count(
        attended=sum(1 for row in there if row.expected),
        expected=sum(1 for row in found if row.expected),
        late=sum(1 for row in found if row.status == "late"),
        no_shows=sum(1 for row in found if row.status == "no_show"),
        excused=sum(1 for row in found if row.status == "excused"),
        first_at=min((row.session.starts_at for row in there), default=None),
    )


def last_rows(cohort: Cohort) -> list[Attendance]:
    """What counts of a class: of each member and session the last row, of sessions that were not cancelled.
    One query."""
    rows = Attendance.objects.filter(agency_id=cohort.agency_id, cohort=cohort, session__cancelled_at=None)
    last = rows.order_by("session_id", "member_id", "-pk").distinct("session_id", "member_id")
    return list(last.select_related("session"))


def attendance_of(cohort: Cohort) -> Mapping[int, Count]:
    """Attendance by the primary key of the member; nobody of whom nothing was recorded. One query."""
    by_member: dict[int, list[Attendance]] = {}
    for row in last_rows(cohort):
        by_member.setdefault(row.member_id, []).append(row)
    return {key: counted(rows) for key, rows in by_member.items()}


def held_by(member: CohortMember) -> dict[int, Booking]:
    """The seats of a member by the primary key of the session. One query."""
    rows = Booking.objects.live().filter(agency_id=member.agency_id, member=member)
    return {row.session_id: row for row in rows}
