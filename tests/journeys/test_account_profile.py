"""Clara changes her profile, her photo and her address, and makes a token;
light and dark, and without JavaScript."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import AccessToken, User
from tests.accounts.helpers.support import links, mail_to
from tests.helpers.cast import PASSWORD
from tests.helpers.pictures import picture

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHEMES = ("light", "dark")
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def look(person: Person, name: str) -> None:
    """With axe and by width, light and dark; and into a picture for whoever asked for pictures."""
    for scheme in SCHEMES:
        person.page.emulate_media(color_scheme=scheme)
        person.look()
        for width in (390, 1440) if PICTURES else ():
            person.page.set_viewport_size({"width": width, "height": 900})
            person.page.screenshot(path=f"{PICTURES}/{name}-{scheme}-{width}.png", full_page=True)


def fill(person: Person, **fields: str) -> None:
    for label, text in fields.items():
        person.page.get_by_label(label.replace("_", " "), exact=True).fill(text)


def minutes_pass() -> None:
    """Everybody's last proof of who they are is older than five minutes."""
    for row in Session.objects.all():
        facts = row.get_decoded()
        facts.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
        row.session_data = Session.get_session_store_class()().encode(facts)
        row.save()


def show_who(person: Person) -> None:
    """On the page that asks: a wrong password first, then the right one."""
    fill(person, Password="not this one")
    person.press("Continue")
    person.sees("This is not your current password. Try again.")
    fill(person, Password=PASSWORD)
    person.press("Continue")
    person.sees("press the button again")


def test_profile_and_photo(people: Callable[..., Person]) -> None:
    clara = people("clara")
    clara.go("/account/profile/")

    fill(clara, Your_name="Clara Nowak-Ito")
    clara.page.get_by_label("Time zone").fill("Asia/Tokio")
    clara.press("Save profile")
    clara.sees("Choose a time zone from the list, such as Europe/London.")
    expect(clara.page.get_by_label("Your name", exact=True)).to_have_value("Clara Nowak-Ito")
    look(clara, "profile-refused")
    clara.page.get_by_label("Time zone").fill("asia/tokyo")
    clara.press("Save profile")
    clara.sees("Profile saved.")

    field = clara.page.get_by_label("Photo", exact=True)
    field.set_input_files({"name": "me.gif", "mimeType": "image/gif", "buffer": picture("GIF")})
    clara.press("Upload photo")
    clara.sees("We can’t read this photo. Choose a JPEG, PNG or WebP file.")
    look(clara, "photo-refused")
    clara.page.get_by_label("Photo", exact=True).set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    clara.press("Upload photo")
    clara.sees("Photo saved.")
    shown = "[...document.querySelectorAll('.avatar img')].map((image) => image.naturalWidth)"
    clara.until(f"{shown}.join() === '256,256'")
    look(clara, "profile")
    clara.page.locator("summary").filter(has_text="Remove photo").click()
    clara.page.get_by_role("button", name="Remove photo").click()
    clara.sees("Your initials are shown until you upload a photo.")


def test_another_address(people: Callable[..., Person]) -> None:
    clara = people("clara")
    elsewhere = people("clara")
    clara.go("/account/profile/")
    clara.press("Change email address")
    look(clara, "address")
    clara.page.get_by_label("New email address").fill("clara@new.example")
    minutes_pass()
    clara.press("Send link")
    show_who(clara)
    expect(clara.page.get_by_label("New email address")).to_have_value("clara@new.example")
    look(clara, "address-asked")
    clara.press("Send link")
    clara.sees("We sent a link to clara@new.example.")
    look(clara, "address-waiting")

    clara.page.goto(links(mail_to("clara@new.example", "email_confirm_new"))[0])
    look(clara, "address-confirm")
    clara.press("Yes, use this address")
    clara.sees("Your email address is now clara@new.example.")
    elsewhere.page.goto(elsewhere.base + "/account/profile/")
    elsewhere.sees("Sign in")
    assert "/accounts/sign-in/" in elsewhere.page.url


def test_tokens(people: Callable[..., Person]) -> None:
    clara = people("clara")
    clara.go("/account/tokens/")
    look(clara, "tokens-none")
    fill(clara, Name="Reports")
    minutes_pass()
    clara.page.get_by_label("Everything you can do here").check()
    clara.press("Create token")
    show_who(clara)
    expect(clara.page.get_by_label("Name", exact=True)).to_have_value("Reports")
    expect(clara.page.get_by_label("Everything you can do here")).to_be_checked()
    look(clara, "token-asked")
    clara.press("Create token")
    made = clara.page.get_by_label("Token “Reports”")
    expect(made).to_have_value(re.compile(r"^qh_[A-Za-z0-9_-]{40}$"))
    look(clara, "token-made")

    clara.page.goto(clara.base + "/account/tokens/")
    expect(made).to_have_count(0)
    look(clara, "tokens")
    clara.page.locator("td summary").filter(has_text="Revoke").click()
    clara.page.locator("td").get_by_role("button", name="Revoke").click()
    clara.sees("Access token “Reports” revoked.")
    look(clara, "tokens-ended")


def test_without_scripts(people: Callable[..., Person]) -> None:
    wendell = people("wendell", java_script_enabled=False)
    wendell.page.goto(wendell.base + "/account/profile/")
    fill(wendell, Public_name="Wendell O.")
    wendell.press("Save profile")
    wendell.sees("Profile saved.")
    wendell.page.get_by_label("Photo", exact=True).set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": picture("PNG")}
    )
    wendell.press("Upload photo")
    wendell.sees("Photo saved.")
    assert User.objects.get(email="wendell@inkwell.example").photo

    wendell.page.goto(wendell.base + "/account/tokens/")
    fill(wendell, Name="Script")
    minutes_pass()
    wendell.press("Create token")
    fill(wendell, Password=PASSWORD)
    wendell.press("Continue")
    wendell.press("Create token")
    wendell.sees("Copy your new token now")
    wendell.page.locator("summary").filter(has_text="Revoke all").click()
    wendell.page.get_by_role("button", name="Revoke all").click()
    wendell.sees("1 access token revoked.")
    assert not AccessToken.objects.filter(revoked_at=None).exists()
