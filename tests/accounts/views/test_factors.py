"""The pages of the second factor: set-up, recovery codes, passkeys, and
asking once more before each of them."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import Mail
from project.base import clock
from tests.accounts.helpers.factors import (
    FACTORS,
    code_at,
    has_app,
    has_codes,
    has_passkey,
    known,
    prove,
    question_of,
)
from tests.accounts.helpers.soft_passkey import SoftPasskey
from tests.agencies.helpers.domains import move_to
from tests.helpers.cast import PASSWORD, Cast

CONFIRM = f"{FACTORS}confirm/"
DANGEROUS = ("code-app/", "code-app/remove/", "recovery-codes/", "passkeys/add/")


@pytest.fixture
def clara(cast: Cast, sign_in):
    """Clara's browser, a moment after she gave her password."""
    return prove(sign_in(cast.clara), cast.clara)


# --- once more, before dangerous acts -------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", DANGEROUS)
def test_dangerous_acts_ask_once_more(cast: Cast, sign_in, page: str, method: str):
    has_app(cast.clara)
    before = list(Authenticator.objects.values_list("pk", "data"))
    client = prove(sign_in(cast.clara), cast.clara, ago=301)

    answer = getattr(client, method)(FACTORS + page)
    fragment = getattr(client, method)(FACTORS + page, headers={"HX-Request": "true"})

    assert answer.status_code == 302
    assert unquote(answer.url) == f"{CONFIRM}?next={FACTORS}{page}"
    assert (fragment.status_code, unquote(fragment.headers["HX-Redirect"])) == (401, unquote(answer.url))
    assert list(Authenticator.objects.values_list("pk", "data")) == before


def test_a_proof_is_good_for_five_minutes(cast: Cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara, ago=295)

    assert client.get(f"{FACTORS}recovery-codes/").status_code == 200
    assert prove(client, cast.clara, ago=301).get(f"{FACTORS}recovery-codes/").status_code == 302


def test_the_password_confirms_and_leads_on(cast: Cast, sign_in):
    client = known(sign_in(cast.clara))
    wanted = f"{FACTORS}code-app/"

    wrong = client.post(CONFIRM, {"password": "not the password", "next": wanted})
    assert (wrong.status_code, client.get(wanted).status_code) == (422, 302)
    right = client.post(CONFIRM, {"password": PASSWORD, "next": wanted})

    assert (right.url, client.get(wanted).status_code) == (wanted, 200)


def test_a_code_confirms_once(cast: Cast, sign_in):
    has_app(cast.clara)
    client, code = sign_in(cast.clara), code_at(clock.now())

    assert client.post(CONFIRM, {"code": code, "next": FACTORS}).url == FACTORS
    assert client.get(f"{FACTORS}code-app/remove/").status_code == 200
    assert sign_in(cast.clara).post(CONFIRM, {"code": code, "next": FACTORS}).status_code == 422


def test_somebody_elses_password_confirms_nothing(cast: Cast, sign_in):
    from accounts.models import User

    other = User.objects.get(email="max@inkwell.example")
    other.set_password("quite another secret")
    other.save()

    assert sign_in(cast.clara).post(CONFIRM, {"password": "quite another secret"}).status_code == 422


def test_guessing_passwords_there_has_to_wait(cast: Cast, sign_in):
    client = sign_in(cast.clara)

    statuses = [client.post(CONFIRM, {"password": "not the password"}).status_code for _try in range(9)]

    assert statuses == [422] * 8 + [429]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else(cast: Cast, sign_in, target: str):
    answer = known(sign_in(cast.clara)).post(CONFIRM, {"password": PASSWORD, "next": target})

    assert answer.url == "/account/"


# --- the code app -------------------------------------------------------------------------------


def test_set_up_a_code_app(clara):
    page = clara.get(f"{FACTORS}code-app/")
    secret = page.context["letters"].replace(" ", "")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert (
        "<svg"
        not in page.content.decode().split('class="factor-steps"')[1].split("</ol>")[0].split("<form")[0]
    )

    assert clara.post(f"{FACTORS}code-app/", {"code": "123"}).status_code == 422
    assert clara.get(f"{FACTORS}code-app/").context["letters"].replace(" ", "") == secret, "scanned once"
    answer = clara.post(f"{FACTORS}code-app/", {"code": code_at(clock.now(), secret)})

    assert answer.url == f"{FACTORS}recovery-codes/"
    assert "code_app_secret" not in clara.session
    assert "Remove authenticator app" in clara.get(FACTORS).content.decode()


def test_remove_the_code_app(clara, cast: Cast):
    has_app(cast.clara)

    assert b"password alone" in clara.get(f"{FACTORS}code-app/remove/").content
    assert Authenticator.objects.count() == 1, "a GET removes nothing"
    assert clara.post(f"{FACTORS}code-app/remove/").url == FACTORS

    assert not Authenticator.objects.exists()


# --- recovery codes -----------------------------------------------------------------------------


def test_recovery_codes_are_shown_once(clara, cast: Cast):
    has_app(cast.clara)
    page = clara.post(f"{FACTORS}recovery-codes/")

    shown = re.findall(r"<li>(\d{4} \d{4})</li>", page.content.decode())
    assert len(shown) == 10
    file = re.search(r'href="(data:text/plain[^"]+)" download="recovery-codes.txt"', page.content.decode())
    assert file is not None
    text = unquote(file[1])
    assert all(code.replace(" ", "") in text for code in shown)
    assert "no-store" in page.headers["Cache-Control"]
    again = clara.get(f"{FACTORS}recovery-codes/").content.decode() + clara.get(FACTORS).content.decode()
    assert not re.search(r"\d{4} \d{4}", again)
    assert "10 codes left" in again


