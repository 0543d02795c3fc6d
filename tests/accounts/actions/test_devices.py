"""Devices: named, trusted for a while, revoked; by their person alone."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actions import devices
from accounts.models import Device, Ending, PersonSession
from accounts.rules.trusted_browsers import is_trusted
from project.base import clock
from project.base.errors import Invalid, NotVisible, WrongState
from tests.accounts.helpers.sign_ins import signs_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(cast):
    """Clara's device with the cookie "one", and two sessions in it."""
    signs_in(cast.clara, device="one")
    return signs_in(cast.clara, device="one").device


def trusted(cast, days=0):
    return is_trusted(
        cast.clara.membership.user, cast.clara.agency, "one", clock.now() + dt.timedelta(days=days)
    )


def test_a_name_is_kept_and_bounded(cast, mine):
    user = cast.clara.membership.user
    devices.name_device(user=user, public_id=mine.public_id, name="The laptop at home")

    with pytest.raises(Invalid):
        devices.name_device(user=user, public_id=mine.public_id, name="x" * 61)
    assert Device.objects.get(pk=mine.pk).name == "The laptop at home"


def test_trust_lasts_as_long_as_the_agency_says(cast, mine):
    assert not trusted(cast)
    devices.trust_device(user=cast.clara.membership.user, public_id=mine.public_id, now=clock.now())

    assert trusted(cast)
    assert trusted(cast, days=29)
    assert not trusted(cast, days=31)


def test_where_the_agency_trusts_none_nothing_is_trusted(cast, mine):
    user = cast.clara.membership.user
    devices.trust_device(user=user, public_id=mine.public_id, now=clock.now())
    cast.clara.agency.trust_days = 0
    cast.clara.agency.save(update_fields=["trust_days"])

    assert not trusted(cast)
    with pytest.raises(WrongState):
        devices.trust_device(user=user, public_id=mine.public_id, now=clock.now())


def test_a_device_is_never_trusted_by_itself(cast):
    for _at in range(8):
        signs_in(cast.clara, device="one")

    assert not trusted(cast)


def test_trust_is_taken_away_again(cast, mine):
    user = cast.clara.membership.user
    devices.trust_device(user=user, public_id=mine.public_id, now=clock.now())
    devices.untrust_device(user=user, public_id=mine.public_id)

    assert not trusted(cast)


def test_revoking_ends_its_sessions_and_keeps_their_history(cast, mine):
    other = signs_in(cast.clara, device="two")
    devices.trust_device(user=cast.clara.membership.user, public_id=mine.public_id, now=clock.now())

    devices.revoke_device(user=cast.clara.membership.user, public_id=mine.public_id, now=clock.now())

    assert set(PersonSession.objects.live()) == {other}
    assert {row.ended_why for row in mine.sessions.all()} == {Ending.REVOKED}
    assert not trusted(cast)
    with pytest.raises(WrongState):
        devices.trust_device(user=cast.clara.membership.user, public_id=mine.public_id, now=clock.now())


def test_revoking_twice_is_revoking_once(cast, mine):
    user = cast.clara.membership.user
    first = devices.revoke_device(user=user, public_id=mine.public_id, now=clock.now()).revoked_at

    assert devices.revoke_device(user=user, public_id=mine.public_id, now=clock.now()).revoked_at == first


@pytest.mark.parametrize("verb", ["trust_device", "revoke_device", "untrust_device", "name_device"])
def test_nobody_touches_the_device_of_another(cast, mine, verb):
    more = {"name_device": {"name": "mine now"}, "untrust_device": {}}.get(verb, {"now": clock.now()})

    with pytest.raises(NotVisible):
        getattr(devices, verb)(user=cast.otto.membership.user, public_id=mine.public_id, **more)
