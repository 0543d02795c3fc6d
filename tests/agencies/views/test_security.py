"""The owners' page about sessions and second factors, and what it changes for staff."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from agencies.actions.invitations import issue
from agencies.models import Agency, Domain, SecurityEvent
from project.base import clock
from project.base.viewer import Member
from tests.accounts.helpers.factors import (
    has_app,
    has_codes,
    has_passkey,
    prove,
    stored_passkey,
)
from tests.accounts.helpers.soft_passkey import SoftPasskey
from tests.accounts.helpers.support import STRONG, post_sign_in, who_is_in
from tests.helpers.cast import PASSWORD, Cast
from tests.helpers.pages import form_to, words_of

PAGE = "/desk/security/"
FACTORS = "/account/sign-in/"
DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def typed(**changes: str) -> dict[str, str]:
    numbers = {"session_cap": "10", "idle_hours": "336", "session_days": "30", "trust_days": "30"}
    return {**numbers, "second_factor_for": "nobody", "second_factor_from": "", **changes}


def require_from(
    agency: Agency, when: dt.datetime | None, scope: str = "staff", others: dt.datetime | None = None
) -> None:
    rule = {"second_factor_for": scope, "second_factor_wide_from": others}
    Agency.objects.filter(pk=agency.pk).update(second_factor_from=when, **rule)


def led_away(client: Client, path: str = "/home/") -> bool:
    answer = client.get(path)
    return answer.status_code == 302 and answer.headers["Location"] == FACTORS


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clara", 403),
        ("wendell", 403),
        ("edith", 403),
        ("sam", 403),
        ("max", 403),
        ("otto", 200),
        ("anonymous", 302),
    ],
)
def test_who_sees_the_page_and_its_menu_entry(cast, sign_in, who, status):
    client = sign_in(None, cast.inkwell) if who == "anonymous" else sign_in(getattr(cast, who))

    assert (
        client.get(PAGE).status_code
        == client.post(PAGE, typed()).status_code - (302 - 200) * (status == 200)
        == status
    )
    if who != "anonymous":
        entry = 'href="/desk/security/people/"'
        assert (entry in client.get("/help/").content.decode()) == (who in ("max", "otto"))


def test_an_owner_sets_the_numbers_and_the_day(cast: Cast, sign_in):
    client = prove(sign_in(cast.otto), cast.otto)

    answer = client.post(
        PAGE,
        typed(
            session_cap="3", trust_days="0", second_factor_for="staff", second_factor_from="2027-01-04T09:00"
        ),
    )

    assert answer.url == PAGE
    agency = Agency.objects.get(pk=cast.inkwell.pk)
    assert (agency.session_cap, agency.trust_days, agency.idle_hours) == (3, 0, 336)
    assert agency.second_factor_from == dt.datetime(2027, 1, 4, 9, 0, tzinfo=agency.zone)
    event = SecurityEvent.objects.get(kind="security_policy_changed")
    assert (event.actor, event.detail) == (cast.otto.membership, "session_cap,trust_days,second_factor_from")
    assert 'value="2027-01-04T09:00"' in client.get(PAGE).content.decode()
    client.post(
        PAGE,
        typed(
            session_cap="3", trust_days="0", second_factor_for="staff", second_factor_from="2027-01-04T09:00"
        ),
    )
    assert SecurityEvent.objects.filter(kind="security_policy_changed").count() == 1, (
        "the same again changes nothing"
    )
    client.post(PAGE, typed(session_cap="3", trust_days="0", second_factor_from="2027-01-04T09:00"))
    assert Agency.objects.get(pk=cast.inkwell.pk).second_factor_from is None


def test_others_get_two_weeks_unless_told_another_day(cast: Cast, sign_in):
    client = prove(sign_in(cast.otto), cast.otto)
    client.post(PAGE, typed(second_factor_for="everybody"))

    agency = Agency.objects.get(pk=cast.inkwell.pk)
    assert agency.second_factor_for == "everybody" and agency.second_factor_from <= clock.now()
    assert agency.second_factor_wide_from == agency.second_factor_from + 14 * DAY
    has_app(cast.otto)
    page = client.get(PAGE)
    assert form_to(page, PAGE).sent["second_factor_for"] == ["everybody"]
    client.post(PAGE, form_to(page, PAGE).filled(second_factor_for="staff"))
    assert Agency.objects.get(pk=cast.inkwell.pk).second_factor_wide_from is None


def test_without_a_day_it_holds_at_once(cast: Cast, sign_in):
    client = prove(sign_in(cast.otto), cast.otto)
    client.post(PAGE, typed(second_factor_for="staff"))

    assert led_away(client)


@pytest.mark.parametrize(
    "fields",
    [
        {"session_cap": "0"},
        {"session_cap": "51"},
        {"idle_hours": "0"},
        {"idle_hours": "2161"},
        {"session_days": "366"},
        {"trust_days": "91"},
        {"trust_days": "-1"},
        {"session_cap": "many"},
        {"session_cap": ""},
        {"second_factor_for": "staff", "second_factor_from": "soon"},
        {"second_factor_for": "staff", "second_factor_from": "2099-01-01T00:00"},
        {"second_factor_for": "team", "second_factor_wide_from": "2099-01-01T00:00"},
        {"second_factor_for": "owners"},
        {"second_factor_for": ""},
    ],
)
def test_what_is_out_of_bounds_is_refused_beside_its_field(cast: Cast, sign_in, fields: dict[str, str]):
    answer = prove(sign_in(cast.otto), cast.otto).post(PAGE, typed(**fields))

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not SecurityEvent.objects.filter(kind="security_policy_changed").exists()


# --- what it changes for staff --------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sam", "max", "otto"])
def test_staff_without_a_second_factor_see_their_account_alone(cast: Cast, sign_in, who: str):
    require_from(cast.inkwell, clock.now() - DAY)
    client = sign_in(getattr(cast, who))

    assert [
        path
        for path in ("/home/", "/desk/", "/orders/search/", "/help/")
        if not led_away(client, path) and client.get(path).status_code != 404
    ] == []
    assert client.post("/desk/").headers["Location"] == FACTORS
    fragment = client.get("/desk/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, FACTORS)
    for path in (
        "/account/",
        FACTORS,
        "/account/sessions/",
        "/accounts/password/change/",
        "/accounts/sign-out/",
        "/",
    ):
        assert client.get(path).status_code == 200, path
    assert (
        b"Add an authenticator app, or a passkey for this web address, to continue. Until "
        b"you do, your access tokens will not work."
    ) in client.get(FACTORS).content
    assert client.post("/accounts/sign-out/").status_code == 302


@pytest.mark.parametrize("who", ["clara", "wendell", "edith"])
def test_others_are_not_asked(cast: Cast, sign_in, who: str):
    require_from(cast.inkwell, clock.now() - DAY)

    assert not led_away(sign_in(getattr(cast, who)))


CANNOT_WORK = ", you won’t be able to work here without two-step verification.".encode()
WIDE = {
    "team": {"wendell", "wanda", "edith", "sam", "max", "otto"},
    "everybody": {"clara", "wendell", "wanda", "edith", "sam", "max", "otto"},
}


@pytest.mark.parametrize("scope", WIDE)
@pytest.mark.parametrize("day", ["of all is over", "of others comes", "of staff comes"])
def test_the_rule_reaches_whom_it_says_from_their_day_on(cast: Cast, sign_in, scope: str, day: str):
    past, coming = clock.now() - DAY, clock.now() + DAY
    days = {
        "of all is over": (past, past),
        "of others comes": (past, coming),
        "of staff comes": (coming, past),
    }
    require_from(cast.inkwell, days[day][0], scope, days[day][1])
    staff, people = {"sam", "max", "otto"}, cast.of_inkwell
    due = {"of all is over": WIDE[scope], "of others comes": staff, "of staff comes": WIDE[scope] - staff}

    clients = {name: sign_in(member) for name, member in people.items()}

    assert {name for name, client in clients.items() if led_away(client)} == due[day]
    reminded = {name for name, client in clients.items() if CANNOT_WORK in client.get("/help/").content}
    assert reminded == WIDE[scope] - due[day]
    has_app(cast.wendell)
    assert not led_away(sign_in(cast.wendell))


@pytest.mark.parametrize(
    "path", ["/orders/", "/search/", "/orders/drafts/", "/orders/favourites/", "/files/abcdefgh23/"]
)
def test_a_client_who_owes_one_sees_their_account_alone(cast: Cast, sign_in, path: str):
    require_from(cast.inkwell, clock.now() - DAY, "everybody", clock.now() - DAY)
    client = sign_in(cast.clara)

    assert led_away(client, path)
    assert (
        b"Add an authenticator app, or a passkey for this web address, to continue. Until "
        b"you do, your access tokens will not work."
    ) in client.get(FACTORS).content
    assert client.get("/account/data/").status_code == 200, "what is theirs they may take along"


def test_who_joins_or_comes_by_an_invitation_is_led_to_it(cast: Cast, sign_in):
    require_from(cast.northwind, clock.now() - DAY, "everybody", clock.now() - DAY)
    Agency.objects.filter(pk=cast.northwind.pk).update(features=[])
    stranger = sign_in(Member(cast.northwind, membership=cast.clara.membership), cast.northwind)

    assert stranger.post("/join/").headers["Location"] == "/home/"
    assert led_away(stranger)

    _invitation, token = issue(
        agency=cast.northwind,
        email="petra@new.example",
        roles=["client"],
        by=cast.mara.membership,
        now=clock.now(),
    )
    invited = sign_in(None, cast.northwind)
    typed_in = {"name": "Petra Lang", "password1": STRONG, "password2": STRONG}
    assert invited.post(f"/invitation/{token}/", typed_in).headers["Location"] == "/home/"
    assert led_away(invited)


def test_a_sign_in_by_password_is_led_to_it_and_one_by_passkey_is_not(cast: Cast, sign_in):
    require_from(cast.inkwell, clock.now() - DAY, "everybody", clock.now() - DAY)
    by_password = sign_in(None, cast.inkwell)
    post_sign_in(by_password, cast.clara.membership.user.email, PASSWORD)
    assert led_away(by_password)

    key, setting_up = SoftPasskey(), prove(sign_in(cast.wendell), cast.wendell)
    has_codes(cast.wendell)
    has_passkey(setting_up, key)
    by_passkey, page = sign_in(None, cast.inkwell), "/accounts/sign-in/passkey/"
    by_passkey.post(page, {"credential": key.get(by_passkey.get(page).json())})
    assert not led_away(by_passkey) and who_is_in(by_passkey)


def test_reminders_begin_a_month_before_and_stand_in_the_account_always(cast: Cast, sign_in):
    require_from(cast.inkwell, clock.now() + 40 * DAY)
    client = sign_in(cast.max)
    assert CANNOT_WORK not in client.get("/desk/").content
    assert CANNOT_WORK in client.get("/account/").content

    require_from(cast.inkwell, clock.now() + 29 * DAY)
    assert CANNOT_WORK in client.get("/desk/").content


def test_another_agency_is_not_asked(cast: Cast, sign_in):
    require_from(cast.inkwell, clock.now() - DAY)

    assert not led_away(sign_in(cast.mara))


def test_before_its_day_staff_are_reminded(cast: Cast, sign_in):
    require_from(cast.inkwell, clock.now() + DAY)

    page = sign_in(cast.max).get("/desk/")

    assert page.status_code == 200
    assert ", you won’t be able to work here without two-step verification." in words_of(page)
    assert CANNOT_WORK not in sign_in(cast.clara).get("/orders/").content
    has_app(cast.max)
    assert CANNOT_WORK not in sign_in(cast.max).get("/desk/").content


@pytest.mark.parametrize(
    ("have", "enough"),
    [(has_app, True), (has_codes, False), (stored_passkey, True), ("of another host", False)],
)
def test_what_counts_as_a_second_factor(cast: Cast, sign_in, have: Any, enough: bool):
    require_from(cast.inkwell, clock.now() - DAY)
    Domain.objects.create(agency=cast.inkwell, host="words.localhost")
    client = sign_in(cast.max)
    assert led_away(client)

    if callable(have):
        have(cast.max)
    else:
        stored_passkey(cast.max, host="words.localhost")

    assert led_away(client) is not enough, "with the very next request"


def test_it_costs_no_query(cast: Cast, sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for when in (None, clock.now() + DAY):
        require_from(cast.inkwell, when)
        client = sign_in(cast.max)
        client.get("/help/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/help/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
