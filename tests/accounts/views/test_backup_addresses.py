"""A second address: alerts go to both, a new password can be asked for with it, and no thief gains by it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.actions.backup_addresses import ask_backup, confirm_backup, remove_backup
from accounts.actions.erasing import erase_person
from accounts.actions.sweeps import ACTS_KEPT, purge_backups
from accounts.mail.login_alerts import tell_of_sign_in
from accounts.models import BackupAddress, LoginAlert, Mail, User
from accounts.own_data.keeper import of_person
from accounts.rules.backup_addresses import QUESTIONED_FOR, opens
from agencies.models import SecurityEvent
from project.base.clock import now
from project.base.errors import NotVisible, Taken
from tests.accounts.helpers.factors import facts, has_app, prove
from tests.accounts.helpers.sign_ins import ABROAD, HOME
from tests.accounts.helpers.support import STRONG, links, path_of, post_sign_in, types_mailed_code
from tests.helpers.cast import PASSWORD, browser
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db
PAGE, RESET = "/account/second-address/", "/accounts/password/reset/"
FIRST, SECOND = "clara@inkwell.example", "clara@second.example"


def has_second(member, email=SECOND, ago=dt.timedelta(days=40)):
    """Asked for and confirmed a while ago."""
    who = {"agency": member.agency, "user": member.membership.user, "now": now()}
    ask_backup(**who, email=email)
    token = link_to(email).rstrip("/").rpartition("/")[2]
    row = confirm_backup(**who, token=token)
    BackupAddress.objects.filter(pk=row.pk).update(confirmed_at=now() - ago)
    return row


def link_to(email=SECOND):
    return path_of(links(Mail.objects.filter(kind="backup_confirm", recipient=email).latest("pk"))[0])


def recipients(kind):
    return sorted(Mail.objects.filter(kind=kind).values_list("recipient", flat=True))


def enters(cast, address, password=PASSWORD):
    client = browser(None, cast.inkwell, REMOTE_ADDR=address)
    assert post_sign_in(client, FIRST, password).status_code == 302
    return client


@pytest.fixture
def stranger(cast):
    """Somebody far away who knows the password and has seen one mail, after a sign-in of Clara's at home."""
    enters(cast, HOME)
    client = enters(cast, ABROAD)
    types_mailed_code(client)
    return client


def not_me(cast):
    alert = LoginAlert.objects.latest("pk")
    tell_of_sign_in(alert_id=alert.pk, now=now())
    link = next(
        link for link in links(Mail.objects.filter(kind="login_alert").latest("pk")) if "not-me" in link
    )
    browser(None, cast.inkwell).post(path_of(link), {"answer": "not-me"})


def asks_for_password(cast, email=SECOND):
    assert browser(None, cast.inkwell).post(RESET, {"email": email}).status_code == 302
    return Mail.objects.filter(kind="reset_password", recipient=email)


def test_it_counts_once_its_link_was_used_and_both_are_told(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)

    assert client.post(PAGE, {"email": SECOND.upper()}).url == PAGE
    page = client.get(PAGE).content.decode()
    assert "Check your email" in page and SECOND in page
    assert (recipients("backup_confirm"), recipients("backup_changed")) == ([SECOND], [FIRST])
    assert "Yes, use this address too" in client.get(link_to()).content.decode()
    assert not BackupAddress.objects.confirmed().exists(), "looking changes nothing"
    assert [client.post(link_to()).url for _twice in range(2)] == [PAGE, PAGE]

    assert BackupAddress.objects.confirmed().get().email == SECOND
    assert recipients("backup_changed") == sorted([FIRST, FIRST, SECOND])
    assert "Remove second email address" in client.get(PAGE).content.decode()
    kinds_of = SecurityEvent.objects.filter(kind__startswith="backup_").values_list("kind", flat=True)
    assert list(kinds_of.order_by("pk")) == ["backup_asked", "backup_added"]

    assert client.post(f"{PAGE}remove/").url == PAGE
    assert not BackupAddress.objects.present().exists()
    assert recipients("backup_changed").count(SECOND) == 2
    assert "/not-mine/" in Mail.objects.filter(kind="backup_changed", recipient=SECOND).latest("pk").text


