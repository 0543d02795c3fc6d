"""Limits count the attacker: what strangers try stops strangers, all together, and no known device."""

from __future__ import annotations

import pytest
from django.core import signing
from django.test import Client

from accounts.models import Device, Mail
from accounts.rules.browsers import SALT, mark_of, new_device
from project.base import clock
from tests.accounts.helpers.factors import SECOND, code_at, has_app
from tests.accounts.helpers.sign_ins import HOME
from tests.accounts.helpers.support import STRONG, post_sign_in
from tests.helpers.cast import PASSWORD, Cast, browser

pytestmark = pytest.mark.django_db
CLARA = "clara@inkwell.example"


def at_home(cast: Cast, address: str = HOME) -> Client:
    """A browser that holds the cookie of a device that Clara has confirmed."""
    client, device, moment = browser(None, cast.inkwell, REMOTE_ADDR=address), new_device(), clock.now()
    seen = {"first_seen_at": moment, "last_seen_at": moment, "confirmed_at": moment}
    whose = {"agency": cast.inkwell, "user": cast.clara.membership.user}
    Device.objects.create(**whose, **seen, mark=mark_of(device))
    client.cookies["device"] = signing.Signer(salt=SALT).sign(device)
    return client


def strangers(cast: Cast, count: int) -> list[Client]:
    return [browser(None, cast.inkwell, REMOTE_ADDR=f"203.0.{number}.7") for number in range(count)]


def test_wrong_codes_from_everywhere_do_not_stop_the_known_device(cast: Cast) -> None:
    has_app(cast.clara)
    said = []
    for stranger in strangers(cast, 9):
        assert post_sign_in(stranger, CLARA, PASSWORD).status_code == 302
        said += [stranger.post(SECOND, {"code": "000000"}).status_code for _try in range(7)]
    assert (said.count(422), said.count(429)) == (40, 23), "six a network, forty altogether"

    own = at_home(cast)
    assert post_sign_in(own, CLARA, PASSWORD).status_code == 302
    wrong = [own.post(SECOND, {"code": "000000"}).status_code for _try in range(5)]

    assert wrong == [422] * 5
    assert own.post(SECOND, {"code": code_at(clock.now())}).status_code == 302


def test_a_known_device_has_its_own_bounds(cast: Cast) -> None:
    has_app(cast.clara)
    own = at_home(cast)
    post_sign_in(own, CLARA, PASSWORD)

    assert [own.post(SECOND, {"code": "000000"}).status_code for _try in range(7)] == [422] * 6 + [429]

    other = strangers(cast, 1)[0]
    post_sign_in(other, CLARA, PASSWORD)
    assert other.post(SECOND, {"code": "000000"}).status_code == 422


def test_a_device_is_not_known_by_having_the_password(cast: Cast) -> None:
    """Or each new browser of the thief's would bring forty guesses more."""
    post_sign_in(browser(None, cast.inkwell, REMOTE_ADDR=HOME), CLARA, PASSWORD)
    thiefs = strangers(cast, 7)
    for thief in thiefs:
        assert post_sign_in(thief, CLARA, PASSWORD).status_code == 302
    has_app(cast.clara)

    said = []
    for thief in thiefs:
        thief.post("/accounts/sign-out/")
        post_sign_in(thief, CLARA, PASSWORD)
        said += [thief.post(SECOND, {"code": "000000"}).status_code for _try in range(7)]

    assert said.count(422) == 40


def test_wrong_passwords_of_the_same_network_do_not_stop_a_change(cast: Cast) -> None:
    own = at_home(cast)
    assert post_sign_in(own, CLARA, PASSWORD).status_code == 302
    stranger = browser(None, cast.inkwell, REMOTE_ADDR=HOME)
    said = [post_sign_in(stranger, CLARA, "wrong").status_code for _try in range(9)]
    assert said == [422] * 8 + [429]

    assert own.post("/account/sign-in/confirm/", {"password": PASSWORD}).status_code == 302
    new = {"oldpassword": PASSWORD, "password1": STRONG, "password2": STRONG}
    assert own.post("/accounts/password/change/", new).status_code == 302


def test_links_for_a_new_password_can_still_be_asked_for(cast: Cast) -> None:
    page = "/accounts/password/reset/"
    said = [stranger.post(page, {"email": CLARA}).status_code for stranger in strangers(cast, 6)]
    assert said == [302] * 5 + [429]

    own = [at_home(cast).post(page, {"email": CLARA}).status_code]

    assert own == [302] and Mail.objects.filter(kind="reset_password").count() == 6


@pytest.mark.parametrize("first", ["abroad", "home"])
def test_what_a_stranger_in_the_account_uses_up_is_not_the_persons(cast: Cast, first: str) -> None:
    own = at_home(cast)
    post_sign_in(own, CLARA, PASSWORD)
    stranger = strangers(cast, 1)[0]
    post_sign_in(stranger, CLARA, PASSWORD)
    one, other = (stranger, own) if first == "abroad" else (own, stranger)
    page = "/account/profile/photo/"

    said = [one.post(page).status_code for _try in range(21)]

    assert said == [422] * 20 + [429]
    assert other.post(page).status_code == 422
