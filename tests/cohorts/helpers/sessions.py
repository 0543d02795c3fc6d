"""Sessions for tests, made through the actions that people use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cohorts.actions.bookings import book_session
from cohorts.actions.sessions import add_session
from cohorts.models import Cohort, Session
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR

#: Ten days after the stories begin.
LATER = START + 10 * DAY


def said(starts: dt.datetime = LATER, **facts: Any) -> dict[str, Any]:
    """What a session consists of: an hour with five seats, to be booked until the day before."""
    return {
        "title": "Writing clinic",
        "group": None,
        "place": "Room 4",
        "link": "",
        "starts_at": starts,
        "ends_at": starts + HOUR,
        "closes_at": starts - DAY,
        "seats": 5,
        **facts,
    }


def session_of(
    cohort: Cohort, actor: Member, starts: dt.datetime = LATER, now: dt.datetime = START, **facts: Any
) -> Session:
    return add_session(actor=actor, cohort=cohort, fields=said(starts, **facts), now=now)


def session_doors(cast: Cast, cohort: Cohort, now: dt.datetime) -> dict[str, dict[str, Any]]:
    """The arguments of the addresses of sessions, of one of Clara's classes with a seat that is booked."""
    session = session_of(cohort, cast.clara, starts=now + 10 * DAY, now=now)
    one = cohort.members.present().order_by("pk")[0]
    one.cohort = cohort
    booking = book_session(actor=cast.clara, session=session, member=one, now=now)
    own = {"public_id": cohort.public_id}
    held = {**own, "session_id": session.public_id}
    seat = {**held, "booking_id": booking.public_id}
    return {
        **dict.fromkeys(("cohorts:sessions", "cohorts:session_new", "cohorts:attendance_file"), own),
        **dict.fromkeys(
            (
                "cohorts:session",
                "cohorts:session_edit",
                "cohorts:session_cancel",
                "cohorts:session_book",
                "cohorts:attendance",
            ),
            held,
        ),
        **dict.fromkeys(("cohorts:seat_cancel", "cohorts:seat_move", "cohorts:seat_calendar"), seat),
    }
