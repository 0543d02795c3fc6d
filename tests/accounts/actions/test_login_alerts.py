"""Login alerts: the facts that decide, who is told how, and the two answers."""

from __future__ import annotations

import re

import pytest

from accounts.actions import devices, login_alerts
from accounts.actions.addresses import ask_email_change
from accounts.actions.disowning import deny
from accounts.actions.tokens import make_token
from accounts.actions.undoing import undo_acts
from accounts.mail.login_alerts import tell_of_sign_in
from accounts.models import AccessToken, Device, EmailChange, LoginAlert, Mail, Notice, PersonSession, User
from accounts.rules.login_alert_links import alert_of, link_of
from accounts.rules.login_alerts import preference_of, questions_of, what_is_new
from agencies.actions.security_log import Browser
from agencies.models import SecurityEvent
from project.base import clock
from project.base.errors import NotVisible, Taken
from tests.accounts.helpers.sign_ins import ABROAD, CAFE, HOME, HOME_TOO, seen, signs_in
from tests.helpers.cast import load_cast
from tests.helpers.races import race

pytestmark = pytest.mark.django_db


def facts(session):
    alert = LoginAlert.objects.filter(session=session).first()
    return (alert.new_device, alert.new_network, alert.new_country) if alert else None


def told(alert):
    tell_of_sign_in(alert_id=alert.pk, now=clock.now())
    return Mail.objects.filter(kind="login_alert").count(), Notice.objects.count()


def test_the_first_sign_in_of_all_is_compared_with_nothing(cast):
    assert facts(signs_in(cast.clara)) is None


@pytest.mark.parametrize(
    ("address", "device", "expected"),
    [
        (HOME, "one", (False, False, False)),
        (HOME_TOO, "one", (False, False, False)),  # the same /24: a lease renewed is no news
        (CAFE, "one", (False, True, False)),
        (HOME, "two", (True, False, False)),
        (ABROAD, "one", (False, True, True)),
        (ABROAD, "two", (True, True, True)),
    ],
)
def test_three_facts_decide(cast, address, device, expected):
    signs_in(cast.clara, device="one")

    assert facts(signs_in(cast.clara, address=address, device=device)) == expected


def test_addresses_of_one_48_are_one_network(cast):
    signs_in(cast.clara, device="one", address="2a00:23c4:aa00::1")

    assert facts(signs_in(cast.clara, device="one", address="2a00:23c4:aa00:ffff::9")) == (
        False,
        False,
        False,
    )
    assert facts(signs_in(cast.clara, device="one", address="2a00:23c4:bb00::1")) == (False, True, False)


def test_places_are_the_persons_on_all_hosts_and_devices_of_each_host(cast):
    signs_in(cast.wanda, device="one", address=HOME)

    assert facts(signs_in(cast.wanda_northwind, device="one", address=HOME)) == (True, False, False)


def test_a_confirmed_device_never_alerts_again(cast):
    signs_in(cast.clara, device="one")
    asked = signs_in(cast.clara, device="two").alert
    login_alerts.confirm(alert=asked, now=clock.now())

    assert facts(signs_in(cast.clara, device="two", address=ABROAD)) is None


def test_a_revoked_device_is_a_new_one_even_if_it_was_confirmed(cast):
    signs_in(cast.clara, device="one")
    asked = signs_in(cast.clara, device="two")
    login_alerts.confirm(alert=asked.alert, now=clock.now())
    devices.revoke_device(user=cast.clara.membership.user, public_id=asked.device.public_id, now=clock.now())

    assert what_is_new(cast.clara.membership.user, cast.inkwell, seen(cast.clara, device="two")).device


@pytest.mark.parametrize(
    ("wanted", "address", "device", "expected"),
    [
        ({}, HOME, "two", (1, 1)),
        ({}, HOME, "one", (0, 0)),
        ({"new_login_mail": True}, HOME, "one", (1, 0)),
        ({"new_login_notice": True}, HOME, "one", (0, 1)),
        ({"new_device_mail": False}, HOME, "two", (0, 1)),
        ({"new_device_mail": False, "new_device_notice": False}, HOME, "two", (0, 0)),
        ({"new_device_mail": False}, CAFE, "two", (1, 1)),
        ({"new_location_notice": False, "new_location_mail": False}, CAFE, "one", (0, 0)),
    ],
)
def test_each_preference_is_obeyed(cast, wanted, address, device, expected):
    user = cast.clara.membership.user
    login_alerts.save_preference(user=user, agency=cast.inkwell, **wanted)
    signs_in(cast.clara, device="one")

    assert told(signs_in(cast.clara, address=address, device=device).alert) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [({}, None), ({"new_login_mail": True}, (1, 0)), ({"new_login_notice": True}, (0, 1))],
)
def test_every_sign_in_is_told_on_a_confirmed_device_too(cast, wanted, expected):
    login_alerts.save_preference(user=cast.clara.membership.user, agency=cast.inkwell, **wanted)
    device = signs_in(cast.clara, device="one").device
    Device.objects.filter(pk=device.pk).update(confirmed_at=clock.now())

    session = signs_in(cast.clara, address=ABROAD, device="one")

    alert = LoginAlert.objects.filter(session=session).first()
    assert (told(alert) if alert else None) == expected
    assert not questions_of(cast.clara.membership.user).exists(), "it is told, and asks nothing"


def test_preferences_of_one_agency_say_nothing_of_another(cast):
    user = cast.wanda.membership.user
    login_alerts.save_preference(user=user, agency=cast.inkwell, new_device_mail=False)

    assert preference_of(user, cast.northwind).new_device_mail


