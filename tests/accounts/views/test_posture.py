"""What managers and owners see of how their people sign in, and what they do not."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model

from accounts.actions.tokens import make_token
from accounts.models import AccessToken
from agencies.actions.people import admit, end_membership
from agencies.actions.security_log import log_event
from agencies.actions.suspending import restore_member, suspend_member
from agencies.models import Agency
from project.base import clock
from tests.accounts.helpers.factors import has_app, stored_passkey
from tests.accounts.helpers.sign_ins import ABROAD, sign_in_again, signs_in
from tests.helpers.cast import START
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
PEOPLE, EVENTS = "/desk/security/people/", "/desk/security/events/"


def names(client, tab):
    rows = client.get(f"{PEOPLE}?tab={tab}").context["page"].rows
    return {row["name"].split()[0] for row in rows}


def test_staff_without_a_second_factor_stand_first(cast, sign_in):
    Authenticator.objects.create(user=cast.sam.membership.user, type="totp", data={})
    Authenticator.objects.create(user=cast.clara.membership.user, type="recovery_codes", data={})
    client = sign_in(cast.otto)

    assert names(client, "") == names(client, "staff") == {"Max", "Otto"}
    assert {"Clara", "Max"} <= names(client, "factor"), "recovery codes alone are no second factor"
    assert "Sam" not in names(client, "factor")


def test_what_is_required_and_missing_is_counted_and_listed_first(cast, sign_in):
    rule = {"second_factor_for": "team", "second_factor_wide_from": START}
    Agency.objects.filter(pk=cast.inkwell.pk).update(second_factor_from=START, **rule)
    has_app(cast.otto)
    has_app(cast.clara)
    stored_passkey(cast.wanda_northwind, host="northwind.localhost")
    stored_passkey(cast.sam)
    client = sign_in(cast.otto)

    assert names(client, "") == names(client, "owing") == {"Wendell", "Wanda", "Edith", "Max"}
    page = client.get(PEOPLE)
    assert "Required but not set up 4 of 6 people who need it" in words_of(page)
    assert "With two-step verification 4 of 7 people" in words_of(page)


def test_where_none_is_required_none_is_missing(cast, sign_in):
    client = sign_in(cast.max)

    assert names(client, "owing") == set()
    page = client.get(f"{PEOPLE}?tab=owing")
    assert "Two-step verification is not required here" in words_of(page)
    assert [str(stat["label"]) for stat in page.context["stats"]] == ["With two-step verification"]


def test_forgotten_tokens_and_many_sessions(cast, sign_in):
    make_token(
        actor=cast.sam, name="Script", read_only=True, days=200, now=clock.now() - dt.timedelta(days=100)
    )
    make_token(actor=cast.max, name="Script", read_only=True, days=200, now=clock.now())
    cast.inkwell.session_cap = 3
    cast.inkwell.save(update_fields=["session_cap"])
    signs_in(cast.clara)
    signs_in(cast.clara)
    client = sign_in(cast.otto)

    assert AccessToken.objects.count() == 2
    assert names(client, "stale") == {"Sam"}
    assert names(client, "sessions") == {"Clara"}
    assert {"Clara", "Wanda", "Otto"} <= names(client, "all")


def test_what_a_person_does_elsewhere_does_not_count(cast, sign_in):
    for _at in range(5):
        signs_in(cast.wanda_northwind)

    rows = sign_in(cast.otto).get(f"{PEOPLE}?tab=all").context["page"].rows
    wanda = next(row for row in rows if row["public_id"] == cast.wanda.membership.public_id)
    assert (wanda["sessions"], wanda["last_seen"]) == (0, None)


def test_the_log_is_of_this_agency_and_names_no_address(cast, sign_in):
    sign_in_again(cast.clara)
    signs_in(cast.nick)
    page = sign_in(cast.otto).get(EVENTS).content.decode()

    assert "Signed in" in page
    assert "Clara" in page
    assert ABROAD not in page
    assert "Nick" not in page


@pytest.mark.parametrize("page", [PEOPLE + "?tab=all", EVENTS])
def test_queries_do_not_grow(cast, sign_in, page):
    client = sign_in(cast.otto)
    signs_in(cast.clara)
    few = queries_of(client, page)
    for _at in range(3):
        signs_in(cast.sam)

    assert queries_of(client, page) == few <= 5


def lines(client, tab):
    answer = client.get(f"{PEOPLE}export/?tab={tab}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="sign-ins-{tab}.csv"'
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


@pytest.mark.parametrize("tab", ["owing", "staff", "factor", "stale", "sessions", "all"])
def test_the_file_says_what_the_page_says(cast, sign_in, tab):
    make_token(
        actor=cast.sam, name="Script", read_only=True, days=200, now=clock.now() - dt.timedelta(days=100)
    )
    signs_in(cast.clara)
    client = sign_in(cast.max)

    page = client.get(f"{PEOPLE}?tab={tab}").context["page"].rows
    told = [
        (row["name"], row["roles"], row["second factor"], row["open sessions"]) for row in lines(client, tab)
    ]

    assert told == [
        (row["name"], ", ".join(row["roles"]), "yes" if row["factor"] else "no", str(row["sessions"]))
        for row in page
    ]


def shut_out(cast, who):
    suspend_member(actor=cast.otto, member=who.membership, reason="Looking into it.", now=START)


def test_the_suspended_are_listed_as_such_here_and_in_the_file(cast, sign_in):
    make_token(
        actor=cast.sam, name="Script", read_only=True, days=200, now=clock.now() - dt.timedelta(days=100)
    )
    shut_out(cast, cast.sam)
    client = sign_in(cast.max)

    for tab in ("staff", "factor", "stale", "all"):
        page = client.get(f"{PEOPLE}?tab={tab}")
        marked = [row["name"] for row in page.context["page"].rows if row["suspended"]]
        assert marked == [cast.sam.membership.public_name]
        assert (
            page.content.decode().count("suspended") == 1 and "Looking into it." not in page.content.decode()
        )
        told = {row["name"]: row["suspended since (UTC)"] for row in lines(client, tab)}
        assert {name: at for name, at in told.items() if at} == {
            marked[0]: f"{START.astimezone(dt.UTC):%Y-%m-%d %H:%M}"
        }


def test_the_restored_lose_the_mark_and_former_members_are_not_listed(cast, sign_in):
    shut_out(cast, cast.sam)
    restore_member(actor=cast.otto, member=cast.sam.membership, now=START)
    shut_out(cast, cast.wanda)
    end_membership(actor=cast.otto, member=cast.wanda.membership, now=START)

    rows = {
        row["name"].split()[0]: row for row in sign_in(cast.max).get(f"{PEOPLE}?tab=all").context["page"].rows
    }
    assert rows["Sam"]["suspended"] is None and "Wanda" not in rows


def test_the_file_holds_all_of_this_agency_and_no_formula(cast, sign_in):
    user = get_user_model()
    for number in range(40):
        admit(
            agency=cast.inkwell,
            user=user.objects.create_user(f"p{number}@new.example"),
            roles=["client"],
            public_name=f"=1+{number}",
            now=clock.now(),
        )
    rows = lines(sign_in(cast.max), "all")

    assert len(rows) == 47 and "Nora L." not in {row["name"] for row in rows}
    assert not [row["name"] for row in rows if row["name"].startswith("=")]


@pytest.mark.parametrize(
    ("who", "page"), [("max", PEOPLE), ("max", EVENTS), ("otto", PEOPLE), ("otto", "/desk/security/")]
)
def test_the_menu_marks_security_alone(cast, sign_in, who, page):
    menu = sign_in(getattr(cast, who)).get(page).context["menu"]

    assert [str(item.label) for group in menu for item in group.items if item.active] == ["Security"]


def test_how_many_recovery_codes_somebody_has_left_is_their_own_business(cast, sign_in):
    log_event("recovery_code_used", agency=cast.inkwell, user=cast.sam.membership.user, left=2)

    assert "2 codes left" in sign_in(cast.sam).get("/account/activity/").content.decode()
    page = sign_in(cast.max).get(EVENTS).content.decode()
    assert "Recovery code used" in page and "2 codes left" not in page
