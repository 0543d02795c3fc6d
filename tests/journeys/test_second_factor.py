"""A second factor, set up and used: an app's codes, recovery codes, a passkey of
a device, and what an agency requires."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from agencies.models import Agency
from project.base import clock
from tests.accounts.helpers.factors import code_at
from tests.helpers.cast import PASSWORD

from .conftest import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FACTORS = "/account/sign-in/"
CLARA = "clara@inkwell.example"
#: A telephone or laptop with a fingerprint reader that always says yes.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(person: Person) -> Any:
    """Give the browser a device that keeps passkeys."""
    session = person.page.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session


def fresh_code(secret: str, spent: list[str]) -> str:
    """The code that the app shows, or the next one when that was spent; both are right."""
    now = clock.now()
    code = next(
        code
        for code in (code_at(now, secret), code_at(now + dt.timedelta(seconds=30), secret))
        if code not in spent
    )
    spent.append(code)
    return code


def sign_out(person: Person) -> None:
    person.page.goto(person.base + "/accounts/sign-out/")
    person.press("Sign out", exact=True)


def test_a_code_app_and_recovery_codes(people: Callable[..., Person]) -> None:
    clara, spent = people("clara"), []
    clara.go(FACTORS)
    clara.press("Set up an authenticator app")
    clara.look()
    secret = clara.page.locator("#code-app-secret").inner_text().replace(" ", "")
    natural = clara.page.locator("img.factor-qr").evaluate("image => image.complete && image.naturalWidth")
    assert natural > 0, "the content policy shows the picture"
    clara.page.get_by_label("Code").fill("000000")
    clara.press("Turn on")
    clara.sees(
        "This code is wrong. Check that the clock on your phone is right, then enter the "
        "code the app shows now."
    )
    clara.look()
    clara.page.get_by_label("Code").fill(fresh_code(secret, spent))
    clara.press("Turn on")

    # It leads on to recovery codes, which are shown and downloaded once.
    clara.sees(
        "Authenticator app set up. From now on, you will be asked for a code from the app when you sign in."
    )
    clara.look()
    clara.press("Create recovery codes")
    clara.look()
    codes = [text.replace(" ", "") for text in clara.page.locator(".factor-codes li").all_inner_texts()]
    with clara.page.expect_download() as download:
        clara.press("Download as text")
    path = download.value.path()
    assert download.value.suggested_filename == "recovery-codes.txt"
    assert all(code in path.read_text() for code in codes)
    clara.press("I have saved my codes")
    clara.sees("10 codes left")
    clara.look()

    sign_out(clara)
    sign_in(clara, CLARA)
    assert clara.page.url == clara.base + "/accounts/sign-in/second-factor/"
    clara.look()
    clara.page.get_by_label("Code").fill(spent[0])
    clara.press("Continue", exact=True)
    clara.sees("This code is wrong or has already been used. Wait for the next one.")
    clara.look()
    clara.page.get_by_label("Code").fill(fresh_code(secret, spent))
    clara.press("Continue", exact=True)
    assert clara.page.url == clara.base + "/orders/"

    sign_out(clara)
    sign_in(clara, CLARA)
    clara.page.get_by_label("Code").fill(f"{codes[2][:4]} {codes[2][4:]}")
    clara.press("Continue", exact=True)
    clara.go(FACTORS)
    clara.sees("9 codes left")


def test_a_passkey(people: Callable[..., Person]) -> None:
    clara = people("clara")
    with_device(clara)
    clara.page.goto(clara.base + FACTORS)
    clara.press("Add passkey")

    # Without another way in, recovery codes come first.
    clara.sees("Create recovery codes first")
    clara.press("Create recovery codes")
    clara.press("I have saved my codes. Continue to passkey")
    clara.look()
    clara.page.get_by_label("Name").fill("Laptop")
    clara.press("Add passkey")
    clara.sees("Passkey “Laptop” added.")
    clara.look()

    # Alone, in place of the password.
    sign_out(clara)
    clara.go("/accounts/sign-in/")
    clara.press("Sign in with a passkey")
    clara.page.wait_for_url("**/orders/")

    # As the second factor, after the password.
    sign_out(clara)
    sign_in(clara, CLARA)
    clara.look()
    clara.page.get_by_label(re.compile("Trust this browser")).first.check()
    clara.press("Use a passkey")
    clara.page.wait_for_url("**/orders/")

    # The browser is trusted now: the password is enough.
    sign_out(clara)
    sign_in(clara, CLARA)
    assert clara.page.url == clara.base + "/orders/"

    # Once more, before it is removed.
    forget_proof(clara)
    clara.page.goto(clara.base + FACTORS)
    clara.press("Rename")
    clara.look()
    clara.page.get_by_label("Name").fill("Old laptop")
    clara.press("Save name")
    clara.press("Remove")
    clara.sees("Confirm your identity")
    clara.look()
    clara.press("Use a passkey")
    clara.page.wait_for_url("**/remove/")
    clara.look()
    clara.press("Remove passkey")
    clara.sees("Passkey “Old laptop” removed.")
    clara.sees("No passkeys yet.")


def forget_proof(person: Person) -> None:
    """As if more than five minutes had gone by since the sign-in."""
    from django.contrib.sessions.backends.db import SessionStore

    key = next(cookie["value"] for cookie in person.page.context.cookies() if cookie["name"] == "sessionid")
    session = SessionStore(session_key=key)
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 400
    session.save()


def test_without_a_device_and_without_scripts(people: Callable[..., Person]) -> None:
    clara = people("clara", java_script_enabled=False)
    clara.page.goto(clara.base + FACTORS)
    clara.press("Set up an authenticator app")
    secret, spent = clara.page.locator("#code-app-secret").inner_text().replace(" ", ""), []
    clara.page.get_by_label("Code").fill(fresh_code(secret, spent))
    clara.press("Turn on")
    clara.press("Create recovery codes")
    code = clara.page.locator(".factor-codes li").first.inner_text()
    sign_out(clara)
    clara.page.goto(clara.base + "/accounts/sign-in/")
    assert not clara.page.get_by_text("Sign in with a passkey").is_visible()
    sign_in(clara, CLARA)
    clara.page.get_by_label("Code").fill(code)
    clara.press("Continue", exact=True)
    assert clara.page.url == clara.base + "/orders/"
    forget_proof(clara)
    clara.page.goto(clara.base + FACTORS)
    clara.press("Remove authenticator app")
    clara.page.get_by_label("Password").fill(PASSWORD)
    clara.press("Continue", exact=True)
    clara.press("Remove authenticator app")
    clara.sees("Authenticator app removed.")


def test_a_refused_device_is_told_beside_its_button(people: Callable[..., Person]) -> None:
    stranger = people("")
    session = stranger.page.context.new_cdp_session(stranger.page)
    session.send("WebAuthn.enable")
    options = {**DEVICE, "isUserVerified": False}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    stranger.page.goto(stranger.base + "/accounts/sign-in/")

    stranger.press("Sign in with a passkey")

    stranger.sees("That did not work or was cancelled. Try again, or use another method.")
    stranger.look()


def test_an_agency_requires_it_of_its_staff(people: Callable[..., Person]) -> None:
    otto = people("otto")
    otto.press("Security", exact=True)
    otto.press("Rules", exact=True)
    otto.look()
    otto.page.get_by_label("Staff: support, managers and owners").check()
    otto.page.get_by_label("Days a trusted browser skips two-step verification").fill("91")
    otto.press("Save", exact=True)
    otto.sees("Enter a number between 0 and 90.")
    otto.look()
    otto.page.get_by_label("Days a trusted browser skips two-step verification").fill("7")
    otto.press("Save", exact=True)

    assert otto.page.url == otto.base + FACTORS
    otto.sees(
        "Add an authenticator app, or a passkey for this web address, to continue. Until "
        "you do, your access tokens will not work."
    )
    otto.look()
    otto.press("Set up an authenticator app")
    secret, spent = otto.page.locator("#code-app-secret").inner_text().replace(" ", ""), []
    otto.page.get_by_label("Code").fill(fresh_code(secret, spent))
    otto.press("Turn on")
    otto.go("/desk/")
    assert otto.page.url == otto.base + "/desk/"

    max_ = people("max")
    assert max_.page.url == max_.base + FACTORS
    Agency.objects.filter(code="INK").update(second_factor_from=clock.now() + dt.timedelta(days=3))
    max_.go("/desk/")
    max_.sees(", you won’t be able to work here without two-step verification.")
