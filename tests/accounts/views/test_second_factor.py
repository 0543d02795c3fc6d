"""Sign-in with a second factor, or with a passkey alone."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import Device
from agencies.models import SecurityEvent
from project.base import clock
from tests.accounts.helpers.factors import (
    SECOND,
    code_at,
    has_app,
    has_codes,
    has_passkey,
    prove,
    question_of,
)
from tests.accounts.helpers.soft_passkey import SoftPasskey
from tests.accounts.helpers.support import post_sign_in, who_is_in
from tests.agencies.helpers.domains import move_to
from tests.helpers.cast import PASSWORD, Cast

CLARA = "clara@inkwell.example"
PASSKEY = "/accounts/sign-in/passkey/"


def password_given(client: Client, **fields) -> Client:
    """Clara has typed her password and is asked for more."""
    assert post_sign_in(client, CLARA, PASSWORD, **fields).url == SECOND
    return client


def passkey_of(cast: Cast, sign_in, **options) -> SoftPasskey:
    """Clara's passkey of Inkwell's host, and recovery codes beside it."""
    has_codes(cast.clara)
    key = SoftPasskey(**options)
    has_passkey(prove(sign_in(cast.clara), cast.clara), key)
    return key


@pytest.fixture
def visitor(cast: Cast, sign_in) -> Client:
    return sign_in(None, cast.inkwell)


# --- a code -------------------------------------------------------------------------------------


def test_without_a_second_factor_the_password_is_enough(cast: Cast, visitor: Client):
    has_codes(cast.clara)

    assert post_sign_in(visitor, CLARA, PASSWORD).url == "/home/"


def test_the_password_alone_signs_nobody_in(cast: Cast, visitor: Client):
    has_app(cast.clara)
    password_given(visitor)

    assert not who_is_in(visitor)
    assert visitor.get("/account/").url.startswith("/accounts/sign-in/")
    assert visitor.get("/accounts/sign-in/").url == SECOND
    assert visitor.get(SECOND).status_code == 200


def test_the_code_does_and_leads_on(cast: Cast, visitor: Client):
    has_app(cast.clara)
    password_given(visitor, next="/orders/")
    before = visitor.session.session_key

    wrong = visitor.post(SECOND, {"code": "000000"})
    assert (wrong.status_code, who_is_in(visitor)) == (422, "")
    answer = visitor.post(SECOND, {"code": code_at(clock.now())})

    assert (answer.url, who_is_in(visitor)) == ("/orders/", str(cast.clara.membership.user.pk))
    assert visitor.session.session_key != before
    assert visitor.get("/account/sign-in/recovery-codes/").status_code == 200, "that was a proof, too"


def test_a_code_is_not_good_for_a_second_sign_in(cast: Cast, visitor: Client, sign_in):
    has_app(cast.clara)
    code = code_at(clock.now())
    assert password_given(visitor).post(SECOND, {"code": code}).status_code == 302

    other = password_given(sign_in(None, cast.inkwell))
    assert (other.post(SECOND, {"code": code}).status_code, who_is_in(other)) == (422, "")


def test_a_recovery_code_does_once(cast: Cast, visitor: Client, sign_in):
    has_app(cast.clara)
    code = has_codes(cast.clara)[0]

    assert password_given(visitor).post(SECOND, {"code": code}).status_code == 302
    assert password_given(sign_in(None, cast.inkwell)).post(SECOND, {"code": code}).status_code == 422


def test_wrong_codes_have_to_wait_also_in_another_browser(cast: Cast, visitor: Client, sign_in):
    has_app(cast.clara)
    password_given(visitor)

    assert [visitor.post(SECOND, {"code": "000000"}).status_code for _try in range(7)] == [422] * 6 + [429]
    other = password_given(sign_in(None, cast.inkwell))
    answer = other.post(SECOND, {"code": code_at(clock.now())})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert (
        SecurityEvent.objects.filter(
            kind="second_factor_failed", suspicious=True, address="127.0.0.1"
        ).count()
        == 6
    )


def test_nobody_comes_to_the_second_step_without_the_first(cast: Cast, visitor: Client):
    has_app(cast.clara)

    assert (
        visitor.get(SECOND).url
        == visitor.post(SECOND, {"code": code_at(clock.now())}).url
        == "/accounts/sign-in/"
    )
    assert not who_is_in(visitor)


def test_begin_anew_as_somebody_else(cast: Cast, visitor: Client):
    has_app(cast.clara)
    password_given(visitor)

    assert visitor.post(SECOND, {"cancel": "1"}).url == "/accounts/sign-in/"
    assert visitor.get("/accounts/sign-in/").status_code == 200


def test_no_second_step_without_the_token_of_the_form(cast: Cast, sign_in):
    has_app(cast.clara)
    client = password_given(sign_in(None, cast.inkwell))
    client.handler.enforce_csrf_checks = True

    assert client.post(SECOND, {"code": code_at(clock.now())}).status_code == 403
    assert client.post(PASSKEY, {"credential": "{}"}).status_code == 403


# --- trust --------------------------------------------------------------------------------------


def test_a_trusted_browser_is_not_asked(cast: Cast, visitor: Client, sign_in):
    has_app(cast.clara)
    assert b"Trust this browser for 30 days" in password_given(visitor).get(SECOND).content
    visitor.post(SECOND, {"code": code_at(clock.now()), "trust": "on"})
    assert "trust_this_browser" not in visitor.session, "the wish is granted once"
    assert Device.objects.get(user=cast.clara.membership.user).trusted_until > clock.now()

    visitor.post("/accounts/sign-out/")

    assert post_sign_in(visitor, CLARA, PASSWORD).url == "/home/"
    assert post_sign_in(sign_in(None, cast.inkwell), CLARA, PASSWORD).url == SECOND, "another browser is"
    visitor.post("/accounts/sign-out/")
    Device.objects.filter(user=cast.clara.membership.user).update(trusted_until=clock.now())
    password_given(visitor)


def test_without_the_tick_nothing_is_trusted(cast: Cast, visitor: Client):
    has_app(cast.clara)
    password_given(visitor).post(SECOND, {"code": code_at(clock.now())})
    visitor.post("/accounts/sign-out/")

    password_given(visitor)


def test_an_agency_that_trusts_no_browser_does_not_offer_it(cast: Cast, visitor: Client):
    has_app(cast.clara)
    cast.inkwell.trust_days = 0
    cast.inkwell.save()

    assert b"Trust this browser" not in password_given(visitor).get(SECOND).content
    visitor.post(SECOND, {"code": code_at(clock.now()), "trust": "on"})
    assert who_is_in(visitor) and "trust_this_browser" not in visitor.session
    visitor.post("/accounts/sign-out/")
    password_given(visitor)


# --- passkeys -----------------------------------------------------------------------------------


def test_a_passkey_as_the_second_factor(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in, verified=False)
    password_given(visitor)

    answer = visitor.post(SECOND, {"credential": key.get(question_of(visitor.get(SECOND)))})

    assert (answer.status_code, who_is_in(visitor)) == (302, str(cast.clara.membership.user.pk))
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_a_passkey_alone(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in)

    answer = visitor.post(PASSKEY, {"credential": key.get(visitor.get(PASSKEY).json()), "next": "/orders/"})

    assert (answer.url, who_is_in(visitor)) == ("/orders/", str(cast.clara.membership.user.pk))


def test_alone_it_must_know_its_holder(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in, verified=False)

    assert (
        visitor.post(PASSKEY, {"credential": key.get(visitor.get(PASSKEY).json())}).url
        == "/accounts/sign-in/"
    )
    assert not who_is_in(visitor)


def test_what_was_asked_after_the_password_signs_nobody_in_alone(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in, verified=False)
    password_given(visitor)
    answer = key.get(question_of(visitor.get(SECOND)))

    visitor.post(PASSKEY, {"credential": answer})

    assert not who_is_in(visitor)


def test_a_recorded_answer_is_worth_nothing(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in)
    recorded = key.get(visitor.get(PASSKEY).json())
    other = sign_in(None, cast.inkwell)
    other.get(PASSKEY)

    assert other.post(PASSKEY, {"credential": recorded}).url == "/accounts/sign-in/"
    assert not who_is_in(other)
    visitor.post(PASSKEY, {"credential": recorded})
    assert who_is_in(visitor)


def test_another_key_under_the_same_name_is_refused(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in)
    forged = SoftPasskey(id=key.id)

    visitor.post(PASSKEY, {"credential": forged.get(visitor.get(PASSKEY).json())})

    assert not who_is_in(visitor)


@pytest.mark.parametrize(
    ("added", "uses", "accepted"),
    [
        (0, [0, 0, 0], [True, True, True]),
        (5, [6, 7, 9], [True, True, True]),
        (5, [5], [False]),
        (5, [4], [False]),
        (5, [0], [False]),
        (0, [1, 0], [True, False]),
        (5, [8, 8, 7, 9], [True, False, False, True]),
    ],
)
def test_a_passkey_that_does_not_count_on_may_be_a_copy(cast: Cast, sign_in, added, uses, accepted):
    key = passkey_of(cast, sign_in, count=added)
    found = []
    for count in uses:
        client = sign_in(None, cast.inkwell)
        key.count = count
        client.post(PASSKEY, {"credential": key.get(client.get(PASSKEY).json())})
        found.append(bool(who_is_in(client)))

    assert found == accepted
    copies = SecurityEvent.objects.filter(
        kind="passkey_copied", suspicious=True, user=cast.clara.membership.user
    )
    assert copies.count() == accepted.count(False)
    assert all((event.address, event.browser) == ("127.0.0.1", "") for event in copies)


def test_a_copy_is_refused_after_the_password_and_before_dangerous_acts_too(
    cast: Cast, visitor: Client, sign_in
):
    key = passkey_of(cast, sign_in, count=5)
    password_given(visitor)
    assert visitor.post(SECOND, {"credential": key.get(question_of(visitor.get(SECOND)))}).status_code == 422
    assert not who_is_in(visitor)
    client, page = sign_in(cast.clara), "/account/sign-in/confirm/"

    assert client.post(page, {"credential": key.get(question_of(client.get(page)))}).status_code == 422
    key.step = 1
    assert client.post(page, {"credential": key.get(question_of(client.get(page)))}).status_code == 302
    assert "may be a copy" in client.get("/account/activity/").content.decode()


def test_a_new_name_does_not_turn_the_count_back(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in, count=5, step=1)
    visitor.post(PASSKEY, {"credential": key.get(visitor.get(PASSKEY).json())})
    row = Authenticator.objects.get(type="webauthn")
    visitor.post(f"/account/sign-in/passkeys/{row.data['public_id']}/", {"name": "Other"})

    row.refresh_from_db()
    assert (row.data["name"], row.data["count"]) == ("Other", 6)


def test_max_does_not_come_in_with_claras_passkey(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in)
    has_codes(cast.max)
    has_passkey(prove(sign_in(cast.max), cast.max), SoftPasskey())
    assert post_sign_in(visitor, "max@inkwell.example", PASSWORD).url == SECOND

    assert visitor.post(SECOND, {"credential": key.get(question_of(visitor.get(SECOND)))}).status_code == 422
    assert not who_is_in(visitor)


def test_a_passkey_of_another_host_is_not_offered_and_a_recovery_code_is_asked_for(cast: Cast, sign_in):
    key = passkey_of(cast, sign_in)
    code = has_codes(cast.clara)[0]
    move_to(cast.inkwell, "words.localhost")
    client = Client(headers={"host": "words.localhost"})
    password_given(client)

    page = client.get(SECOND)
    assert (
        b"passkey-question" not in page.content
        and b"Your passkeys were created at a different web address and work only there." in page.content
    )
    key.origin = "http://words.localhost"
    assert (
        client.post(PASSKEY, {"credential": key.get(client.get(PASSKEY).json())}).url == "/accounts/sign-in/"
    )
    assert not who_is_in(client)
    assert client.post(SECOND, {"code": code}).status_code == 302
    assert who_is_in(client)


def test_asking_for_passkeys_without_end_has_to_wait(visitor: Client):
    assert {visitor.get(PASSKEY).status_code for _try in range(60)} == {200}
    assert visitor.get(PASSKEY).status_code == 429


def test_somebody_inactive_does_not_come_in_by_passkey(cast: Cast, visitor: Client, sign_in):
    key = passkey_of(cast, sign_in)
    user = cast.clara.membership.user
    type(user).objects.filter(pk=user.pk).update(is_active=False)

    visitor.post(PASSKEY, {"credential": key.get(visitor.get(PASSKEY).json())})

    assert not who_is_in(visitor)
