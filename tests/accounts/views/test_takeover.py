"""Takeovers, told from the first click of the thief to the last of the owner: whoever acts first, in the end
the owner is in and the thief is out."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.actions.addresses import ask_email_change
from accounts.actions.closing import ask_closing
from accounts.actions.disowning import deny
from accounts.actions.factors import make_codes
from accounts.actions.session_acts import hold_session
from accounts.actions.tokens import make_token
from accounts.mail.login_alerts import tell_of_sign_in
from accounts.models import (
    AccessToken,
    AccountClosing,
    Device,
    LoginAlert,
    LoginAlertPreference,
    Mail,
    NoticePreference,
    PersonSession,
    SessionAct,
    User,
)
from accounts.rules.login_alerts import preference_of
from accounts.views.factors import PENDING
from agencies.actions.security_log import Browser
from project.base import clock
from project.base.clock import now
from project.base.errors import NotAllowed
from tests.accounts.helpers.factors import (
    FACTORS,
    HOST,
    SECOND,
    SECRET,
    code_at,
    has_app,
    has_codes,
    has_passkey,
)
from tests.accounts.helpers.sign_ins import ABROAD, HOME
from tests.accounts.helpers.soft_passkey import SoftPasskey
from tests.accounts.helpers.support import STRONG, links, path_of, post_sign_in, types_mailed_code
from tests.helpers.cast import PASSWORD, browser

pytestmark = pytest.mark.django_db
CLARA, THEIRS = "clara@inkwell.example", "thief@evil.example"
NEW_PASSWORD = "entirely other words"


@pytest.fixture
def owner(cast):
    """Clara's own browser, signed in as every day."""
    return enters(cast, HOME)


def enters(cast, address, password=PASSWORD):
    client = browser(None, cast.inkwell, REMOTE_ADDR=address)
    assert post_sign_in(client, CLARA, password).status_code == 302
    return client


def thief(cast):
    """Somebody far away who knows the password, and has seen one mail on Clara's screen."""
    client = enters(cast, ABROAD)
    types_mailed_code(client)
    return client


def is_in(client):
    return client.get("/orders/").status_code == 200


def of(cast):
    return User.objects.get(pk=cast.clara.membership.user_id)


def asked_by_mail():
    """The link of the mail about the last sign-in."""
    alert = LoginAlert.objects.latest("pk")
    tell_of_sign_in(alert_id=alert.pk, now=now())
    mail = Mail.objects.filter(kind="login_alert").latest("pk")
    return mail, path_of(next(link for link in links(mail) if "not-me" in link))


def takes_over(client):
    """All that can be done to stay: ways in of one's own, and nobody told of anything."""
    takes_codes_and_passkey(client)
    client.get(f"{FACTORS}code-app/")
    secret = get_adapter().decrypt(client.session[PENDING])
    assert client.post(f"{FACTORS}code-app/", {"code": code_at(now(), secret)}).status_code == 302
    token = {"name": "Mine", "access": "full", "days": "365"}
    assert client.post("/account/tokens/", token).status_code == 200
    device = PersonSession.objects.latest("pk").device
    assert client.post(f"/account/devices/{device.public_id}/trust/").status_code == 302
    assert client.post("/account/alerts/", {}).status_code == 302
    assert client.post("/account/notices/settings/", {}).status_code == 302
    profile = {"name": "Mallory", "public_name": "Mallory", "timezone": "Asia/Tokyo", "language": ""}
    assert client.post("/account/profile/", profile).status_code == 302
    assert client.post("/account/close/", {"understood": "on"}).status_code == 302
    assert AccountClosing.objects.open().exists()


def takes_codes_and_passkey(client):
    assert client.post(f"{FACTORS}recovery-codes/").status_code == 200
    has_passkey(client, SoftPasskey(), "Theirs")


