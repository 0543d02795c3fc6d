"""The security centre in a browser: the alert about another browser, "Not
me", and ending a session from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.mail.login_alerts import tell_of_sign_in
from accounts.models import LoginAlert, Mail, PersonSession
from project.base import clock
from tests.accounts.helpers.support import STRONG, links, mail_to, path_of
from tests.helpers.cast import PASSWORD

from .conftest import Person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLARA = "clara@inkwell.example"


def mailed(kind: str, part: str) -> str:
    """The path of the link in the newest mail of a kind to Clara that holds `part`."""
    mail = Mail.objects.filter(recipient=CLARA, kind=kind).latest("id")
    return path_of(next(link for link in links(mail) if part in link))


def test_another_browser_not_me_and_it_is_out(people: Callable[..., Person]) -> None:
    at_home, intruder, mailbox = (people("") for _browser in range(3))
    sign_in(at_home, CLARA)
    sign_in(intruder, CLARA)
    tell_of_sign_in(alert_id=LoginAlert.objects.latest("id").pk, now=clock.now())

    # At home the bell rings, and the overview says what to do.
    at_home.go("/account/")
    at_home.sees("No unanswered sign-in alerts")
    at_home.go("/account/notices/")
    at_home.sees("Unusual sign-in to your account. Was this you?")
    at_home.go("/account/alerts/")
    at_home.sees("Was this you?")

    # The mail asks, and needs no sign-in. Opening it changes nothing; the button does.
    mailbox.go(mailed("login_alert", "not-me"))
    mailbox.sees("Was this you?")
    intruder.go("/orders/")
    mailbox.press("It was not me")
    mailbox.sees("Session revoked")
    mailbox.look()

    # The intruder's next click leads to the door, and the old password opens it no more.
    intruder.page.reload()
    intruder.page.wait_for_url("**/accounts/sign-in/**")
    mailbox.go(path_of(links(mail_to(CLARA, "reset_password"))[0]))
    mailbox.page.get_by_label("New password", exact=True).fill(STRONG)
    mailbox.page.get_by_label("Repeat new password").fill(STRONG)
    mailbox.page.keyboard.press("Enter")
    mailbox.page.wait_for_load_state()
    intruder.page.get_by_label("Email address").fill(CLARA)
    intruder.page.get_by_label("Password", exact=True).fill(PASSWORD)
    intruder.page.keyboard.press("Enter")
    intruder.sees("The email address and password do not match. Check both.")


def test_a_session_is_ended_from_another_browser(people: Callable[..., Person]) -> None:
    here, there = people(""), people("")
    sign_in(here, CLARA)
    sign_in(there, CLARA)
    here.go("/account/sessions/")

    here.page.get_by_role("button", name="Revoke", exact=True).first.click()
    here.sees("Session revoked. The next click in that browser will open the sign-in page.")
    here.look()
    there.page.reload()
    there.page.wait_for_url("**/accounts/sign-in/**")

    # Its device is still known, until it is revoked; each page is walked once.
    here.go("/account/devices/")
    here.go("/account/activity/")
    here.sees("Session ended")


def test_a_new_password_ends_the_other_browsers(people: Callable[..., Person]) -> None:
    here, there = people(""), people("")
    sign_in(here, CLARA)
    sign_in(there, CLARA)
    here.go("/account/profile/")
    here.press("Change password")
    here.page.get_by_label("Current password").fill(PASSWORD)
    here.page.get_by_label("New password", exact=True).fill(STRONG)
    here.page.get_by_label("Repeat new password").fill(STRONG)
    here.press("Change password")
    here.go("/account/sessions/")
    here.sees("Password changed")

    there.page.reload()
    there.page.wait_for_url("**/accounts/sign-in/**")
    assert PersonSession.objects.get(ended_why="password").user.email == CLARA


def test_an_invitation_from_the_mail_to_the_first_page(people: Callable[..., Person]) -> None:
    otto, petra = people("otto"), people("")
    otto.go("/desk/people/")
    otto.press("Invite someone")
    otto.page.get_by_label("Email address").fill("petra@new.example")
    otto.page.get_by_label("Editor").check()
    otto.press("Send invitation")
    otto.sees("petra@new.example")
    otto.look()
    mail = Mail.objects.get(recipient="petra@new.example", kind="invitation")
    link = path_of(next(link for link in links(mail) if "/invitation/" in link))

    petra.go(link)
    petra.sees("petra@new.example")
    petra.look()
    petra.page.get_by_label("Your name").fill("Petra Lang")
    petra.page.get_by_label("Password", exact=True).fill(STRONG)
    petra.page.get_by_label("Repeat password").fill(STRONG)
    petra.page.keyboard.press("Enter")
    petra.page.wait_for_url("**/editing/**")

    # The link has let one person in, and lets nobody else in.
    late = people("")
    late.go(link)
    late.sees("This invitation")
    otto.go("/desk/people/")
    otto.sees("Petra Lang")
