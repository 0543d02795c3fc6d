"""The security centre: real sign-ins in, plain words out; a person's own and nobody else's."""

from __future__ import annotations

import pytest

from accounts.mail import login_alerts
from accounts.models import Device, LoginAlert, Mail, PersonSession
from project.base import clock
from tests.accounts.helpers.factors import prove
from tests.accounts.helpers.sign_ins import ABROAD, sign_in_again, signs_in
from tests.accounts.helpers.support import STRONG, links, mail_to, path_of, post_sign_in
from tests.helpers.cast import PASSWORD
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
PAGES = ("/account/", "/account/sessions/", "/account/devices/", "/account/alerts/", "/account/activity/")
CLARA = "clara@inkwell.example"


def enters(sign_in, cast, **headers):
    """Clara signs in at the door, in a new browser."""
    client = sign_in(None, cast.inkwell)
    assert post_sign_in(client, CLARA, PASSWORD, **headers).status_code == 302
    return client


def test_signing_in_keeps_a_cookie_that_says_nothing(cast, sign_in):
    client = enters(sign_in, cast)

    cookie = client.cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) == 400 * 24 * 3600
    assert Device.objects.get(user__email=CLARA).mark not in cookie.value


def test_the_same_browser_is_the_same_device_and_a_forged_cookie_a_new_one(cast, sign_in):
    client = enters(sign_in, cast)
    client.post("/accounts/sign-out/")
    post_sign_in(client, CLARA, PASSWORD)
    assert Device.objects.filter(user__email=CLARA).count() == 1

    client.post("/accounts/sign-out/")
    client.cookies["device"] = client.cookies["device"].value[:-3] + "abc"
    post_sign_in(client, CLARA, PASSWORD)
    assert Device.objects.filter(user__email=CLARA).count() == 2


def test_signing_out_is_the_end_of_the_session(cast, sign_in):
    client = enters(sign_in, cast)
    client.post("/accounts/sign-out/")

    assert PersonSession.objects.get(user__email=CLARA).ended_why == "signed_out"


@pytest.mark.parametrize("page", PAGES)
def test_a_person_sees_their_own_and_nobody_elses(cast, sign_in, page):
    sign_in_again(cast.clara)
    own = PersonSession.objects.of_person(cast.clara.membership.user).order_by("-id").first()

    mine, other = sign_in(cast.clara).get(page), sign_in(cast.otto).get(page)
    assert mine.status_code == other.status_code == 200
    if page != "/account/devices/":
        assert ABROAD in mine.content.decode()
    assert ABROAD not in other.content.decode()
    assert own.public_id not in other.content.decode()


def test_a_person_sees_all_hosts_from_each(cast, sign_in):
    signs_in(cast.wanda_northwind, address=ABROAD)

    page = sign_in(cast.wanda).get("/account/sessions/").content.decode()
    assert "northwind.localhost" in page
    assert ABROAD in page


@pytest.mark.parametrize("page", PAGES)
def test_queries_do_not_grow(cast, sign_in, page):
    client = sign_in(cast.clara)
    sign_in_again(cast.clara)
    few = queries_of(client, page)
    for _at in range(3):
        signs_in(cast.clara, address=ABROAD)

    assert queries_of(client, page) == few
    assert few <= 12


def test_a_session_is_ended_from_another_browser(cast, sign_in):
    here, there = enters(sign_in, cast), enters(sign_in, cast)
    row = PersonSession.objects.filter(user__email=CLARA).order_by("id").last()

    answer = here.post(f"/account/sessions/{row.public_id}/end/")

    assert answer.url == "/account/sessions/"
    assert there.get("/orders/").url.startswith("/accounts/sign-in/")
    assert here.get("/orders/").status_code == 200


def test_all_others_are_ended(cast, sign_in):
    here, there = enters(sign_in, cast), enters(sign_in, cast)
    here.post("/account/sessions/others/end/")

    assert there.get("/orders/").status_code == 302
    assert here.get("/orders/").status_code == 200


def test_a_revoked_browser_gets_a_new_cookie_with_the_next_sign_in(cast, sign_in):
    client = enters(sign_in, cast)
    device, before = Device.objects.get(user__email=CLARA), client.cookies["device"].value
    client.post(f"/account/devices/{device.public_id}/revoke/")
    assert client.get("/orders/").status_code == 302

    post_sign_in(client, CLARA, PASSWORD)
    assert client.cookies["device"].value != before
    assert Device.objects.known().filter(user__email=CLARA).count() == 1