def test_the_mail_says_which_facts_were_new_that_it_succeeded_and_to_which_account(cast):
    signs_in(cast.clara, device="one")
    alert = signs_in(cast.clara, address=ABROAD).alert
    told(alert)

    mail = Mail.objects.get(kind="login_alert")
    assert mail.recipient == "clara@inkwell.example"
    for words in (
        "clara@inkwell.example at Inkwell",
        "Someone signed in to the account",
        "You had not signed in with this browser before.",
        "from this network before",
        "from this country before",
        f"{ABROAD}, Kenya (based on the IP address)",
        "Firefox 128 on Linux",
    ):
        assert words in mail.text
    assert "inkwell.localhost" in link_of(alert)
    # Each link carries the second in which it was made: the mailed one need not equal one made now.
    token = re.search(r"inkwell\.localhost:\d+/sign-in-alert/([^/]+)/\?not-me", mail.text)[1]
    assert alert_of(cast.inkwell, token) == alert


def test_a_job_that_runs_twice_tells_once(cast):
    signs_in(cast.clara, device="one")
    alert = signs_in(cast.clara, device="two").alert

    assert told(alert) == told(alert) == (1, 1)


def test_this_was_me_is_not_final_and_not_me_is(cast):
    signs_in(cast.clara, device="one")
    alert = signs_in(cast.clara, device="two").alert
    login_alerts.confirm(alert=alert, now=clock.now())

    assert deny(alert=alert, now=clock.now()).verdict == "not_me"
    assert not Device.objects.get(pk=alert.session.device_id).confirmed_at
    with pytest.raises(Taken):
        login_alerts.confirm(alert=alert, now=clock.now())


def test_this_was_me_is_said_once(cast):
    signs_in(cast.clara, device="one")
    alert = signs_in(cast.clara, device="two").alert
    first = login_alerts.confirm(alert=alert, now=clock.now()).answered_at

    assert login_alerts.confirm(alert=alert, now=clock.now()).answered_at == first
    assert SecurityEvent.objects.filter(kind="sign_in_confirmed").count() == 1


def test_not_me_ends_everything_at_once(cast, sign_in):
    at_work = sign_in(cast.clara)
    alert = signs_in(cast.clara, device="two").alert
    make_token(actor=cast.clara, name="Theirs", read_only=False, days=9, now=clock.now())
    ask_email_change(
        agency=cast.inkwell, user=cast.clara.membership.user, email="theirs@example.org", now=clock.now()
    )

    deny(alert=alert, now=clock.now())

    assert not AccessToken.objects.live(clock.now()).exists(), "a token outlives no answer"
    assert not EmailChange.objects.waiting().exists()
    assert at_work.get("/orders/").url.startswith("/accounts/sign-in/")
    assert not PersonSession.objects.of_person(cast.clara.membership.user).live().exists()
    assert not User.objects.get(pk=cast.clara.membership.user.pk).has_usable_password()
    assert Device.objects.get(pk=alert.session.device_id).revoked_at
    assert SecurityEvent.objects.get(kind="sign_in_denied").suspicious
    assert [notice.user for notice in Notice.objects.filter(kind="sign_in_denied")] == [
        cast.otto.membership.user
    ]


def test_the_link_opens_one_alert_at_its_own_agency(cast):
    signs_in(cast.clara, device="one")
    alert = signs_in(cast.clara, device="two").alert
    token = link_of(alert).rstrip("/").rsplit("/", 1)[1]

    assert alert_of(cast.inkwell, token) == alert
    for agency, broken in ((cast.northwind, token), (cast.inkwell, token[:-1] + "x"), (cast.inkwell, "")):
        with pytest.raises(NotVisible):
            alert_of(agency, broken)


@pytest.mark.django_db(transaction=True)
def test_of_both_answers_at_once_not_me_stands(rounds):
    cast = load_cast()
    signs_in(cast.clara, device="one")
    for at in range(rounds):
        alert = signs_in(cast.clara, device=f"new {at}").alert
        found = race(
            [
                lambda alert=alert: login_alerts.confirm(alert=alert, now=clock.now()),
                lambda alert=alert: deny(alert=alert, now=clock.now()),
            ]
        )
        assert LoginAlert.objects.get(pk=alert.pk).verdict == "not_me"
        assert all(isinstance(answer, LoginAlert | Taken) for answer in found)
        assert not Device.objects.get(pk=alert.session.device_id).confirmed_at


def test_there_is_one_preference_at_most_and_it_can_be_forgotten(cast):
    whose = {"user": cast.clara.membership.user, "agency": cast.inkwell}
    login_alerts.create_preference(**whose, new_login_mail=True)

    with pytest.raises(Taken):
        login_alerts.create_preference(**whose, new_login_mail=False)
    login_alerts.forget_preference(**whose)
    login_alerts.forget_preference(**whose)

    assert preference_of(**whose).pk is None
    assert Mail.objects.filter(kind="alerts_off").count() == 1, "the default tells less"


def test_what_a_stranger_forgot_stands_again(cast):
    whose = {"user": cast.clara.membership.user, "agency": cast.inkwell}
    login_alerts.save_preference(**whose, new_login_mail=True)
    session = signs_in(cast.clara)

    login_alerts.forget_preference(**whose, browser=Browser(session=session.public_id))
    undo_acts(user=whose["user"], sessions=[session], now=clock.now())

    assert preference_of(**whose).new_login_mail
