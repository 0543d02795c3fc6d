"""Sessions of a class: made, changed, cancelled; seats booked, moved, given back; attendance recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Mail
from cohorts.actions.attendance import record_attendance
from cohorts.actions.bookings import book_many, book_session, cancel_booking, move_booking
from cohorts.actions.cohorts import end_cohort
from cohorts.actions.session_reminders import remind_booked
from cohorts.actions.sessions import cancel_session, change_session
from cohorts.mail.sessions import may_leave, write_of_booking, write_of_session
from cohorts.models import Attendance, Booking, CohortEvent, Session
from cohorts.rules.sessions import attendance_of
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, WrongState
from tests.cohorts.helpers.classes import begun, member, ready, uploaded
from tests.cohorts.helpers.sessions import LATER, said, session_of
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def roster(count: int) -> str:
    rows = "".join(f"P{n};p{n}@firm.example;North;{n}\n" for n in range(count))
    return f"Name;Email;Team;ID\n{rows}"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": ""}, "title"),
        ({"starts_at": START, "ends_at": START + HOUR, "closes_at": START}, "starts_at"),
        ({"ends_at": LATER}, "ends_at"),
        ({"ends_at": LATER + 3 * DAY}, "ends_at"),
        ({"closes_at": LATER + MINUTE}, "closes_at"),
    ],
)
def test_times_follow_one_another(cast: Cast, facts: dict[str, Any], field: str) -> None:
    cohort = begun(cast)
    with pytest.raises(Invalid) as refusal:
        session_of(cohort, cast.clara, **facts)
    assert set(refusal.value.errors) == {field}


def test_who_runs_the_sessions_of_a_class(cast: Cast) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara)
    assert session_of(cohort, cast.sam).cohort_id == cohort.pk
    for stranger in (cast.wendell, cast.edith, cast.mara, cast.nick):
        with pytest.raises(NotAllowed):
            session_of(cohort, stranger)
        with pytest.raises(NotAllowed):
            book_session(actor=stranger, session=session, member=member(cohort, "Ada"), now=START)
        with pytest.raises(NotAllowed):
            record_attendance(actor=stranger, session=session, statuses={}, now=LATER + HOUR)


def test_a_seat_is_booked_once_and_given_back(cast: Cast) -> None:
    cohort = ready(cast)
    session, ada = session_of(cohort, cast.clara, seats=1), member(cohort, "Ada")

    first = book_session(actor=cast.clara, session=session, member=ada, now=START)
    assert book_session(actor=cast.clara, session=session, member=ada, now=START) == first
    with pytest.raises(WrongState, match="full"):
        book_session(actor=cast.clara, session=session, member=member(cohort, "Ben"), now=START)

    for _again in range(2):
        cancel_booking(actor=cast.clara, booking=first, now=START)
    second = book_session(actor=cast.clara, session=session, member=member(cohort, "Ben"), now=START)
    assert (second.seat, Booking.objects.live().count()) == (1, 1)
    verbs = CohortEvent.objects.filter(cohort=cohort, verb__startswith="session_").values_list(
        "verb", flat=True
    )
    assert list(verbs) == ["session_add", "session_book", "session_unbook", "session_book"]


def test_a_group_has_sessions_of_its_own(cast: Cast) -> None:
    cohort = ready(cast)
    north = cohort.groups.get(name="North")
    session = session_of(cohort, cast.clara, group=north)
    book_session(actor=cast.clara, session=session, member=member(cohort, "Ada"), now=START)
    with pytest.raises(WrongState, match="another group"):
        book_session(actor=cast.clara, session=session, member=member(cohort, "Cleo"), now=START)


def test_a_seat_is_moved_or_nothing_is(cast: Cast) -> None:
    cohort = ready(cast)
    first, second, full = (
        session_of(cohort, cast.clara, starts=LATER + n * DAY, seats=seats)
        for n, seats in enumerate((5, 5, 1))
    )
    ada = member(cohort, "Ada")
    booking = book_session(actor=cast.clara, session=first, member=ada, now=START)
    book_session(actor=cast.clara, session=full, member=member(cohort, "Ben"), now=START)

    with pytest.raises(WrongState, match="full"):
        move_booking(actor=cast.clara, booking=booking, to=full, now=START)
    assert Booking.objects.live().get(member=ada).session == first

    moved = move_booking(actor=cast.clara, booking=booking, to=second, now=START)
    assert move_booking(actor=cast.clara, booking=booking, to=second, now=START) == moved
    assert Booking.objects.live().get(member=ada).session == second
    with pytest.raises(NotVisible):
        move_booking(actor=cast.clara, booking=moved, to=session_of(begun(cast), cast.clara), now=START)


def test_all_of_them_get_a_seat_or_nobody(cast: Cast) -> None:
    cohort = ready(cast)
    small = session_of(cohort, cast.clara, seats=2)
    everybody = list(cohort.members.present())
    with pytest.raises(WrongState):
        book_many(actor=cast.clara, session=small, members=everybody, now=START)
    assert not Booking.objects.exists()
    room = session_of(cohort, cast.clara)
    assert book_many(actor=cast.clara, session=room, members=everybody, now=START) == 3
    assert book_many(actor=cast.clara, session=room, members=everybody, now=START) == 0


def test_the_database_gives_no_seat_twice(cast: Cast) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara)
    booking = book_session(actor=cast.clara, session=session, member=member(cohort, "Ada"), now=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(
            agency=cast.inkwell,
            cohort=cohort,
            session=session,
            member=member(cohort, "Ben"),
            seat=booking.seat,
            booked_at=START,
        )


def test_a_change_is_told_and_a_stale_one_refused(cast: Cast) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara)
    book_many(actor=cast.clara, session=session, members=list(cohort.members.all()), now=START)
    change_session(
        actor=cast.clara, session=session, version=1, fields=said(place="Room 5"), now=START + HOUR
    )
    with pytest.raises(Stale):
        change_session(actor=cast.sam, session=session, version=1, fields=said(seats=9), now=START)
    with pytest.raises(Invalid):
        change_session(
            actor=cast.clara, session=session, version=2, fields=said(place="Room 5", seats=2), now=START
        )

    Mail.objects.all().delete()
    for _again in range(2):
        write_of_session(session_id=session.pk, version=2, what="changed", now=START + HOUR)
    mails = list(Mail.objects.order_by("recipient"))
    assert [mail.recipient for mail in mails] == ["ada@firm.example", "ben@firm.example"]  # Cleo has none
    assert "Room 5" in mails[0].text and all(may_leave(mail) for mail in mails)
    assert write_of_session(session_id=session.pk, version=1, what="changed", now=START) == 0


def test_a_cancelled_session_is_told_and_takes_nobody(cast: Cast) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara)
    book_session(actor=cast.clara, session=session, member=member(cohort, "Ada"), now=START)
    for _again in range(2):
        cancelled = cancel_session(actor=cast.clara, session=session, now=START + HOUR)
    with pytest.raises(WrongState, match="cancelled"):
        book_session(actor=cast.clara, session=session, member=member(cohort, "Ben"), now=START)
    Mail.objects.all().delete()
    write_of_session(session_id=session.pk, version=cancelled.version, what="cancelled", now=START + HOUR)
    assert [mail.subject for mail in Mail.objects.all()] == [
        "[Consultants] Session cancelled: Writing clinic"
    ]


def test_a_session_that_is_over_is_not_cancelled(cast: Cast) -> None:
    session = session_of(begun(cast), cast.clara)
    with pytest.raises(WrongState):
        cancel_session(actor=cast.clara, session=session, now=session.ends_at)


def test_who_is_reminded_and_only_once(cast: Cast) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara, closes_at=LATER)
    booked = book_session(actor=cast.clara, session=session, member=member(cohort, "Ada"), now=START)
    late = book_session(
        actor=cast.clara, session=session, member=member(cohort, "Ben"), now=LATER - DAY + MINUTE
    )
    given_back = book_session(actor=cast.clara, session=session, member=member(cohort, "Cleo"), now=START)
    cancel_booking(actor=cast.clara, booking=given_back, now=START)

    before, at = LATER - DAY - MINUTE, LATER - DAY + 2 * MINUTE
    assert remind_booked(agency=cast.inkwell, now=before) == 0
    assert remind_booked(agency=cast.inkwell, now=at) == 2  # who booked that late is not written to
    assert remind_booked(agency=cast.inkwell, now=at) == 0
    Mail.objects.all().delete()
    assert [write_of_booking(booking_id=booked.pk, what="tomorrow", now=at) for _n in range(2)] == [1, 0]
    assert late.pk and Mail.objects.get().subject == "[Consultants] Session tomorrow: Writing clinic"
    assert write_of_booking(booking_id=given_back.pk, what="tomorrow", now=at) == 0


def test_attendance_is_attended_of_expected_and_keeps_its_history(cast: Cast) -> None:
    cohort = ready(cast)
    first, second = (session_of(cohort, cast.clara, starts=LATER + n * DAY) for n in range(2))
    ada, ben, cleo = (member(cohort, name) for name in ("Ada", "Ben", "Cleo"))
    for session in (first, second):
        book_many(actor=cast.clara, session=session, members=[ada, ben], now=START)
    with pytest.raises(WrongState):
        record_attendance(actor=cast.clara, session=first, statuses={}, now=LATER - MINUTE)

    after = LATER + 3 * DAY
    said_first = {ada.public_id: "late", ben.public_id: "no_show", cleo.public_id: "attended"}
    assert record_attendance(actor=cast.clara, session=first, statuses=said_first, now=after) == 3
    assert record_attendance(actor=cast.sam, session=first, statuses=said_first, now=after) == 0
    said_second = {ada.public_id: "attended", ben.public_id: "excused", cleo.public_id: "no_show"}
    assert record_attendance(actor=cast.clara, session=second, statuses=said_second, now=after) == 2

    found = attendance_of(cohort)
    assert {key: (row.attended, row.expected) for key, row in found.items()} == {
        ada.pk: (2, 2),
        ben.pk: (0, 1),  # excused is not expected
        cleo.pk: (0, 0),  # came without a seat: seen, and not counted
    }
    assert found[ada.pk].late == 1 and found[ben.pk].share == 0 and found[cleo.pk].share is None

    record_attendance(actor=cast.sam, session=first, statuses={ben.public_id: "attended"}, now=after + HOUR)
    assert attendance_of(cohort)[ben.pk].share == 1
    rows = Attendance.objects.filter(session=first, member=ben).order_by("pk")
    assert [(row.status, row.by_id) for row in rows] == [
        ("no_show", cast.clara.member_id),
        ("attended", cast.sam.member_id),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(status="late")


def test_a_cancelled_session_counts_for_nobody(cast: Cast) -> None:
    cohort = ready(cast)
    session, ada = session_of(cohort, cast.clara), member(cohort, "Ada")
    book_session(actor=cast.clara, session=session, member=ada, now=START)
    record_attendance(
        actor=cast.clara, session=session, statuses={ada.public_id: "attended"}, now=LATER + MINUTE
    )
    cancel_session(actor=cast.clara, session=session, now=LATER + 2 * MINUTE)
    assert attendance_of(cohort) == {}


def test_attendance_of_another_class_is_refused(cast: Cast) -> None:
    session, other = session_of(begun(cast), cast.clara), ready(cast)
    with pytest.raises(NotVisible):
        record_attendance(
            actor=cast.clara,
            session=session,
            statuses={member(other, "Ada").public_id: "late"},
            now=LATER + HOUR,
        )


def test_an_ended_class_has_no_new_sessions(cast: Cast) -> None:
    cohort = begun(cast)
    end_cohort(actor=cast.clara, cohort=cohort, verb="cancel", now=START)
    with pytest.raises(WrongState):
        session_of(cohort, cast.clara)
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_never_overbook() -> None:
    cast = load_cast()
    cohort = begun(cast)
    uploaded(cast.clara, cohort, roster(20))
    session = session_of(cohort, cast.clara, seats=7)
    people = list(cohort.members.order_by("pk"))

    def book(one: Any) -> Booking:
        return book_session(
            actor=load_cast().clara, session=Session.objects.get(pk=session.pk), member=one, now=START
        )

    results = race([lambda one=one: book(one) for one in people])

    assert kinds(results) == {"Booking": 7, "WrongState": 13}
    assert sorted(session.bookings.live().values_list("seat", flat=True)) == list(range(1, 8))
