"""What the first second factor and the loss of the last one do to sessions and trusted browsers."""

from __future__ import annotations

import pytest

from accounts.actions.devices import trust_device
from accounts.models import Device, PersonSession
from agencies.models import SecurityEvent
from project.base import clock
from tests.accounts.helpers.factors import (
    FACTORS,
    code_at,
    has_app,
    has_codes,
    has_passkey,
    prove,
    stored_passkey,
)
from tests.accounts.helpers.sign_ins import signs_in
from tests.accounts.helpers.soft_passkey import SoftPasskey

pytestmark = pytest.mark.django_db
ENDED = "/accounts/sign-in/"


def sets_up_app(client) -> None:
    """By the page, as people do."""
    secret = client.get(f"{FACTORS}code-app/").context["letters"].replace(" ", "")
    assert client.post(f"{FACTORS}code-app/", {"code": code_at(clock.now(), secret)}).status_code == 302


def is_in(client) -> bool:
    return client.get("/account/").status_code == 200


def trusted(member) -> Device:
    """A browser of the person that was trusted a while ago."""
    device = signs_in(member).device
    return trust_device(user=member.membership.user, public_id=device.public_id, now=clock.now())


def trust_of(device) -> bool:
    return Device.objects.get(pk=device.pk).trusted_until is not None


def test_the_first_code_app_ends_the_other_sessions(cast, sign_in):
    here, there, elsewhere = sign_in(cast.wanda), sign_in(cast.wanda), sign_in(cast.wanda_northwind)
    somebody = sign_in(cast.clara)

    sets_up_app(prove(here, cast.wanda))

    assert (is_in(here), is_in(there), is_in(elsewhere), is_in(somebody)) == (True, False, False, True)
    ended = PersonSession.objects.filter(ended_why="factor")
    assert ended.count() == SecurityEvent.objects.filter(kind="session_ended", detail="factor").count() == 2
    page = here.get("/account/sessions/").content.decode()
    assert "Two-step verification set up" in page


def test_so_does_the_first_passkey_and_the_page_says_so(cast, sign_in):
    has_codes(cast.clara)
    here, there = prove(sign_in(cast.clara), cast.clara), sign_in(cast.clara)

    has_passkey(here, SoftPasskey())

    assert "You will have to sign in again everywhere else." in here.get(FACTORS).content.decode()
    assert (is_in(here), is_in(there)) == (True, False)


def test_one_more_beside_the_first_ends_nothing(cast, sign_in):
    stored_passkey(cast.clara)
    here, there = prove(sign_in(cast.clara), cast.clara), sign_in(cast.clara)
    device = trusted(cast.clara)

    sets_up_app(here)

    assert is_in(there) and trust_of(device)
    assert "You will have to sign in again everywhere else." not in here.get(FACTORS).content.decode()


def test_a_refused_code_ends_nothing(cast, sign_in):
    here, there = prove(sign_in(cast.clara), cast.clara), sign_in(cast.clara)
    here.get(f"{FACTORS}code-app/")

    assert here.post(f"{FACTORS}code-app/", {"code": "000000"}).status_code == 422
    assert is_in(there)


def test_trust_from_before_the_first_factor_spares_nobody(cast, sign_in):
    device, other = trusted(cast.clara), trusted(cast.max)

    sets_up_app(prove(sign_in(cast.clara), cast.clara))

    assert (trust_of(device), trust_of(other)) == (False, True)
    assert SecurityEvent.objects.filter(kind="device_untrusted", detail=device.public_id).count() == 1


@pytest.mark.parametrize("way", ["code-app", "passkey"])
def test_trust_goes_with_the_last_factor(cast, sign_in, way):
    passkey = stored_passkey(cast.clara)
    has_app(cast.clara)
    device, client = trusted(cast.clara), prove(sign_in(cast.clara), cast.clara)
    pages = ["code-app/remove/", f"passkeys/{passkey.data['public_id']}/remove/"]

    first, last = pages if way == "passkey" else pages[::-1]
    assert client.post(FACTORS + first).status_code == 302
    assert trust_of(device), "one is left"
    assert client.post(FACTORS + last).status_code == 302

    assert not trust_of(device)