@pytest.mark.parametrize(
    ("email", "says"),
    [
        ("", "required"),
        ("no address", "valid email"),
        (FIRST, "This is your main email address. Enter a different one."),
        ("x" * 250 + "@a.example", "at most"),
    ],
)
def test_what_is_refused_stands_beside_its_field(cast, sign_in, email, says):
    answer = prove(sign_in(cast.clara), cast.clara).post(PAGE, {"email": email})

    assert answer.status_code == 422 and says in answer.content.decode()
    assert not BackupAddress.objects.exists()


def test_one_has_to_go_before_another_comes(cast, sign_in):
    has_second(cast.clara)
    answer = prove(sign_in(cast.clara), cast.clara).post(PAGE, {"email": "third@new.example"})

    assert answer.status_code == 422 and BackupAddress.objects.count() == 1


def test_the_link_is_for_its_person_alone(cast, sign_in):
    ask_backup(agency=cast.inkwell, user=cast.clara.membership.user, email=SECOND, now=now())

    for somebody in (cast.otto, cast.nick):
        assert sign_in(somebody).post(link_to()).status_code == 404
    assert sign_in(None, cast.inkwell).get(link_to()).status_code == 302
    with pytest.raises(NotVisible):
        confirm_backup(
            agency=cast.inkwell,
            user=cast.clara.membership.user,
            token=link_to().rstrip("/").rpartition("/")[2],
            now=now() + dt.timedelta(hours=25),
        )


@pytest.mark.parametrize("whose", ["otto@inkwell.example", "otto@second.example"])
def test_an_address_of_somebody_else_is_answered_alike_and_told_by_mail(cast, sign_in, whose):
    has_second(cast.otto, "otto@second.example")
    client = prove(sign_in(cast.clara), cast.clara)

    assert client.post(PAGE, {"email": whose}).url == PAGE
    assert "Check your email" in client.get(PAGE).content.decode()
    assert recipients("email_in_use") == [whose]
    assert not Mail.objects.filter(kind="backup_confirm", recipient=whose, user=cast.clara.membership.user)
    assert client.post("/account/email/", {"email": whose}).status_code == 302
    assert recipients("email_in_use") == [whose, whose]


def test_nobody_signs_up_with_it_nor_signs_in(cast):
    has_second(cast.clara)
    typed = {"name": "Mallory", "email": SECOND, "password1": STRONG, "password2": STRONG}

    assert browser(None, cast.inkwell).post("/accounts/sign-up/", typed).status_code == 302
    assert not User.objects.filter(email=SECOND).exists() and recipients("account_exists") == [SECOND]
    assert post_sign_in(browser(None, cast.inkwell), SECOND, PASSWORD).status_code == 422


def test_what_matters_for_safety_goes_to_both(cast, sign_in):
    has_second(cast.clara)
    Mail.objects.all().delete()
    has_app(cast.clara)
    client = prove(sign_in(cast.clara), cast.clara)
    client.post("/account/alerts/", {})
    client.post("/account/email/", {"email": "clara@new.example"})
    link = path_of(links(Mail.objects.get(kind="email_confirm_new"))[0])
    client.post(link)
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": STRONG, "password2": STRONG}
    )

    new = "clara@new.example"
    for kind in ("factor_added", "alerts_off", "email_change_asked"):
        assert recipients(kind) == sorted([FIRST, SECOND]), kind
    assert recipients("email_changed") == sorted([FIRST, SECOND, new])
    assert recipients("password_changed") == sorted([new, SECOND])
    assert recipients("email_confirm_new") == [new], "keys go where they belong"


def test_the_question_about_a_sign_in_goes_to_both_once(cast, stranger):
    has_second(cast.clara)
    alert = LoginAlert.objects.latest("pk")

    assert [tell_of_sign_in(alert_id=alert.pk, now=now()) for _twice in range(2)] == [True, False]

    assert recipients("login_alert") == sorted([FIRST, SECOND])


def test_a_new_password_can_be_asked_for_with_it(cast):
    has_second(cast.clara)

    link = path_of(links(asks_for_password(cast).get())[0])

    client = browser(None, cast.inkwell)
    page = client.get(link, follow=True).request["PATH_INFO"]
    assert client.post(page, {"password1": STRONG, "password2": STRONG}).status_code == 302
    assert enters(cast, HOME, STRONG).get("/orders/").status_code == 200
    asks_for_password(cast, "nobody@new.example")
    assert recipients("no_account") == ["nobody@new.example"]