def test_a_known_device_signs_in_during_an_attack(cast, sign_in):
    known = enters(sign_in, cast)
    known.post("/accounts/sign-out/")
    for guess in range(65):
        attacker = sign_in(None, cast.inkwell, REMOTE_ADDR=f"203.0.{guess}.9")
        attacker.post(
            "/accounts/sign-in/",
            {"login": CLARA, "password": f"guess {guess}"},
            REMOTE_ADDR=f"203.0.{guess}.9",
        )

    stranger = sign_in(None, cast.inkwell)
    assert post_sign_in(stranger, CLARA, PASSWORD).status_code == 429, "the address is guessed at"
    assert post_sign_in(known, CLARA, PASSWORD).status_code == 302


def test_a_known_device_may_not_guess_for_ever(cast, sign_in):
    known = enters(sign_in, cast)
    known.post("/accounts/sign-out/")

    statuses = [post_sign_in(known, CLARA, f"guess {at}").status_code for at in range(9)]
    assert statuses == [422] * 8 + [429]


def test_not_me_by_the_mailed_link(cast, sign_in):
    at_home = enters(sign_in, cast)
    intruder = enters(sign_in, cast)
    alert = LoginAlert.objects.get()
    login_alerts.tell_of_sign_in(alert_id=alert.pk, now=clock.now())
    urls = links(Mail.objects.get(kind="login_alert"))
    path = path_of(next(url for url in urls if "not-me" in url))
    mailbox = sign_in(None, cast.inkwell)

    assert mailbox.get(path).status_code == 200
    assert intruder.get("/orders/").status_code == 200, "opening the link changes nothing"
    page = mailbox.post(path, {"answer": "not-me"})

    assert b"choose a new password" in page.content
    assert intruder.get("/orders/").status_code == at_home.get("/orders/").status_code == 302
    assert post_sign_in(intruder, CLARA, PASSWORD).status_code == 422
    reset = path_of(links(mail_to(CLARA, "reset_password"))[0])
    form = mailbox.get(reset, follow=True)
    assert form.status_code == 200
    mailbox.post(form.request["PATH_INFO"], {"password1": STRONG, "password2": STRONG})
    assert post_sign_in(sign_in(None, cast.inkwell), CLARA, STRONG).status_code == 302


def test_not_me_is_the_last_word_on_an_alert(cast, sign_in):
    enters(sign_in, cast)
    enters(sign_in, cast)
    alert = LoginAlert.objects.get()
    login_alerts.tell_of_sign_in(alert_id=alert.pk, now=clock.now())
    path = path_of(links(Mail.objects.get(kind="login_alert"))[0])
    mailbox = sign_in(None, cast.inkwell)

    assert "We won’t alert you about this device again." in words_of(mailbox.post(path, {"answer": "me"}))
    assert b"choose a new password" in mailbox.post(path, {"answer": "not-me"}).content
    assert mailbox.post(path, {"answer": "me"}).status_code == 409
    assert mailbox.post("/sign-in-alert/aaaaaaaaaa~bbbbbb~cccccccccccccccccccccc/").status_code == 404


def test_preferences_are_saved(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)
    client.post("/account/alerts/", {"new_login_mail": "on", "new_device_notice": "on"})

    page = client.get("/account/alerts/").content.decode()
    assert 'name="new_login_mail" id="id_new_login_mail" checked' in page.replace(
        'class="form-check-input" ', ""
    )
    assert 'name="new_device_mail" id="id_new_device_mail" checked' not in page.replace(
        'class="form-check-input" ', ""
    )


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?kind=signed_in", True),
        ("?kind=password_changed", False),
        ("?suspicious=1", True),
        ("?kind=%3Cb%3E&days=x", True),
    ],
)
def test_activity_is_filtered(cast, sign_in, query, shown):
    sign_in_again(cast.clara)
    client = sign_in(cast.clara)

    assert (ABROAD in client.get(f"/account/activity/{query}").content.decode()) == shown
    export = b"".join(client.get(f"/account/activity/export/{query}").streaming_content).decode()
    assert (ABROAD in export) == shown


def test_a_cell_of_the_export_is_never_a_formula(cast, sign_in):
    signs_in(cast.clara, browser="=HYPERLINK(1)")

    export = b"".join(sign_in(cast.clara).get("/account/activity/export/").streaming_content).decode()
    assert "'=HYPERLINK" in export


def test_the_device_cookie_fits_its_prefix(cast, sign_in, settings):
    """Browsers keep a __Host- cookie only if it is secure, for the whole host and for no other."""
    settings.DEVICE_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-device", True
    client = enters(sign_in, cast)

    cookie = client.cookies["__Host-device"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert "device" not in client.cookies
    client.post("/accounts/sign-out/")
    post_sign_in(client, CLARA, PASSWORD)
    assert Device.objects.filter(user__email=CLARA).count() == 1