# --- passkeys -----------------------------------------------------------------------------------


def test_a_passkey_needs_something_beside_it(clara, cast: Cast):
    page = f"{FACTORS}passkeys/add/"
    assert clara.get(page).url == f"{FACTORS}recovery-codes/?then=passkey"
    assert (
        "I have saved my codes. Continue to passkey"
        in clara.post(f"{FACTORS}recovery-codes/?then=passkey").content.decode()
    )
    assert clara.get(page).status_code == 200

    has_passkey(clara, SoftPasskey())

    assert Mail.objects.filter(kind="factor_added", text__contains="“Laptop”").count() == 1


def test_the_last_way_beside_a_passkey_stays(clara, cast: Cast):
    app = has_app(cast.clara)
    has_passkey(clara, SoftPasskey())

    assert clara.post(f"{FACTORS}code-app/remove/").status_code == 409
    has_codes(cast.clara)
    assert clara.post(f"{FACTORS}code-app/remove/").status_code == 302

    assert not Authenticator.objects.filter(pk=app.pk).exists()


def test_rename_and_remove_a_passkey(clara, cast: Cast):
    has_codes(cast.clara)
    row = has_passkey(clara, SoftPasskey(), name="")
    page = f"{FACTORS}passkeys/{row.data['public_id']}/"
    assert row.data["name"] == "Passkey 1"

    assert clara.post(page, {"name": ""}).status_code == 422
    assert clara.post(page, {"name": "Telephone"}).url == FACTORS
    assert "Telephone" in clara.get(FACTORS).content.decode()
    assert clara.get(f"{page}remove/").status_code == 200
    assert clara.post(f"{page}remove/").url == FACTORS

    assert not Authenticator.objects.exists()


def test_somebody_elses_passkey_is_not_there(clara, cast: Cast, sign_in):
    has_codes(cast.clara)
    row = has_passkey(clara, SoftPasskey())
    max_ = prove(sign_in(cast.max), cast.max)

    page = f"{FACTORS}passkeys/{row.data['public_id']}/"
    for url, sent in ((page, {"name": "Mine"}), (f"{page}remove/", {})):
        assert (max_.get(url).status_code, max_.post(url, sent).status_code) == (404, 404)
    assert Authenticator.objects.get(pk=row.pk).data["name"] == "Laptop"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        "null",
        "nonsense",
        '{"id": 1}',
        "[" * 9000,
        "x" * 30_000,
        '{"id":"AA","rawId":"AA","response":{}}',
    ],
)
def test_made_up_passkeys_are_refused(clara, cast: Cast, answer: str):
    has_codes(cast.clara)
    clara.get(f"{FACTORS}passkeys/add/")

    assert clara.post(f"{FACTORS}passkeys/add/", {"name": "x", "credential": answer}).status_code == 422
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://inkwell.localhost",
        "http://northwind.localhost",
        "http://inkwell.localhost:81",
    ],
)
def test_an_answer_given_on_another_origin_is_refused(clara, cast: Cast, origin: str):
    has_codes(cast.clara)
    page = f"{FACTORS}passkeys/add/"
    key = SoftPasskey(origin=origin)

    answer = clara.post(page, {"name": "x", "credential": key.create(question_of(clara.get(page)))})

    assert answer.status_code == 422


def test_an_answer_is_taken_once_and_a_passkey_kept_once(clara, cast: Cast, sign_in):
    has_codes(cast.clara)
    page, key = f"{FACTORS}passkeys/add/", SoftPasskey()
    sent = {"name": "x", "credential": key.create(question_of(clara.get(page)))}
    assert clara.post(page, sent).status_code == 302
    assert clara.post(page, sent).status_code == 422

    has_codes(cast.max)
    max_ = prove(sign_in(cast.max), cast.max)
    stolen = {"name": "x", "credential": key.create(question_of(max_.get(page)))}
    assert max_.post(page, stolen).status_code == 409
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_passkey_of_another_host_is_listed_and_counts_not(cast: Cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)
    has_codes(cast.clara)
    has_passkey(client, SoftPasskey())
    assert "Works only at" not in client.get(FACTORS).content.decode()

    move_to(cast.inkwell, "words.localhost")
    elsewhere = client.get(FACTORS, headers={"host": "words.localhost"}).content.decode()

    assert "Works only at inkwell.localhost." in elsewhere


# --- everybody else -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", *DANGEROUS, "confirm/"])
def test_strangers_are_sent_to_sign_in(cast: Cast, sign_in, page: str):
    for answer in (
        sign_in(None, cast.inkwell).get(FACTORS + page),
        sign_in(None, cast.inkwell).post(FACTORS + page),
    ):
        assert answer.url.startswith("/accounts/sign-in/?next=")


@pytest.mark.parametrize("page", ["confirm/", *DANGEROUS])
def test_no_act_without_the_token_of_the_form(cast: Cast, sign_in, page: str):
    client = prove(sign_in(cast.clara, enforce_csrf_checks=True), cast.clara)

    assert client.post(FACTORS + page, {"password": PASSWORD}).status_code == 403
    assert not Authenticator.objects.exists()
