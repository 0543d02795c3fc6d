"""Seats at sessions, as a member books them on their own page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cohorts.actions.bookings import book_session
from cohorts.models import Booking, CohortMember
from project.base.errors import NotAllowed
from tests.cohorts.helpers.classes import member, ready
from tests.cohorts.helpers.member_links import as_receiver, linked
from tests.cohorts.helpers.sessions import LATER, session_of
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db


def url(key: str, name: str = "mine", **more: Any) -> str:
    return reverse(f"cohorts:{name}", kwargs={"key": key, **more})


@pytest.fixture
def visitor(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody without an account, an hour after the class was made."""
    stop_clock(monkeypatch, START + HOUR)
    return browser(None, cast.inkwell)


def test_a_member_books_moves_and_gives_back(
    cast: Cast, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort = ready(cast)
    first, second = (
        session_of(cohort, cast.clara, starts=LATER + n * DAY, title=f"Clinic {n}") for n in range(2)
    )
    key = linked(cast, cohort)
    assert "Clinic 0" in visitor.get(url(key)).content.decode()

    for _again in range(2):
        assert visitor.post(url(key, "mine_book", public_id=first.public_id)).status_code == 302
    booking = Booking.objects.live().get()
    assert (booking.member.name, booking.session, booking.by) == ("Ada Adams", first, None)
    page = visitor.get(url(key)).content.decode()
    assert "Your seats" in page and "Give seat back" in page

    file = visitor.get(url(key, "mine_seat_calendar", public_id=booking.public_id))
    assert [event["summary"] for event in Calendar.from_ical(file.content).walk("VEVENT")] == ["Clinic 0"]

    visitor.post(url(key, "mine_seat_move", public_id=booking.public_id), {"to": second.public_id})
    moved = Booking.objects.live().get()
    assert moved.session == second

    stop_clock(monkeypatch, second.closes_at)
    late = visitor.post(url(key, "mine_seat_cancel", public_id=moved.public_id))
    assert late.status_code == 409 and "Booking for this session has closed" in late.content.decode()
    stop_clock(monkeypatch, second.closes_at - HOUR)
    visitor.post(url(key, "mine_seat_cancel", public_id=moved.public_id))
    assert not Booking.objects.live().exists()


def test_a_full_session_says_so(cast: Cast, visitor: Client) -> None:
    cohort = ready(cast)
    session = session_of(cohort, cast.clara, seats=1)
    book_session(actor=cast.clara, session=session, member=member(cohort, "Ben"), now=START)
    key = linked(cast, cohort)
    assert "This session is full." in visitor.get(url(key)).content.decode()
    answer = visitor.post(url(key, "mine_book", public_id=session.public_id))
    assert answer.status_code == 409 and "This session is full." in answer.content.decode()


def test_nobody_touches_the_seat_of_another(cast: Cast, visitor: Client) -> None:
    cohort = ready(cast)
    session, other = session_of(cohort, cast.clara), session_of(ready(cast, name="Others"), cast.clara)
    north = session_of(cohort, cast.clara, group=cohort.groups.get(name="South"))
    ben = book_session(actor=cast.clara, session=session, member=member(cohort, "Ben"), now=START)
    key = linked(cast, cohort)
    for name in ("mine_seat_cancel", "mine_seat_move"):
        data = {"to": session.public_id} if name == "mine_seat_move" else {}
        assert visitor.post(url(key, name, public_id=ben.public_id), data).status_code == 404
    assert visitor.get(url(key, "mine_seat_calendar", public_id=ben.public_id)).status_code == 404
    assert visitor.post(url(key, "mine_book", public_id=other.public_id)).status_code == 404
    assert visitor.post(url(key, "mine_book", public_id=north.public_id)).status_code == 409
    ada = CohortMember.objects.select_related("cohort__agency").get(cohort=cohort, name="Ada Adams")
    with pytest.raises(NotAllowed):
        book_session(actor=as_receiver(ada), session=session, member=member(cohort, "Cleo"), now=START)
    assert Booking.objects.live().count() == 1


def test_queries_do_not_grow_with_sessions(cast: Cast, visitor: Client) -> None:
    cohort = ready(cast)
    session_of(cohort, cast.clara)
    key = linked(cast, cohort)
    before = queries_of(visitor, url(key))
    for n in range(1, 4):
        session_of(cohort, cast.clara, starts=LATER + n * DAY)
    assert queries_of(visitor, url(key)) == before