def takes_address(client):
    assert client.post("/account/email/", {"email": THEIRS}).status_code == 302
    mail = Mail.objects.filter(kind="email_confirm_new", recipient=THEIRS).latest("pk")
    assert client.post(path_of(links(mail)[0])).status_code == 302


def sets_new_password(cast):
    """The owner follows the mailed link, and signs in with the new password as a matter of course."""
    mail = Mail.objects.filter(kind="reset_password").latest("pk")
    assert mail.recipient == CLARA
    client = browser(None, cast.inkwell)
    page = client.get(path_of(links(mail)[0]), follow=True).request["PATH_INFO"]
    typed = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(page, typed).status_code == 302
    return enters(cast, HOME, NEW_PASSWORD)


def all_is_as_before(cast):
    user = of(cast)
    assert (user.email, user.name, user.timezone) == (CLARA, cast.clara.membership.user.name, "")
    assert user.memberships.get().public_name == cast.clara.membership.public_name
    assert not Authenticator.objects.filter(user=user).exists()
    assert not AccessToken.objects.live(now()).exists()
    assert not AccountClosing.objects.open().exists()
    assert not Device.objects.filter(user=user, trusted_until__gt=now()).exists()
    assert preference_of(user, cast.inkwell).new_device_mail
    assert not NoticePreference.objects.filter(user=user).exists()
    assert not SessionAct.objects.standing().exists()


def test_thief_first_takes_everything_and_the_owner_gets_it_back_by_mail(cast, owner):
    stranger = thief(cast)
    takes_over(stranger)
    takes_address(stranger)
    mail, not_me = asked_by_mail()
    assert mail.recipient == CLARA, "the question goes to the address from before the sign-in"
    assert not is_in(owner), "the thief's first factor has ended the owner's session"

    page = browser(None, cast.inkwell).post(not_me, {"answer": "not-me"}).content.decode()

    assert "Sign-in method added" in page and "Email address changed" in page
    all_is_as_before(cast)
    assert is_in(sets_new_password(cast)), "no second factor of the thief's stands in the way"
    assert not is_in(stranger)
    assert post_sign_in(browser(None, cast.inkwell), CLARA, PASSWORD).status_code == 422
    assert post_sign_in(browser(None, cast.inkwell), THEIRS, PASSWORD).status_code == 422
    assert not Mail.objects.filter(kind="reset_password", recipient=THEIRS).exists()


def test_thief_first_cannot_answer_for_themselves(cast, owner):
    stranger = thief(cast)
    _mail, not_me = asked_by_mail()
    alert = LoginAlert.objects.get()

    pressed = stranger.post(f"/account/alerts/{alert.public_id}/")
    by_link = [stranger.post(not_me, {"answer": answer}) for answer in ("me", "not-me")]

    assert [answer.status_code for answer in (pressed, *by_link)] == [403] * 3
    assert (
        "You can’t answer this from the sign-in in question or from a later one. Open "
        "the link from the email in a different browser, or in one where you were already signed in."
    ) in pressed.content.decode()
    assert 'name="answer"' not in stranger.get(not_me).content.decode()
    assert "This was me" not in stranger.get("/account/alerts/").content.decode()
    assert LoginAlert.objects.get().verdict == ""
    assert is_in(owner), "nor throw the owner out"


def test_thief_first_cannot_answer_from_a_second_sign_in(cast, owner):
    first = thief(cast)
    alert = LoginAlert.objects.get()
    again = thief(cast)
    first.post("/accounts/sign-out/")
    assert post_sign_in(first, CLARA, PASSWORD).status_code == 302, "the same browser, another session"

    for client in (again, first):
        assert client.post(f"/account/alerts/{alert.public_id}/").status_code == 403
    assert LoginAlert.objects.get(pk=alert.pk).verdict == ""
    answer = owner.post(f"/account/alerts/{alert.public_id}/")
    assert (answer.status_code, LoginAlert.objects.get(pk=alert.pk).verdict) == (302, "me")


