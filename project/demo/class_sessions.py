"""Sessions of the demo's classes: two that are over, with attendance, and three ahead, one of them full."""

from __future__ import annotations

import datetime as dt

from cohorts.actions.attendance import record_attendance
from cohorts.actions.bookings import book_many
from cohorts.actions.sessions import add_session
from cohorts.models import Cohort, CohortMember, Session
from cohorts.states.sessions import AttendanceStatus
from project.base.viewer import Member

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
#: Title, place, days from now, seats, how many of the class have one.
SESSIONS = (
    ("Kick-off", "Meeting room 2", -8, 20, 10),
    ("Interview training", "Meeting room 2", -3, 12, 8),
    ("Writing clinic, morning", "Room 4", 3, 4, 4),
    ("Writing clinic, afternoon", "Room 4", 4, 6, 2),
    ("Questions and answers", "Online", 11, 30, 0),
)
#: What is recorded of those who had a seat, one after the other.
_WAS = (AttendanceStatus.ATTENDED, AttendanceStatus.ATTENDED, AttendanceStatus.LATE)
_WAS_NOT = (AttendanceStatus.NO_SHOW, AttendanceStatus.EXCUSED)


def hold_sessions(*, actor: Member, cohort: Cohort, now: dt.datetime) -> None:
    """Give a running class its sessions, if it has none."""
    if cohort.sessions.exists():
        return
    people = list(cohort.members.present().order_by("pk"))
    for title, place, days, seats, booked in SESSIONS:
        starts = (now + days * DAY).replace(hour=10, minute=0, second=0, microsecond=0)
        made_at = now - 11 * DAY
        fields = {
            "title": title,
            "group": None,
            "place": place if place != "Online" else "",
            "link": "https://meet.example.com/clinic" if place == "Online" else "",
            "starts_at": starts,
            "ends_at": starts + 1.5 * HOUR,
            "closes_at": starts - DAY,
            "seats": seats,
        }
        session = add_session(actor=actor, cohort=cohort, fields=fields, now=made_at)
        seated = people[: min(booked, seats)]
        book_many(actor=actor, session=session, members=seated, now=made_at)
        if days < 0:
            _record(actor, session, seated)


def _record(actor: Member, session: Session, seated: list[CohortMember]) -> None:
    """Most were there, somebody was late, somebody was not there, somebody was excused."""
    pattern = (*_WAS, *_WAS, *_WAS_NOT)
    statuses = {one.public_id: pattern[at % len(pattern)].value for at, one in enumerate(seated)}
    record_attendance(actor=actor, session=session, statuses=statuses, now=session.ends_at + HOUR)
