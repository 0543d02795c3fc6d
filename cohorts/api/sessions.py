"""`/api/v1/orders/classes/{id}/sessions/`: sessions of a class, their seats, and who was there."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from cohorts.actions.attendance import record_attendance
from cohorts.actions.bookings import book_session, cancel_booking, move_booking
from cohorts.actions.sessions import add_session, cancel_session, change_session
from cohorts.forms.sessions import SessionForm, initial_of
from cohorts.models import Attendance, Booking, Cohort, Session
from cohorts.pages import sessions as pages
from cohorts.rules.sessions import counted
from cohorts.views.fetching import booking_or_404, member_or_404, session_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.errors import Invalid, NotVisible

from .classes import PLANNERS
from .members import ClassRosterViewSet
from .session_shapes import (
    AttendanceBody,
    AttendanceOut,
    ClassSessionOut,
    NewSeat,
    NewSession,
    SeatMove,
    SeatOut,
    SeatsOut,
    SessionChange,
    SessionFilters,
)

ONE = "sessions/<public_id:session>"
SEAT = f"{ONE}/seats/<public_id:seat>"


class ClassSessionViewSet(ClassRosterViewSet):
    """Classes with their members and their sessions."""

    @verb("sessions", PLANNERS, ClassSessionOut, method="get", listed=True, query=SessionFilters)
    def sessions(self, request: Any, public_id: str) -> Response:
        """List the sessions of a class that are ahead, or with `past` those that are over."""
        cohort, past = self.thing(public_id), bool(self.asked.get("past"))
        rows = pages.sessions_of(cohort).select_related("cohort")
        rows = rows.filter(**({"ends_at__lte": self.now} if past else {"ends_at__gt": self.now}))
        order = pages.PAST_ORDER if past else pages.ORDER
        return page(self, rows, lambda row: session_shown(row, row.taken), order=order, kinds=pages.KINDS)

    @sessions.mapping.post
    @endpoint(PLANNERS, ClassSessionOut, status=201, body=NewSession, creates=True, moves=True)
    def add_session(self, request: Any, public_id: str) -> Response:
        """Add a session to a class."""
        cohort = self.thing(public_id)
        made = add_session(actor=self.viewer, cohort=cohort, fields=_facts(cohort, self.body), now=self.now)
        return Response(session_shown(made, 0), status=201)

    @verb(ONE, PLANNERS, ClassSessionOut, method="get")
    def session(self, request: Any, public_id: str, session: str) -> Response:
        """Read a session."""
        return self._session(self._found(public_id, session))

    @session.mapping.patch
    @endpoint(PLANNERS, ClassSessionOut, body=SessionChange, partial=True, versioned=True, moves=True)
    def change_session(self, request: Any, public_id: str, session: str) -> Response:
        """Change a session that has not begun."""
        found = self._found(public_id, session)
        said = {**initial_of(found), **self.body}
        fields = _facts(found.cohort, said)
        changed = change_session(
            actor=self.viewer, session=found, version=self.version(), fields=fields, now=self.now
        )
        return self._session(changed)

    @verb(f"{ONE}/cancel", PLANNERS, ClassSessionOut, moves=True)
    def cancel_session(self, request: Any, public_id: str, session: str) -> Response:
        """Cancel a session. Those who have a seat are told by email."""
        found = self._found(public_id, session)
        return self._session(cancel_session(actor=self.viewer, session=found, now=self.now))

    @verb(f"{ONE}/seats", PLANNERS, SeatsOut, method="get")
    def seats(self, request: Any, public_id: str, session: str) -> Response:
        """Read which seats are taken."""
        found = self._found(public_id, session)
        rows = found.bookings.live().select_related("member").order_by("pk")
        return Response({"seats": [seat_shown(row, found) for row in rows]})

    @seats.mapping.post
    @endpoint(PLANNERS, SeatOut, status=201, body=NewSeat, creates=True, moves=True)
    def book(self, request: Any, public_id: str, session: str) -> Response:
        """Book a seat for a member. Who has one keeps it."""
        found = self._found(public_id, session)
        member = member_or_404(found.cohort, self.body["member"])
        made = book_session(actor=self.viewer, session=found, member=member, now=self.now)
        return Response(seat_shown(made, found), status=201)

    @verb(f"{SEAT}/cancel", PLANNERS, SeatOut, moves=True)
    def cancel_seat(self, request: Any, public_id: str, session: str, seat: str) -> Response:
        """Give a seat back."""
        found = self._found(public_id, session)
        booking = booking_or_404(found, seat)
        given = cancel_booking(actor=self.viewer, booking=booking, now=self.now)
        return Response(seat_shown(given, found))

    @verb(f"{SEAT}/move", PLANNERS, SeatOut, body=SeatMove, moves=True)
    def move_seat(self, request: Any, public_id: str, session: str, seat: str) -> Response:
        """Move a seat to another session of the class: both or neither."""
        found = self._found(public_id, session)
        booking = booking_or_404(found, seat)
        try:
            to = session_or_404(found.cohort, self.body["to"])
        except NotVisible as refusal:
            raise Invalid({"to": str(refusal.message or refusal.title)}) from refusal
        moved = move_booking(actor=self.viewer, booking=booking, to=to, now=self.now)
        return Response(seat_shown(moved, to))

    @verb(f"{ONE}/attendance", PLANNERS, AttendanceOut, method="get")
    def attendance(self, request: Any, public_id: str, session: str) -> Response:
        """Read who was there."""
        return Response(attendance_shown(self._found(public_id, session)))

    @attendance.mapping.post
    @endpoint(PLANNERS, AttendanceOut, body=AttendanceBody, moves=True)
    def record(self, request: Any, public_id: str, session: str) -> Response:
        """Record who was there, once the session has begun."""
        found = self._found(public_id, session)
        statuses = {row["member"]: row["status"] for row in self.body["rows"]}
        record_attendance(actor=self.viewer, session=found, statuses=statuses, now=self.now)
        return Response(attendance_shown(found))

    def _found(self, public_id: str, session: str) -> Session:
        return session_or_404(self.thing(public_id), session)

    def _session(self, session: Session) -> Response:
        shown = session_shown(session, session.bookings.live().count())
        return Response(shown, headers={"ETag": f'"{session.version}"'})


def _facts(cohort: Cohort, said: Any) -> dict[str, Any]:
    """What an action takes, by the form of the page. Raises Invalid."""
    names = [name for name in SessionForm.base_fields if name in said and name != "version"]
    form = bound(SessionForm, {name: said[name] for name in names}, groups=list(cohort.groups.all()))
    facts: dict[str, Any] = form.facts
    return facts


def session_shown(row: Session, taken: int) -> dict[str, Any]:
    """A session as the API shows one."""
    return {
        "id": row.public_id,
        "class_id": row.cohort.public_id,
        "title": row.title,
        "group": row.group.name if row.group else "",
        "place": row.place,
        "link": row.link,
        "starts_at": moment_text(row.starts_at),
        "ends_at": moment_text(row.ends_at),
        "closes_at": moment_text(row.closes_at),
        "seats": row.seats,
        "taken": taken,
        "cancelled_at": moment_text(row.cancelled_at),
        "version": row.version,
    }


def seat_shown(row: Booking, session: Session) -> dict[str, Any]:
    """A seat as the API shows one."""
    return {
        "id": row.public_id,
        "session": session.public_id,
        "member": row.member.public_id,
        "booked_at": moment_text(row.booked_at),
        "cancelled_at": moment_text(row.cancelled_at),
    }


def attendance_shown(session: Session) -> dict[str, Any]:
    """What is recorded of a session, and what it comes to. Two queries."""
    rows = list(pages.last_of(session).values())
    people = {one.pk: one.public_id for one in pages.people_of(session)}
    for row in rows:
        row.session = session
    count = counted(rows)
    shown = [_recorded(row, people[row.member_id]) for row in rows]
    return {"attended": count.attended, "expected": count.expected, "rows": shown}


def _recorded(row: Attendance, member: str) -> dict[str, Any]:
    return {
        "member": member,
        "status": row.status,
        "expected": row.expected,
        "recorded_at": moment_text(row.at),
        "recorded_by": row.by.public_name,
    }
