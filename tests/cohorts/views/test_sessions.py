"""The pages of sessions, for who runs them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar

from cohorts.actions.attendance import record_attendance
from cohorts.actions.bookings import book_many, book_session
from cohorts.models import Attendance, Booking, Cohort, Session
from project.base import clock
from tests.cohorts.helpers.classes import member, ready
from tests.cohorts.helpers.sessions import LATER, session_of
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


def url(cohort: Cohort, session: Session | None = None, rest: str = "") -> str:
    return f"/classes/{cohort.public_id}/sessions/{f'{session.public_id}/' if session else ''}{rest}"


def typed(**more: str) -> dict[str, str]:
    return {
        "title": "Writing clinic",
        "group": "",
        "place": "Room 4",
        "link": "",
        "starts_at": "2026-03-12T10:00",
        "ends_at": "2026-03-12T11:00",
        "closes_at": "2026-03-11T10:00",
        "seats": "5",
        **more,
    }


def test_a_session_from_the_first_to_the_last_page(cast: Cast) -> None:
    cohort, client = ready(cast), browser(cast.clara)
    empty = client.get(url(cohort)).content.decode()
    assert "No sessions ahead" in empty

    wrong = client.post(url(cohort, rest="new/"), typed(ends_at="2026-03-12T09:00", link="http://plain"))
    assert wrong.status_code == 422
    assert "begins with https://" in wrong.content.decode()

    made = client.post(url(cohort, rest="new/"), typed(group="North"))
    session = Session.objects.get()
    assert made.headers["Location"] == url(cohort, session)
    assert (session.group.name if session.group else "", session.seats) == ("North", 5)

    changed = client.post(url(cohort, session, "edit/"), typed(group="North", seats="6", version="1"))
    assert changed.status_code == 302
    stale = client.post(url(cohort, session, "edit/"), typed(group="North", seats="7", version="1"))
    assert stale.status_code == 409

    page = client.get(url(cohort, session)).content.decode()
    assert "Ada Adams" in page and "Cleo Clark" not in page  # who is of another group gets no seat
    client.post(url(cohort, session, "seats/"), {"member": "everybody"})
    assert Booking.objects.live().count() == 2
    client.post(url(cohort, session, "cancel/"))
    session.refresh_from_db()
    assert session.cancelled_at == START


def test_seats_are_moved_and_taken_back(cast: Cast) -> None:
    cohort, client = ready(cast), browser(cast.clara)
    first, second = (session_of(cohort, cast.clara, starts=LATER + n * DAY) for n in range(2))
    booking = book_session(actor=cast.clara, session=first, member=member(cohort, "Ada"), now=START)
    assert second.public_id in client.get(url(cohort, first)).content.decode()
    seat = f"seats/{booking.public_id}/"

    file = client.get(url(cohort, first, f"{seat}calendar.ics"))
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["summary"], event["location"], event["status"]) == ("Writing clinic", "Room 4", "CONFIRMED")
    assert event.decoded("dtstart") == LATER

    client.post(url(cohort, first, f"{seat}move/"), {"to": second.public_id})
    moved = Booking.objects.live().get()
    assert moved.session == second
    client.post(url(cohort, second, f"seats/{moved.public_id}/cancel/"))
    assert not Booking.objects.live().exists()
    assert client.post(url(cohort, first, f"{seat}move/"), {"to": "unknown123"}).status_code == 404


def test_attendance_of_many_in_one_form(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, client = ready(cast), browser(cast.clara)
    session = session_of(cohort, cast.clara)
    ada, ben, cleo = (member(cohort, name) for name in ("Ada", "Ben", "Cleo"))
    book_many(actor=cast.clara, session=session, members=[ada, ben], now=START)
    assert "Record attendance" not in client.get(url(cohort, session)).content.decode()

    stop_clock(monkeypatch, LATER + 2 * HOUR)
    page = client.get(url(cohort, session)).content.decode()
    assert "Record attendance" in page and f'name="status-{cleo.public_id}"' in page
    said = {
        f"status-{ada.public_id}": "late",
        f"status-{ben.public_id}": "no_show",
        f"status-{cleo.public_id}": "",
    }
    client.post(url(cohort, session, "attendance/"), said)
    rows = Attendance.objects.order_by("pk").values_list("member__name", "status", "expected")
    assert list(rows) == [("Ada Adams", "late", True), ("Ben Brown", "no_show", True)]
    assert "50%" in client.get(f"{url(cohort)}?tab=past").content.decode()

    strange = client.post(url(cohort, session, "attendance/"), {f"status-{ada.public_id}": "asleep"})
    assert strange.status_code == 302 and Attendance.objects.count() == 2
    stranger = client.post(url(cohort, session, "attendance/"), {"status-2222222222": "late"})
    assert stranger.status_code == 302 and Attendance.objects.count() == 2


def test_the_file_of_attendance(cast: Cast) -> None:
    cohort = ready(cast)
    session, ada = session_of(cohort, cast.clara, title="=1+1"), member(cohort, "Ada")
    book_session(actor=cast.clara, session=session, member=ada, now=START)
    for status in ("no_show", "late"):
        record_attendance(
            actor=cast.clara, session=session, statuses={ada.public_id: status}, now=LATER + HOUR
        )
    answer = browser(cast.clara).get(url(cohort, rest="attendance.csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *rows = text.strip().split("\r\n")
    assert head.startswith("Session,Starts,Group,Member,Key,Status,Expected")
    assert [row.split(",")[2:7] for row in rows] == [["North", "Ada Adams", "1", "late", "yes"]]
    assert rows[0].startswith("'=1+1")


@pytest.mark.parametrize("who", ["wendell", "edith", "nick", "mara"])
def test_nobody_else_sees_or_does_anything(cast: Cast, who: str) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara)
    client = browser(getattr(cast, who), cast.inkwell if who in ("nick", "mara") else None)
    for path in (url(cohort), url(cohort, session), url(cohort, rest="attendance.csv")):
        assert client.get(path).status_code in (302, 403, 404), path
    for rest in ("cancel/", "seats/", "attendance/", "edit/"):
        assert client.post(url(cohort, session, rest)).status_code in (302, 403, 404), rest
    session.refresh_from_db()
    assert session.cancelled_at is None


def test_queries_do_not_grow(cast: Cast) -> None:
    cohort, client = ready(cast), browser(cast.clara)
    people = list(cohort.members.all())
    session = session_of(cohort, cast.clara)
    book_session(actor=cast.clara, session=session, member=people[0], now=START)
    before = [queries_of(client, path) for path in (url(cohort), url(cohort, session))]
    for n in range(1, 4):
        other = session_of(cohort, cast.clara, starts=LATER + n * DAY)
        book_many(actor=cast.clara, session=other, members=people, now=START)
    book_many(actor=cast.clara, session=session, members=people, now=START)
    assert [queries_of(client, path) for path in (url(cohort), url(cohort, session))] == before
    assert max(before) <= 12


def test_what_is_missing_is_not_found(cast: Cast) -> None:
    cohort, other = ready(cast), ready(cast, name="Others")
    session = session_of(other, cast.clara)
    client: Any = browser(cast.clara)
    assert client.get(url(cohort, session)).status_code == 404
    assert clock.now() == START and isinstance(LATER, dt.datetime)
