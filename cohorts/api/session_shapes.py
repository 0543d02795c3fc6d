"""What goes in and out of sessions, seats and attendance."""

from __future__ import annotations

from cohorts.models.cohorts import LABEL_LIMIT
from cohorts.models.sessions import LINK_LIMIT, PLACE_LIMIT, TITLE_LIMIT
from cohorts.states.cohorts import MOST_MEMBERS
from cohorts.states.sessions import MOST_SEATS, AttendanceStatus
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Versioned

SAID = {
    "title": "Writing clinic",
    "group": "",
    "place": "Room 4",
    "link": "",
    "starts_at": "2036-03-12T09:00:00Z",
    "ends_at": "2036-03-12T10:00:00Z",
    "closes_at": "2036-03-11T09:00:00Z",
    "seats": 5,
}


class SessionFilters(Paged):
    """`past`: those that are over, the last one first; else those ahead."""

    past = fields.Flag(required=False)


class NewSession(Body):
    """A session. `group` is the name of a group of the class; empty for everybody."""

    title = fields.Text(max_length=TITLE_LIMIT)
    group = fields.Text(max_length=LABEL_LIMIT, required=False)
    place = fields.Text(max_length=PLACE_LIMIT, required=False)
    link = fields.Text(max_length=LINK_LIMIT, required=False, help_text="It begins with https://.")
    starts_at = fields.Moment()
    ends_at = fields.Moment()
    closes_at = fields.Moment(help_text="Until then members book, move and give back seats.")
    seats = fields.Whole(least=1, most=MOST_SEATS)

    example = SAID


class SessionChange(Versioned):
    """What changes of a session; those who have a seat are told of another time or place."""

    title = fields.Text(max_length=TITLE_LIMIT, required=False)
    group = fields.Text(max_length=LABEL_LIMIT, required=False)
    place = fields.Text(max_length=PLACE_LIMIT, required=False)
    link = fields.Text(max_length=LINK_LIMIT, required=False)
    starts_at = fields.Moment(required=False)
    ends_at = fields.Moment(required=False)
    closes_at = fields.Moment(required=False)
    seats = fields.Whole(least=1, most=MOST_SEATS, required=False)

    example = {"version": 1, "place": "Room 5"}


class ClassSessionOut(Out):
    """A session of a class. `taken` of its `seats` are booked."""

    id = fields.Id()
    class_id = fields.Id()
    title = fields.Text()
    group = fields.Text()
    place = fields.Text()
    link = fields.Text()
    starts_at = fields.Moment()
    ends_at = fields.Moment()
    closes_at = fields.Moment()
    seats = fields.Whole()
    taken = fields.Whole()
    cancelled_at = fields.Moment(allow_null=True)
    version = fields.Whole(most=2_147_483_647)

    example = {
        "id": "s4t8k2m6p9",
        "class_id": "c4t8k2m6p9",
        **SAID,
        "taken": 3,
        "cancelled_at": None,
        "version": 1,
    }


class NewSeat(Body):
    """For whom a seat is booked."""

    member = fields.Id()

    example = {"member": "m4t8k2m6p9"}


class SeatMove(Body):
    """To which session of the class a seat is moved."""

    to = fields.Id()

    example = {"to": "s7t8k2m6p9"}


class SeatOut(Out):
    """A member’s seat at a session."""

    id = fields.Id()
    session = fields.Id()
    member = fields.Id()
    booked_at = fields.Moment()
    cancelled_at = fields.Moment(allow_null=True)

    example = {
        "id": "b4t8k2m6p9",
        "session": "s4t8k2m6p9",
        "member": "m4t8k2m6p9",
        "booked_at": "2026-03-02T09:00:00Z",
        "cancelled_at": None,
    }


class SeatsOut(Out):
    """The seats that are taken at a session."""

    seats = fields.Items(child=SeatOut())

    example = {"seats": [SeatOut.example]}


class AttendanceIn(Body):
    """Whether a member was there."""

    member = fields.Id()
    status = fields.Choice(choices=AttendanceStatus.values)

    example = {"member": "m4t8k2m6p9", "status": "attended"}


class AttendanceBody(Body):
    """Who was there. What differs from what is recorded is added, and counts from then on."""

    rows = fields.Items(child=AttendanceIn(), max_length=MOST_MEMBERS, min_length=1)

    example = {"rows": [AttendanceIn.example]}


class AttendanceRowOut(Out):
    """What is recorded of a member now. `expected`: whether they had a seat and are not excused."""

    member = fields.Id()
    status = fields.Text()
    expected = fields.Flag()
    recorded_at = fields.Moment()
    recorded_by = fields.Text()

    example = {
        "member": "m4t8k2m6p9",
        "status": "attended",
        "expected": True,
        "recorded_at": "2036-03-12T10:05:00Z",
        "recorded_by": "Clara",
    }


class AttendanceOut(Out):
    """Attendance at a session: `attended` (late included) of those `expected`, and what is recorded."""

    attended = fields.Whole()
    expected = fields.Whole()
    rows = fields.Items(child=AttendanceRowOut())

    example = {"attended": 1, "expected": 1, "rows": [AttendanceRowOut.example]}
