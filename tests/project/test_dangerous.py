"""Every dangerous act asks who is there, and on a new device for more than the password."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.http import urlencode

from accounts.models import (
    AccessToken,
    BackupAddress,
    Device,
    EmailChange,
    FactorReset,
    LoginAlertPreference,
    Mail,
    User,
)
from accounts.views.reauth import KEPT, MOST_KEPT, NEVER_KEPT
from agencies.models import (
    Agency,
    AgencyClosing,
    AgencyExport,
    Domain,
    DomainClaim,
    Invitation,
    Membership,
    Webhook,
)
from cohorts.actions.reports import make_snapshot
from cohorts.models import ReportLink
from project.base import clock, query
from project.dangerous import DANGEROUS
from tests.accounts.helpers.factors import has_app, known, prove
from tests.accounts.helpers.resets import lost
from tests.accounts.helpers.sign_ins import signs_in
from tests.accounts.helpers.support import STRONG
from tests.agencies.helpers.agency_exports import ready as ready_export
from tests.agencies.helpers.domains import proved
from tests.agencies.helpers.receivers import make_webhook
from tests.cohorts.helpers.classes import begun
from tests.helpers.cast import PASSWORD, Cast, browser
from tests.helpers.stages import scene_with_sessions
from tests.writers.helpers.portfolios import portfolio_of, sample_in
from writers.models import CalendarFeed, SampleLink

pytestmark = pytest.mark.django_db
CONFIRM = "/account/sign-in/confirm/?next="
ALERTS = [f"new_{what}_{how}" for what in ("login", "device", "location") for how in ("mail", "notice")]
#: Address -> what is sent; None: it asks as soon as it is opened.
SENT: dict[str, dict[str, Any] | None] = {
    "account_code_app": None,
    "account_code_app_remove": None,
    "account_codes": None,
    "account_passkey_add": None,
    "account_passkey_remove": None,
    "account_close": None,
    "account_export_download": None,
    "account_change_password": {"oldpassword": PASSWORD, "password1": STRONG, "password2": STRONG},
    "account_email": {"email": "otto@new.example"},
    "account_backup": {"email": "otto@second.example"},
    "account_backup_remove": {},
    "account_tokens": {"name": "Mine", "access": "full", "days": "30"},
    "writers:calendar_feeds": {"name": "Phone"},
    "writers:sample_links": {"name": "Kettle", "days": "30", "max_views": "5", "terms": "on"},
    "cohorts:report": {"name": "Kettle", "days": "30"},
    "account_device_trust": {},
    "account_alerts": {"new_device_mail": "on"},
    "agencies:security": {
        "session_cap": 5,
        "idle_hours": 5,
        "session_days": 5,
        "trust_days": 0,
        "second_factor_for": "nobody",
    },
    "agencies:person": {"roles": ["writer", "manager"]},
    "agencies:person_end": {},
    "agencies:people_invite": {"email": "petra@new.example", "roles": ["owner"]},
    "agencies:close": {"name": "Inkwell"},
    "agencies:export_ask": {},
    "agencies:export_download": None,
    "agencies:domain_new": {"host": "new.example.com"},
    "agencies:domain_primary": {},
    "agencies:domain_remove": {},
    "agencies:webhook_new": {"name": "CRM", "url": "https://hooks.example.com/", "kinds": ["order.placed"]},
    "agencies:webhook_edit": {
        "name": "Theirs",
        "url": "https://hooks.example.com/theirs",
        "kinds": ["order.placed"],
        "version": "1",
    },
    "agencies:webhook_rotate": {},
    "desk_factor_reset": {"reason": "A lost phone"},
    "desk_factor_reset_confirm": {},
}
COUNTED = (
    AccessToken,
    AgencyClosing,
    AgencyExport,
    CalendarFeed,
    EmailChange,
    Invitation,
    LoginAlertPreference,
    ReportLink,
    SampleLink,
)
#: Their own form asks for the password.
PROVED = {"account_change_password"}


@pytest.fixture
def addresses(cast: Cast) -> dict[str, str]:
    with_arguments = dangerous_scene(cast)
    return {name: reverse(name, args=with_arguments.get(name)) for name in DANGEROUS}


@scene_with_sessions
def dangerous_scene(cast: Cast) -> dict[str, list[str]]:
    """What the addresses are about, by their names."""
    person = [cast.wendell.membership.public_id]
    device = signs_in(cast.otto).device
    assert device is not None
    webhook, _secret = make_webhook(cast.otto, "https://hooks.example.com/", name="Ours")
    domain = proved(cast.otto)
    ready_export(cast.otto, clock.now())
    with_arguments = {
        "account_passkey_remove": ["abcdefgh23"],
        "account_export_download": ["abcdefgh23"],
        "account_device_trust": [device.public_id],
        "agencies:person": person,
        "agencies:person_end": person,
        "agencies:export_download": ["abcdefgh23"],
        "agencies:domain_primary": [domain.public_id],
        "agencies:domain_remove": [domain.public_id],
        "agencies:webhook_edit": [webhook.public_id],
        "agencies:webhook_rotate": [webhook.public_id],
        "desk_factor_reset": [cast.sam.membership.public_id],
        "desk_factor_reset_confirm": [cast.edith.membership.public_id],
    }
    with_arguments["writers:sample_links"] = [sample_in(portfolio_of(cast.otto)).public_id]
    report = make_snapshot(actor=cast.otto, cohort=begun(cast), now=clock.now())
    with_arguments["cohorts:report"] = [report.public_id]
    has_app(cast.sam)
    # One of them is a writer's.
    Membership.objects.filter(pk=cast.otto.member_id).update(roles=["owner", "writer"])
    lost(cast.max, cast.edith)
    whose = {"agency": cast.inkwell, "user": cast.otto.membership.user, "token_hash": "x"}
    times = {"created_at": clock.now(), "expires_at": clock.now() + dt.timedelta(days=1)}
    BackupAddress.objects.create(**whose, **times, email="otto@waits.example")
    return with_arguments


def everything() -> list[Any]:
    """All that the acts would change."""
    return [
        *Membership.objects.order_by("pk").values_list("roles", "ended_at"),
        *User.objects.order_by("pk").values_list("password"),
        *Agency.objects.order_by("pk").values_list("session_cap"),
        *BackupAddress.objects.order_by("pk").values_list("email", "removed_at"),
        *Device.objects.order_by("pk").values_list("trusted_until"),
        *FactorReset.objects.order_by("pk").values_list("state"),
        *Domain.objects.order_by("pk").values_list("host", "is_primary"),
        *DomainClaim.objects.order_by("pk").values_list("host", "state"),
        *Webhook.objects.order_by("pk").values_list("name", "secret"),
        [model.objects.count() for model in COUNTED],
    ]


def does(client: Client, name: str, path: str) -> Any:
    sent = SENT[name]
    return client.get(path) if sent is None else client.post(path, sent)


def test_the_walk_knows_them_all() -> None:
    assert set(SENT) == set(DANGEROUS)


@pytest.mark.parametrize("name", [name for name in SENT if name not in PROVED])
def test_it_asks_before_it_is_done_and_keeps_what_was_typed(
    cast: Cast, name: str, addresses: dict[str, str]
) -> None:
    client = known(browser(cast.otto))
    before = everything()

    asked = does(client, name, addresses[name])

    assert asked.status_code == 302 and asked.url.startswith(CONFIRM), name
    assert everything() == before
    back = client.post(asked.url, {"password": PASSWORD, "next": asked.url.partition("next=")[2]})
    assert back.status_code == 302 and not back.url.startswith(CONFIRM)
    if SENT[name] and not DANGEROUS[name].back:
        page = client.get(addresses[name]).content.decode()
        assert "press the button again" in page
        values = [value for value in SENT[name].values() if isinstance(value, str) and value != "on"]
        assert all(f'"{value}"' in page for value in values), name
        assert "press the button again" not in client.get(addresses[name]).content.decode()


@pytest.mark.parametrize("name", SENT)
def test_the_password_alone_is_not_enough_on_a_new_device(
    cast: Cast, name: str, addresses: dict[str, str]
) -> None:
    client = prove(browser(cast.otto), cast.otto, at_home=False)
    before = everything()

    asked = does(client, name, addresses[name])

    assert asked.status_code == 302 and asked.url.startswith(CONFIRM), name
    assert "Code by email" in client.get(asked.url).content.decode()
    assert everything() == before


@pytest.mark.parametrize("name", [name for name in SENT if SENT[name] is not None])
def test_it_is_done_by_whoever_has_shown_it(cast: Cast, name: str, addresses: dict[str, str]) -> None:
    client = prove(browser(cast.otto), cast.otto)
    before = everything()

    answer = does(client, name, addresses[name])

    assert answer.status_code in (200, 302) and not str(getattr(answer, "url", "")).startswith(CONFIRM)
    assert everything() != before


def test_htmx_is_led_there_too(cast: Cast) -> None:
    answer = browser(cast.otto).post(
        "/account/tokens/", SENT["account_tokens"], headers={"hx-request": "true"}
    )

    assert answer.status_code == 401 and answer.headers["HX-Redirect"].startswith(CONFIRM)


def test_what_is_not_dangerous_is_not_asked(cast: Cast) -> None:
    client = browser(cast.max)
    wanted = {"email": "petra@new.example", "roles": ["writer"]}

    assert client.post("/desk/people/invite/", wanted).url == "/desk/people/"
    assert client.post("/account/alerts/", dict.fromkeys(ALERTS, "on")).url == "/account/alerts/"
    assert not Mail.objects.filter(kind="alerts_off").exists(), "more is told than before"


def test_a_second_factor_elsewhere_does_not_count_as_shown(cast: Cast) -> None:
    has_app(cast.otto)

    asked = browser(cast.otto).post("/account/tokens/", SENT["account_tokens"])

    assert asked.url.startswith(CONFIRM)


def test_secrets_and_long_forms_are_not_kept(cast: Cast) -> None:
    client = known(browser(cast.otto))
    client.post("/account/tokens/", SENT["account_tokens"])
    assert set(client.session[KEPT]["typed"]) == {"name", "access", "days"}

    sent = QueryDict(urlencode({"name": "Mine", "password": PASSWORD, "code": "123456"}))
    assert set(query.everything(sent, without=NEVER_KEPT, most=MOST_KEPT)) == {"name"}
    long = QueryDict(urlencode({"name": "x" * 30_000}))
    assert query.everything(long, without=NEVER_KEPT, most=MOST_KEPT) == {}


def test_its_addresses_exist() -> None:
    resolver = get_resolver()
    for name in DANGEROUS:
        space, _colon, last = name.rpartition(":")
        found = resolver.namespace_dict[space][1] if space else resolver
        assert found.reverse_dict.getlist(last), name