def test_thief_first_adds_one_and_gets_nothing_by_it(cast, stranger):
    stranger.post(PAGE, {"email": "thief@evil.example"})
    assert stranger.post(link_to("thief@evil.example")).url == PAGE
    assert BackupAddress.objects.confirmed().exists()
    assert "is waiting for your answer under “Sign-in alerts”" in stranger.get(PAGE).content.decode()
    assert not asks_for_password(cast, "thief@evil.example").exists()

    not_me(cast)

    assert not BackupAddress.objects.present().exists()
    assert recipients("reset_password") == [FIRST]


def test_thief_first_removes_it_and_not_me_puts_it_back_and_writes_to_both(cast, stranger):
    has_second(cast.clara)
    assert stranger.post(f"{PAGE}remove/").url == PAGE
    assert not asks_for_password(cast).exists()

    not_me(cast)

    assert BackupAddress.objects.confirmed().get().email == SECOND
    assert recipients("reset_password") == sorted([FIRST, SECOND])


def test_owner_first_and_the_thief_comes_too_late(cast, stranger):
    not_me(cast)

    assert stranger.post(PAGE, {"email": "thief@evil.example"}).url.startswith("/accounts/sign-in/")
    assert not BackupAddress.objects.exists()


@pytest.mark.parametrize(("verdict", "days", "good"), [("", 0, False), ("me", 0, True), ("", 31, True)])
def test_a_question_that_waits_stands_in_its_way_for_a_while(cast, stranger, verdict, days, good):
    row = has_second(cast.clara, ago=dt.timedelta())
    row.refresh_from_db()
    if verdict:
        LoginAlert.objects.update(verdict=verdict, answered_at=now())

    assert opens(row, now() + dt.timedelta(days=days)) == good
    assert dt.timedelta(days=30) == QUESTIONED_FOR


def test_it_becomes_the_first_one_and_is_the_second_no_longer(cast, sign_in):
    has_second(cast.clara)
    client = prove(sign_in(cast.clara), cast.clara)
    client.post("/account/email/", {"email": SECOND})
    client.post(path_of(links(Mail.objects.get(kind="email_confirm_new"))[0]))

    assert User.objects.filter(email=SECOND).exists() and not BackupAddress.objects.present().exists()


def test_it_is_exported_erased_and_forgotten(cast):
    has_second(cast.clara)
    user = cast.clara.membership.user
    profile = next(part for part in of_person(user) if part.name == "profile")
    assert next(iter(profile.rows))["second_address"] == SECOND
    remove_backup(agency=cast.inkwell, user=user, now=now())
    assert purge_backups(now=now() + ACTS_KEPT - dt.timedelta(hours=1)) == 0
    has_second(cast.clara)

    erase_person(user=user, agency=cast.inkwell, now=now())

    assert not BackupAddress.objects.exists() and not Mail.objects.filter(recipient=SECOND).exists()


def test_what_is_over_is_swept(cast):
    has_second(cast.clara)
    user = cast.clara.membership.user
    remove_backup(agency=cast.inkwell, user=user, now=now())
    ask_backup(agency=cast.inkwell, user=user, email=SECOND, now=now())

    assert purge_backups(now=now() + ACTS_KEPT + dt.timedelta(hours=1)) == 2


def test_the_database_keeps_one_of_a_person_and_one_person_of_it(cast):
    row = has_second(cast.clara)
    times = {"created_at": now(), "expires_at": now()}
    for user, email, confirmed in (
        (row.user, "x@y.example", None),
        (cast.otto.membership.user, SECOND, now()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            BackupAddress.objects.create(
                agency=cast.inkwell, user=user, email=email, token_hash=email, confirmed_at=confirmed, **times
            )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_one_address_at_once_one_gets_it(cast):
    acts = []
    for member in (cast.clara, cast.otto):
        who = {"agency": cast.inkwell, "user": facts(member)["user"], "now": now()}
        ask_backup(**who, email=SECOND)
        token = link_to().rstrip("/").rpartition("/")[2]
        acts.append(lambda who=who, token=token: confirm_backup(**who, token=token))

    results = race(acts)

    assert kinds(results) == {"BackupAddress": 1, "Taken": 1}, [str(result) for result in results]
    assert Taken and BackupAddress.objects.confirmed().count() == 1
