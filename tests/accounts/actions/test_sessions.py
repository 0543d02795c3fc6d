"""Sessions: what a sign-in leaves, the cap, the bounds of time, and endings that hold at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from accounts.actions import sessions
from accounts.actions.sweeps import purge_events
from accounts.models import Device, Ending, PersonSession
from accounts.rules.sessions import hash_of, why_over
from agencies.models import Agency, SecurityEvent
from project.base import clock
from project.base.errors import NotVisible
from tests.accounts.helpers.sign_ins import HOME, signs_in
from tests.helpers.cast import browser

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def live(member):
    return PersonSession.objects.of_person(member.membership.user).live()


def test_a_sign_in_leaves_session_device_and_event(cast):
    row = signs_in(cast.clara, device="one")

    assert (row.host, row.address, row.network, row.country) == (
        "inkwell.localhost",
        HOME,
        "81.2.69.0/24",
        "GB",
    )
    assert (row.device.browser, row.device.system) == ("Firefox 128", "Linux")
    event = SecurityEvent.objects.get(user=cast.clara.membership.user, kind="signed_in")
    assert (event.session, event.device, event.suspicious) == (row.public_id, row.device.public_id, False)


def test_nothing_that_could_take_a_session_over_is_stored(cast):
    row = signs_in(cast.clara, token="the-token", device="the-cookie")

    stored = [str(value) for table in (PersonSession, Device) for value in table.objects.values_list().get()]
    assert not any("the-token" in value or "the-cookie" in value for value in stored)
    assert row.key == hash_of("the-token")


def test_the_same_cookie_is_the_same_device_whatever_the_browser_calls_itself(cast):
    first, second = (
        signs_in(cast.clara, device="one"),
        signs_in(cast.clara, device="one", browser="Chrome 140"),
    )

    assert first.device == second.device
    assert Device.objects.get().browser == "Chrome 140"
    assert signs_in(cast.clara, device="two").device != first.device


def test_the_same_cookie_at_another_person_is_another_device(cast):
    assert signs_in(cast.clara, device="one").device != signs_in(cast.sam, device="one").device


@pytest.mark.parametrize("cap", [1, 3])
def test_a_cap_keeps_that_many_the_new_one_included(cast, cap):
    Agency.objects.filter(pk=cast.inkwell.pk).update(session_cap=cap)
    cast.inkwell.refresh_from_db()
    cast.clara.agency.session_cap = cap
    start = clock.now()

    rows = [signs_in(cast.clara, now=start + HOUR * at) for at in range(4)]

    assert set(live(cast.clara)) == set(rows[4 - cap :])
    rows[0].refresh_from_db()
    assert rows[0].ended_why == Ending.CAP


def test_the_cap_counts_each_person_and_agency_alone(cast):
    cast.inkwell.session_cap = cast.wanda.agency.session_cap = 1
    at_home, guest, other = signs_in(cast.wanda), signs_in(cast.wanda_northwind), signs_in(cast.sam)

    assert set(PersonSession.objects.live()) == {at_home, guest, other}


def test_ending_one_holds_for_the_next_request_and_for_fragments(cast, sign_in):
    client = sign_in(cast.clara)
    assert client.get("/orders/").status_code == 200
    row = live(cast.clara).get()

    sessions.end_session(user=cast.clara.membership.user, public_id=row.public_id, now=clock.now())

    fragment = client.get("/orders/", headers={"hx-request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"][:18]) == (401, "/accounts/sign-in/")
    assert client.get("/orders/").url.startswith("/accounts/sign-in/")


def test_ending_twice_is_one_ending(cast):
    row, user = signs_in(cast.clara), cast.clara.membership.user
    first = sessions.end_session(user=user, public_id=row.public_id, now=clock.now()).ended_at

    assert sessions.end_session(user=user, public_id=row.public_id, now=clock.now() + HOUR).ended_at == first
    assert SecurityEvent.objects.filter(kind="session_ended").count() == 1


def test_nobody_ends_the_session_of_another(cast):
    row = signs_in(cast.clara)

    with pytest.raises(NotVisible):
        sessions.end_session(user=cast.otto.membership.user, public_id=row.public_id, now=clock.now())
    assert live(cast.clara).get() == row


def test_all_others_end_and_this_one_stays(cast):
    user = cast.clara.membership.user
    here = signs_in(cast.clara, token="here")
    signs_in(cast.clara)
    stranger = signs_in(cast.sam)

    assert sessions.end_others(user=user, keep="here", now=clock.now()) == 1
    assert set(PersonSession.objects.live()) == {here, stranger}
    assert sessions.end_others(user=user, keep="", now=clock.now()) == 1


@pytest.mark.parametrize(
    ("idle", "age", "why"),
    [
        (dt.timedelta(hours=335), dt.timedelta(days=20), ""),
        (dt.timedelta(hours=336), dt.timedelta(days=20), "idle"),
        (dt.timedelta(0), dt.timedelta(days=30), "old"),
        (dt.timedelta(0), dt.timedelta(days=29, hours=23), ""),
    ],
)
def test_the_bounds_of_time(cast, idle, age, why):
    now = clock.now()

    assert why_over(cast.inkwell, now - idle, now - age, now) == why


def test_a_session_that_was_not_used_for_too_long_is_over(cast, sign_in):
    client = sign_in(cast.clara)
    old = clock.now() - dt.timedelta(hours=cast.inkwell.idle_hours + 1)
    live(cast.clara).update(started_at=old, seen_at=old)

    assert client.get("/orders/").url.startswith("/accounts/sign-in/")
    assert PersonSession.objects.of_person(cast.clara.membership.user).get().ended_why == Ending.IDLE


def test_the_last_use_is_written_every_few_minutes_alone(cast, sign_in):
    client = sign_in(cast.clara)
    client.get("/account/sessions/")
    before = live(cast.clara).get().seen_at
    client.get("/orders/")
    assert live(cast.clara).get().seen_at == before

    live(cast.clara).update(seen_at=before - sessions.TOUCH_EVERY, started_at=before - HOUR)
    client.get("/orders/")
    assert live(cast.clara).get().seen_at >= before


def test_a_session_without_its_row_is_nobody(cast):
    client = browser(cast.clara)
    PersonSession.objects.all().delete()

    assert client.get("/orders/").url.startswith("/accounts/sign-in/")


def test_events_can_be_neither_changed_nor_deleted_before_their_time(cast):
    signs_in(cast.clara)
    for act in (lambda rows: rows.update(kind="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act(SecurityEvent.objects.all())


def test_events_beyond_their_time_are_deleted_by_the_job(cast):
    now = clock.now()
    for days in (401, 399):
        SecurityEvent.objects.create(agency=cast.inkwell, kind="old", at=now - dt.timedelta(days=days))

    assert purge_events(now=now) == 1
    assert purge_events(now=now) == 0
    assert SecurityEvent.objects.get(kind="old").at == now - dt.timedelta(days=399)
