"""The code by mail beside the password: on a device that is new, of somebody without a second factor."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import transaction

from accounts.actions.addresses import exchange_address
from accounts.actions.confirmation_codes import LASTS, send_confirmation_code, use_confirmation_code
from accounts.actions.sweeps import CODES_KEPT, purge_codes
from accounts.models import AccessToken, ConfirmationCode, Device, EmailChange, Mail, PersonSession, User
from accounts.rules.known_devices import KNOWN_AFTER
from accounts.rules.limits import CODE_TRIES
from agencies.actions.security_log import Browser
from agencies.models import SecurityEvent
from project.base import clock
from project.base.clock import now
from project.base.errors import NotAllowed
from tests.accounts.helpers.factors import FACTORS, has_app, has_codes, prove
from tests.accounts.helpers.sign_ins import ABROAD, HOME
from tests.accounts.helpers.support import path_of, post_sign_in, types_mailed_code
from tests.helpers.cast import PASSWORD, browser
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db
CONFIRM, TOKENS = "/account/sign-in/confirm/", "/account/tokens/"
TOKEN = {"name": "Mine", "access": "full", "days": "30"}
CLARA = "clara@inkwell.example"


def enters(cast, address=ABROAD):
    client = browser(None, cast.inkwell, REMOTE_ADDR=address)
    assert post_sign_in(client, CLARA, PASSWORD).status_code == 302
    return client


@pytest.fixture
def abroad(cast):
    """Clara in a new browser, after one that she began with."""
    enters(cast, HOME)
    return enters(cast)


def mailed():
    return Mail.objects.filter(kind="confirmation_code")


def code_of(mail):
    return re.search(r"^\d{6}$", mail.text, re.MULTILINE)[0]


def test_a_password_alone_is_not_enough_there_and_a_code_is_once(cast, abroad):
    asked = abroad.post(TOKENS, TOKEN)
    assert asked.url == f"{CONFIRM}?next=%2Faccount%2Ftokens%2F%23make"
    page = abroad.get(asked.url)
    assert "Code by email" in page.content.decode() and not mailed().exists(), "looking mails nothing"
    sent = abroad.post(asked.url, {"mailed": "send", "next": f"{TOKENS}#make"})
    assert 'name="code"' in abroad.get(sent.url).content.decode()

    right = abroad.post(sent.url, {"mailed": "code", "code": f" {code_of(mailed().get())} "})

    assert right.url == f"{TOKENS}#make"
    form = abroad.get(TOKENS).content.decode()
    assert 'value="Mine"' in form and "press the button again" in form
    assert not AccessToken.objects.exists(), "nothing is carried out by itself"
    assert abroad.post(TOKENS, TOKEN).status_code == 200 and AccessToken.objects.exists()
    assert abroad.get(f"{FACTORS}recovery-codes/").status_code == 200
    assert mailed().count() == 1


def test_it_is_asked_once_on_a_device(cast, abroad):
    types_mailed_code(abroad)
    abroad.post("/accounts/sign-out/")
    post_sign_in(abroad, CLARA, PASSWORD)

    assert abroad.get(f"{FACTORS}recovery-codes/").status_code == 200
    assert enters(cast).get(f"{FACTORS}recovery-codes/").status_code == 302, "another browser is asked"


def test_after_the_window_the_password_comes_first_and_mails_the_code(cast, abroad):
    prove(abroad, cast.clara, ago=301, at_home=False)
    page = abroad.get(f"{CONFIRM}?next={TOKENS}").content.decode()
    assert 'name="password"' in page and "Code by email" not in page

    answer = abroad.post(CONFIRM, {"password": PASSWORD, "next": TOKENS})

    assert answer.url == f"{CONFIRM}?next=%2Faccount%2Ftokens%2F"
    abroad.post(CONFIRM, {"password": PASSWORD, "next": TOKENS})
    code = code_of(mailed().get())
    assert abroad.post(answer.url, {"mailed": "code", "code": code}).url == TOKENS


def test_known_devices_are_not_asked(cast):
    first = enters(cast, HOME)
    assert first.get(f"{FACTORS}recovery-codes/").status_code == 200, "the first of all"
    second = enters(cast)
    device = PersonSession.objects.latest("pk").device
    asked = {"first_seen_at": now() - KNOWN_AFTER + dt.timedelta(hours=1)}
    known = [
        {"confirmed_at": now()},
        {"trusted_until": now() + dt.timedelta(days=1)},
        {"first_seen_at": now() - KNOWN_AFTER},
    ]

    Device.objects.exclude(pk=device.pk).update(first_seen_at=now() - dt.timedelta(days=30))
    Device.objects.filter(pk=device.pk).update(**asked)
    assert second.get(f"{FACTORS}recovery-codes/").status_code == 302
    for facts in known:
        plain = {"confirmed_at": None, "trusted_until": None, **asked}
        Device.objects.filter(pk=device.pk).update(**{**plain, **facts})
        assert second.get(f"{FACTORS}recovery-codes/").status_code == 200, facts
    assert not mailed().exists()


def test_a_second_factor_is_enough_and_recovery_codes_alone_are_none(cast, abroad):
    has_codes(cast.clara)
    assert abroad.get(f"{FACTORS}recovery-codes/").status_code == 302
    has_app(cast.clara)

    assert prove(abroad, cast.clara, at_home=False).get(f"{FACTORS}recovery-codes/").status_code == 200


def test_it_goes_to_the_address_from_before_the_device(cast, abroad):
    """Though the address was changed since, and though the thief signs in there once more."""
    user = User.objects.get(email=CLARA)
    change = {"agency": cast.inkwell, "user": user, "email": "thief@evil.example", "former": CLARA}
    times = {"created_at": now(), "used_at": now(), "expires_at": now() + dt.timedelta(days=1)}
    EmailChange.objects.create(**change, **times, token_hash="x")
    exchange_address(user, "thief@evil.example")
    abroad.post("/accounts/sign-out/")
    post_sign_in(abroad, "thief@evil.example", PASSWORD)

    abroad.post(CONFIRM, {"mailed": "send"})

    assert mailed().get().recipient == CLARA


def test_the_mail_ends_the_sign_in_that_it_is_about(cast, abroad):
    abroad.post(CONFIRM, {"mailed": "send"})
    mail = mailed().get()
    link = next(part for part in mail.text.split() if "/not-mine/" in part)

    browser(None, cast.inkwell).post(path_of(link), {"answer": "not-me"})

    assert abroad.get("/account/").status_code == 302
    assert ConfirmationCode.objects.get().hash != code_of(mail)


@pytest.mark.parametrize("how", ["wrong", "used", "old", "earlier", "elsewhere"])
def test_what_opens_nothing(cast, abroad, how, monkeypatch):
    abroad.post(CONFIRM, {"mailed": "send"})
    code = code_of(mailed().latest("pk"))
    client = abroad
    if how == "wrong":
        code = f"{(int(code) + 1) % 1_000_000:06d}"
    if how == "used":
        ConfirmationCode.objects.update(used_at=now())
        ConfirmationCode.objects.update(session=PersonSession.objects.latest("pk"))
    if how == "old":
        monkeypatch.setattr(clock, "now", lambda: dt.datetime.now(dt.UTC) + LASTS)
        monkeypatch.setattr("accounts.views.confirming.now", clock.now)
    if how == "earlier":
        abroad.post(CONFIRM, {"mailed": "send"})
    if how == "elsewhere":
        client = enters(cast)

    answer = client.post(CONFIRM, {"mailed": "code", "code": code})

    assert answer.status_code == 422
    if how != "used":
        assert not ConfirmationCode.objects.filter(used_at__isnull=False).exists()


def test_five_tries_of_a_code_and_five_codes_an_hour(cast, abroad):
    abroad.post(CONFIRM, {"mailed": "send"})
    right = code_of(mailed().get())
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    tries = [abroad.post(CONFIRM, {"mailed": "code", "code": wrong}).status_code for _try in range(5)]

    assert tries == [422] * CODE_TRIES.tries
    assert abroad.post(CONFIRM, {"mailed": "code", "code": right}).status_code == 429
    sent = [abroad.post(CONFIRM, {"mailed": "send"}).status_code for _try in range(5)]
    assert sent == [302] * 4 + [429]
    assert SecurityEvent.objects.filter(kind="second_factor_failed", suspicious=True).count() == 5


def test_an_ended_session_gets_and_types_none(cast, abroad):
    session = PersonSession.objects.latest("pk")
    PersonSession.objects.filter(pk=session.pk).update(ended_at=now(), ended_why="ended")
    facts = {"user": session.user, "browser": Browser(session=session.public_id), "now": now()}

    for act in (
        lambda: send_confirmation_code(**facts, network="10.0.0.1"),
        lambda: use_confirmation_code(**facts, code="123456"),
    ):
        with pytest.raises(NotAllowed), transaction.atomic():
            act()


def test_codes_are_forgotten(cast, abroad):
    abroad.post(CONFIRM, {"mailed": "send"})

    assert purge_codes(now=now() + CODES_KEPT - dt.timedelta(hours=1)) == 0
    assert purge_codes(now=now() + CODES_KEPT + dt.timedelta(hours=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_type_it_at_once_one_gets_in(cast):
    client = enters(cast)
    client.post(CONFIRM, {"mailed": "send"})
    session, code = PersonSession.objects.get(), code_of(mailed().get())
    facts = {"user": session.user, "browser": Browser(session=session.public_id), "code": code}

    results = race([lambda: use_confirmation_code(**facts, now=now())] * 4)

    assert kinds(results) == {"NoneType": 1, "Invalid": 3}
