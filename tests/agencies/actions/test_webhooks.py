"""Making, changing, rotating and removing webhooks."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, transaction

from accounts.actions.disowning import disown
from accounts.actions.secret_rotation import lock_anew
from accounts.models import Notice
from accounts.pages.security_event_words import KINDS
from agencies.actions import webhook_secrets
from agencies.actions.security_log import Browser
from agencies.actions.webhook_secrets import forget_former_secrets, signatures
from agencies.actions.webhooks import change_webhook, create_webhook, remove_webhook, rotate_secret
from agencies.models import SecurityEvent, Webhook
from agencies.rules.webhooks import MOST, url_fault
from project.base import clock
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale
from tests.accounts.helpers.sign_ins import ABROAD, signs_in
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db
URL = "https://hooks.example.com/in"
HOUR = dt.timedelta(hours=1)


def changed(cast: Cast, webhook: Webhook, **fields: Any) -> Webhook:
    facts = {"name": webhook.name, "url": webhook.url, "kinds": webhook.kinds, "enabled": webhook.enabled}
    facts |= {"version": webhook.version, "now": START, **fields}
    return change_webhook(actor=cast.max, webhook=webhook, **facts)


def test_a_webhook_is_made_with_a_secret_that_is_nowhere_else(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    webhook, secret = make_webhook(cast.max, URL, "order.delivered", "order.placed")

    assert secret.startswith("whsec_") and len(secret) == 50
    assert webhook.kinds == ["order.placed", "order.delivered"]
    row = Webhook.objects.filter(pk=webhook.pk).values().get()
    assert not [name for name, value in row.items() if secret[6:] in str(value)]
    told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "webhook_made" in told and secret[6:] not in told and URL not in told
    assert secret not in str(list(SecurityEvent.objects.values()))


def test_only_management_makes_changes_rotates_and_removes(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.otto, URL)
    for name, member in cast.of_inkwell.items():
        if name in ("max", "otto"):
            continue
        with pytest.raises(NotAllowed):
            make_webhook(member, URL, name="Mine")
        with pytest.raises(NotAllowed):
            rotate_secret(actor=member, webhook=webhook, now=START)
        with pytest.raises(NotAllowed):
            remove_webhook(actor=member, webhook=webhook, now=START)
    for act in (rotate_secret, remove_webhook):
        with pytest.raises(NotVisible):
            act(actor=cast.mara, webhook=webhook, now=START)
    assert not Webhook.objects.visible_to(cast.sam).exists() and not Webhook.objects.visible_to(cast.mara)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.com",
        "ftp://hooks.example.com/",
        "http://hooks.example.com/",
        "https://",
        "https://user:secret@hooks.example.com/",
        "https://hooks.example.com/#top",
        "https://hooks.example.com/ x",
        "https://hooks.example.com/\n",
        "https://hooks.exämple.com/",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:99999/",
        "https://hooks.example.com:x/",
        "https://[::1",
        "https://localhost/",
        "https://inkwell.localhost/",
        "https://printer.local/",
        "https://intranet/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "javascript:alert(1)",
        "https://hooks.example.com/" + "x" * 475,
    ],
)
def test_an_address_that_cannot_be_one_is_refused_beside_its_field(cast: Cast, url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        make_webhook(cast.max, url)

    assert set(refusal.value.errors) == {"url"} and not Webhook.objects.exists()


@pytest.mark.parametrize(
    "url", ["https://hooks.example.com/in?a=b", "https://93.184.215.14/", "https://HOOKS.example.com:8443"]
)
def test_an_address_that_can_be_one_is_taken(url: str) -> None:
    assert url_fault(url) == ""


def test_http_and_local_receivers_need_the_setting(settings: Any) -> None:
    assert url_fault("http://127.0.0.1:8000/")
    settings.WEBHOOKS_REACH_LOCAL = True
    assert url_fault("http://127.0.0.1:8000/") == "" == url_fault("https://localhost/")


def test_names_are_kinds_of_their_own_and_kinds_are_known(cast: Cast) -> None:
    make_webhook(cast.max, URL)
    for fields, name in (
        ({"name": "crm"}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "Other", "kinds": []}, "kinds"),
        ({"name": "Other", "kinds": ["order.placed", "order.eaten"]}, "kinds"),
        ({"name": "Other", "kinds": ["webhook.test"]}, "kinds"),
    ):
        facts = {"url": URL, "kinds": ["order.placed"], **fields}
        with pytest.raises(Invalid) as refusal:
            create_webhook(actor=cast.max, now=START, **facts)
        assert set(refusal.value.errors) == {name}
    make_webhook(cast.mara, URL)  # of another agency


def test_ten_at_most(cast: Cast) -> None:
    made = [make_webhook(cast.max, URL, name=f"No {n}")[0] for n in range(MOST)]
    with pytest.raises(Invalid) as refusal:
        make_webhook(cast.max, URL, name="One more")
    assert set(refusal.value.errors) == {""}
    remove_webhook(actor=cast.max, webhook=made[0], now=START)
    make_webhook(cast.max, URL, name="No 0")


def test_a_change_counts_the_version_and_a_stale_one_is_refused(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL)
    assert changed(cast, webhook, version=7).version == 1  # nothing changes
    stored = changed(cast, webhook, name="CRM 2", kinds=["order.cancelled"])
    assert (stored.name, stored.kinds, stored.version) == ("CRM 2", ["order.cancelled"], 2)
    with pytest.raises(Stale) as refusal:
        changed(cast, webhook, name="CRM 3")
    assert refusal.value.current.name == "CRM 2"
    assert changed(cast, stored, name="crm 2").name == "crm 2"  # its own name in other letters


def test_switching_on_again_forgets_failures(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL)
    Webhook.objects.update(enabled=False, off_reason="failing", off_at=START, failures=5, failing_since=START)
    webhook.refresh_from_db()
    stored = changed(cast, webhook, enabled=True)
    assert (stored.off_reason, stored.off_at, stored.failures, stored.failing_since) == ("", None, 0, None)


def test_after_a_rotation_both_secrets_sign_for_a_day(cast: Cast) -> None:
    webhook, first = make_webhook(cast.max, URL)
    webhook, second = rotate_secret(actor=cast.max, webhook=webhook, now=START)

    def signed(hours: int) -> list[str]:
        return signatures(webhook, "msg_1", "{}", START + hours * HOUR).split(" ")

    alone = [
        webhook_secrets.Signer(secret).sign("msg_1", START + 23 * HOUR, "{}") for secret in (second, first)
    ]
    assert signed(23) == alone and len(signed(24)) == 1 and first != second
    assert forget_former_secrets(now=START + 23 * HOUR, most=9) == 0
    assert forget_former_secrets(now=START + 24 * HOUR, most=9) == 1
    webhook.refresh_from_db()
    assert webhook.former_secret == "" and webhook.former_until is None


def test_secrets_are_locked_with_a_new_key(cast: Cast, settings: Any) -> None:
    webhook, _secret = make_webhook(cast.max, URL)
    webhook, _secret = rotate_secret(actor=cast.max, webhook=webhook, now=START)
    before = signatures(webhook, "msg_1", "{}", START)
    new = Fernet.generate_key().decode()
    settings.SECRETS_KEYS = [new, *settings.SECRETS_KEYS]

    assert lock_anew()[1] == 0
    settings.SECRETS_KEYS = [new]
    webhook.refresh_from_db()
    assert signatures(webhook, "msg_1", "{}", START) == before
    settings.SECRETS_KEYS = [Fernet.generate_key().decode()]
    assert lock_anew()[1] == 1


def test_a_removed_one_keeps_neither_address_nor_secret(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL)
    rotate_secret(actor=cast.max, webhook=webhook, now=START)
    remove_webhook(actor=cast.max, webhook=webhook, now=START)

    row = Webhook.objects.get()
    assert (row.url, row.secret, row.former_secret, row.enabled) == ("", "", "", False)
    assert not Webhook.objects.visible_to(cast.max).exists()
    with pytest.raises(NotVisible):
        remove_webhook(actor=cast.max, webhook=webhook, now=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        Webhook.objects.update(secret="x")


def test_each_act_is_in_the_security_log_in_words(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL)
    changed(cast, webhook, enabled=False)
    rotate_secret(actor=cast.max, webhook=webhook, now=START)
    remove_webhook(actor=cast.max, webhook=webhook, now=START)

    rows = SecurityEvent.objects.filter(kind__startswith="webhook").order_by("pk")
    assert [row.kind for row in rows] == [
        "webhook_made",
        "webhook_changed",
        "webhook_secret_rotated",
        "webhook_removed",
    ]
    assert {row.actor for row in rows} == {cast.max.membership}
    assert {row.kind for row in rows} | {"webhook_switched_off"} <= set(KINDS)
    assert rows[1].detail == f"{webhook.public_id} enabled"


@pytest.mark.django_db(transaction=True)
def test_of_two_with_one_name_one_is_made(rounds: int) -> None:
    cast = load_cast()
    for number in range(rounds):
        found = race([lambda n=number: make_webhook(cast.max, URL, name=f"N {n}")] * 3)
        assert kinds(found) == {"tuple": 1, "Invalid": 2}
        Webhook.objects.all().delete()


def test_what_a_session_of_somebody_else_made_or_changed_is_switched_off(cast: Cast) -> None:
    """Data may go to whoever it was; what its person did at home stays."""
    home = Browser(session=signs_in(cast.max, device="at-home").public_id)
    kept, _secret = make_webhook(cast.max, URL, name="Kept", browser=home)
    other, _secret = make_webhook(cast.otto, URL, name="Changed")
    rotated, _secret = make_webhook(cast.otto, URL, name="Rotated")
    far = signs_in(cast.max, address=ABROAD)
    stranger = Browser(session=far.public_id)
    made, _secret = make_webhook(cast.max, "https://thief.example.com/", name="Made", browser=stranger)
    changed(cast, other, url="https://thief.example.com/", browser=stranger)
    rotate_secret(actor=cast.max, webhook=rotated, now=START, browser=stranger)

    disown(session=far, now=clock.now())

    for webhook in (made, other, rotated):
        webhook.refresh_from_db()
        assert (webhook.enabled, webhook.off_reason) == (False, "questioned")
    kept.refresh_from_db()
    assert kept.enabled
    told = Notice.objects.filter(kind="webhook_switched_off", user=cast.otto.membership.user)
    assert told.count() == 3


def test_a_session_that_has_ended_changes_nothing(cast: Cast) -> None:
    far = signs_in(cast.max, address=ABROAD)
    disown(session=far, now=clock.now())
    with pytest.raises(NotAllowed):
        make_webhook(cast.max, URL, browser=Browser(session=far.public_id))
    assert not Webhook.objects.exists()