def test_thief_first_is_undone_from_each_later_browser_of_theirs(cast, owner):
    thief(cast)
    _mail, not_me = asked_by_mail()
    takes_codes_and_passkey(thief(cast))

    browser(None, cast.inkwell).post(not_me, {"answer": "not-me"})

    assert not Authenticator.objects.exists()
    assert Device.objects.filter(revoked_at=None).count() == 1, "the owner's own browser stays known"


def test_owner_first_by_page_and_the_thief_comes_too_late(cast, owner):
    stranger = thief(cast)
    page = owner.get("/account/alerts/").content.decode()
    link = LoginAlert.objects.get()
    not_me = next(part for part in page.split('"') if "/sign-in-alert/" in part)

    answer = owner.post(not_me, {"answer": "not-me"})

    assert answer.status_code == 200 and LoginAlert.objects.get(pk=link.pk).verdict == "not_me"
    for path in (f"{FACTORS}recovery-codes/", "/account/email/", "/account/close/"):
        assert stranger.post(path, {"email": THEIRS}).url.startswith("/accounts/sign-in/")
    all_is_as_before(cast)
    assert is_in(sets_new_password(cast))
    assert not is_in(stranger)


def test_owner_first_says_me_by_mistake_and_not_me_overrules_it(cast, owner):
    stranger = thief(cast)
    _mail, not_me = asked_by_mail()
    visitor = browser(None, cast.inkwell)
    assert "No, it was not me" in visitor.post(not_me, {"answer": "me"}).content.decode()
    takes_over(stranger)
    takes_address(stranger)

    answer = visitor.post(not_me, {"answer": "not-me"})

    assert answer.status_code == 200
    all_is_as_before(cast)
    assert is_in(sets_new_password(cast))
    assert not is_in(stranger)
    assert visitor.post(not_me, {"answer": "me"}).status_code == 409, "that needs a new sign-in"


@pytest.mark.parametrize("act", ["codes", "asked", "changed"])
def test_i_did_not_do_this_in_a_mail_leads_to_the_same(cast, owner, act):
    stranger = thief(cast)
    takes_codes_and_passkey(stranger)
    if act == "asked":
        stranger.post("/account/email/", {"email": THEIRS})
    if act == "changed":
        takes_address(stranger)
    kind = {"codes": "factor_added", "asked": "email_change_asked", "changed": "email_changed"}[act]
    mail = Mail.objects.filter(kind=kind, recipient=CLARA).latest("pk")
    link = path_of(next(link for link in links(mail) if "/not-mine/" in link))
    assert stranger.post(link, {"answer": "not-me"}).status_code == 403

    visitor = browser(None, cast.inkwell)
    assert "I did not do this" in visitor.get(link).content.decode()
    assert SessionAct.objects.standing().exists(), "looking changes nothing"
    visitor.post(link, {"answer": "not-me"})

    all_is_as_before(cast)
    assert LoginAlert.objects.get().verdict == "not_me"
    assert is_in(sets_new_password(cast)) and not is_in(stranger)
    visitor.post(link, {"answer": "not-me"})
    assert of(cast).has_usable_password(), "an old link throws nobody out once more"


def test_the_way_back_to_an_address_ends_after_a_week(cast, owner, monkeypatch):
    takes_address(thief(cast))
    mail = Mail.objects.get(kind="email_changed", recipient=CLARA)
    link = path_of(next(link for link in links(mail) if "/not-mine/" in link))
    assert "/not-mine/" not in Mail.objects.get(kind="email_changed", recipient=THEIRS).text
    later = dt.datetime.now(dt.UTC).timestamp()
    for days, status in ((6.9, 200), (7.1, 404)):
        monkeypatch.setattr("django.core.signing.time.time", lambda days=days: later + days * 86400)
        assert browser(None, cast.inkwell).get(link).status_code == status


