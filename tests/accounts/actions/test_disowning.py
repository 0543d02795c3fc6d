"""“Not me” where the pages do not show it: an address that somebody else has, memory that ends."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actions.addresses import exchange_address
from accounts.actions.disowning import disown
from accounts.actions.factors import make_codes
from accounts.actions.sweeps import ACTS_KEPT, purge_acts
from accounts.models import EmailChange, SessionAct, User
from agencies.actions.security_log import Browser
from project.base.clock import now
from tests.accounts.helpers.factors import HOST
from tests.accounts.helpers.sign_ins import ABROAD, signs_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(cast):
    """A session from abroad, after one of Clara's at home."""
    signs_in(cast.clara, device="at-home")
    return signs_in(cast.clara, address=ABROAD)


def makes_codes(cast, session):
    user, browser = cast.clara.membership.user, Browser(session=session.public_id)
    make_codes(user=user, agency=cast.inkwell, host=HOST, now=now(), browser=browser)


def test_an_address_that_somebody_else_has_by_now_locks_the_account(cast, stranger):
    user, before = User.objects.get(pk=cast.clara.membership.user_id), cast.clara.membership.user.email
    change = {"agency": cast.inkwell, "user": user, "email": "thief@evil.example", "former": before}
    times = {"created_at": now(), "used_at": now(), "expires_at": now() + dt.timedelta(days=1)}
    EmailChange.objects.create(**change, **times, token_hash="x")
    exchange_address(user, "thief@evil.example")
    User.objects.create_user(before, "a password of theirs")

    assert disown(session=stranger, now=now()) == "", "no link goes anywhere"

    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password()) == (False, False)


def test_what_was_done_at_home_stays(cast):
    home = signs_in(cast.clara, device="at-home")
    makes_codes(cast, home)
    far = signs_in(cast.clara, address=ABROAD)

    assert disown(session=far, now=now()) == cast.clara.membership.user.email

    assert SessionAct.objects.standing().filter(session=home).count() == 1
    assert cast.clara.membership.user.authenticator_set.count() == 1


def test_what_a_session_did_is_forgotten_after_a_while(cast, stranger):
    makes_codes(cast, stranger)

    assert purge_acts(now=now() + ACTS_KEPT - dt.timedelta(hours=1)) == 0
    assert purge_acts(now=now() + ACTS_KEPT + dt.timedelta(hours=1)) == 1