def test_nobody_takes_the_former_address_meanwhile(cast, owner):
    stranger = thief(cast)
    takes_address(stranger)
    typed = {"name": "Mallory", "email": CLARA, "password1": STRONG, "password2": STRONG}

    assert browser(None, cast.inkwell).post("/accounts/sign-up/", typed).status_code == 302

    assert not User.objects.filter(email=CLARA).exists()
    assert Mail.objects.filter(kind="account_exists", recipient=CLARA).exists()


def test_what_the_thief_took_away_comes_back(cast, monkeypatch):
    has_app(cast.clara)
    codes = has_codes(cast.clara)
    stranger = browser(None, cast.inkwell, REMOTE_ADDR=HOME)
    post_sign_in(stranger, CLARA, PASSWORD)
    stranger.post(SECOND, {"code": codes[0]})
    stranger = browser(None, cast.inkwell, REMOTE_ADDR=ABROAD)
    post_sign_in(stranger, CLARA, PASSWORD)
    assert stranger.post(SECOND, {"code": codes[1]}).status_code == 302
    assert stranger.post(f"{FACTORS}recovery-codes/").status_code == 200
    assert stranger.post(f"{FACTORS}code-app/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    _mail, not_me = asked_by_mail()

    browser(None, cast.inkwell).post(not_me, {"answer": "not-me"})

    app, seeds = Authenticator.objects.get(type="totp"), Authenticator.objects.get(type="recovery_codes")
    assert get_adapter().decrypt(app.data["secret"]) == SECRET
    assert int(seeds.data["used_mask"]).bit_count() == 2, "spent codes stay spent"
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=2))
    assert seeds.wrap().validate_code(codes[2])


def test_preferences_return_to_what_stood_before(cast, owner):
    LoginAlertPreference.objects.create(
        user=cast.clara.membership.user, agency=cast.inkwell, new_login_mail=True, new_device_notice=False
    )
    NoticePreference.objects.create(
        user=cast.clara.membership.user, agency=cast.inkwell, kind="order", mail=False, notice=True
    )
    stranger = thief(cast)
    for _twice in range(2):
        stranger.post("/account/alerts/", {})
        stranger.post("/account/notices/settings/", {})
    _mail, not_me = asked_by_mail()

    browser(None, cast.inkwell).post(not_me, {"answer": "not-me"})

    stored = LoginAlertPreference.objects.get()
    assert (stored.new_login_mail, stored.new_device_mail, stored.new_device_notice) == (True, True, False)
    assert list(NoticePreference.objects.values_list("kind", "mail", "notice")) == [("order", False, True)]


def test_what_is_on_its_way_while_the_owner_says_not_me_is_not_written(cast, owner):
    thief(cast)
    late = Browser(session=PersonSession.objects.latest("pk").public_id)
    deny(alert=LoginAlert.objects.get(), now=now())
    user, facts = of(cast), {"agency": cast.inkwell, "now": now(), "browser": late}

    for act in (
        lambda: make_codes(user=user, host=HOST, **facts),
        lambda: ask_email_change(user=user, email=THEIRS, **facts),
        lambda: ask_closing(user=user, **facts),
        lambda: make_token(actor=cast.clara, name="Mine", read_only=False, days=9, now=now(), browser=late),
        lambda: hold_session(user=user, browser=late),
    ):
        with pytest.raises(NotAllowed), transaction.atomic():
            act()
    all_is_as_before(cast)


def test_a_reset_link_works_for_an_hour(cast, owner, monkeypatch):
    browser(None, cast.inkwell).post("/accounts/password/reset/", {"email": CLARA})
    link = path_of(links(Mail.objects.get(kind="reset_password"))[0])
    form = "password1"
    assert form in browser(None, cast.inkwell).get(link, follow=True).content.decode()
    later = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(minutes=61)
    monkeypatch.setattr("allauth.account.forms.default_token_generator._now", lambda: later)

    assert form not in browser(None, cast.inkwell).get(link, follow=True).content.decode()
