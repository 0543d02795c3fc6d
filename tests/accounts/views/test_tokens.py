"""The page of access tokens."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from accounts.actions.tokens import make_token, token_of
from accounts.models import AccessToken
from agencies.models import SecurityEvent
from project.base.clock import now
from tests.accounts.helpers.factors import code_at, has_app, prove
from tests.accounts.helpers.sign_ins import ABROAD, FIREFOX, SEEN
from tests.helpers.cast import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens/"
RAW = re.compile(r"qh_[A-Za-z0-9_-]{40}")
CONFIRM = "/account/sign-in/confirm/"
TYPED = {"name": "Reports", "access": "read", "days": "90"}


def body(answer):
    return answer.content.decode()


def test_made_and_shown_once(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)

    answer = client.post(PAGE, TYPED)

    (raw,) = set(RAW.findall(body(answer)))
    member, token = token_of(raw, cast.inkwell, now())
    assert (answer.status_code, member, token.name, token.read_only) == (
        200,
        cast.clara.membership,
        "Reports",
        True,
    )
    assert (token.expires_at - token.created_at).days == 90
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert not RAW.search(body(client.get(PAGE))), "a second look shows its beginning alone"
    assert f"qh_{token.prefix}…" in body(client.get(PAGE))
    assert raw not in str(dict(client.session.items()))


def test_the_same_form_sent_twice_makes_one(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)
    client.post(PAGE, TYPED)

    again = client.post(PAGE, TYPED)

    assert (again.status_code, AccessToken.objects.count()) == (422, 1)
    assert "You already have a token with this name. Revoke it first, or choose a different name." in body(
        again
    ) and not RAW.search(body(again))


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "This field is required."),
        ("name", "\u200b", "Enter some visible text."),
        ("name", "x" * 61, "at most 60 characters"),
        ("days", "366", "Select a valid choice."),
        ("days", "", "This field is required."),
        ("access", "everything", "Select a valid choice."),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_nothing_is_lost(cast, sign_in, field, typed, words):
    answer = prove(sign_in(cast.clara), cast.clara).post(PAGE, {**TYPED, field: typed})

    assert answer.status_code == 422
    assert words in body(answer) and list(answer.context["form"].errors) == [field]
    assert not AccessToken.objects.exists()
    if field != "name":
        assert 'value="Reports"' in body(answer)


def test_it_asks_who_is_there_and_nothing_typed_is_lost(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara, ago=301)
    typed = {"name": "Night <Reports>", "access": "full", "days": "30"}
    assert "You will be asked" in body(client.get(PAGE)), "the page itself opens without it"

    answer = client.post(PAGE, typed)
    assert unquote(answer.url) == f"{CONFIRM}?next={PAGE}#make"
    assert not AccessToken.objects.exists()
    assert "Night" not in body(client.get(PAGE)), "it waits for who has shown who they are"
    back = client.post(CONFIRM, {"password": PASSWORD, "next": f"{PAGE}#make"})

    assert back.url == f"{PAGE}#make" and not AccessToken.objects.exists(), "nothing is done by itself"
    page = client.get(PAGE)
    assert "press the button again" in body(page)
    form = page.context["form"]
    assert {name: str(form[name].value()) for name in typed} == typed
    assert "Night &lt;Reports&gt;" in body(page)
    assert "Night" not in body(client.get(PAGE)), "handed out once"
    assert RAW.search(body(client.post(PAGE, typed)))


def test_a_mistake_is_said_before_anybody_is_asked(cast, sign_in):
    answer = sign_in(cast.clara).post(PAGE, {**TYPED, "days": "366"})

    assert (answer.status_code, "Select a valid choice." in body(answer)) == (422, True)


def test_who_has_a_code_app_and_no_password_makes_one(cast, sign_in):
    user = cast.clara.membership.user
    user.set_unusable_password()
    user.save()
    has_app(cast.clara)
    client = sign_in(cast.clara)
    client.post(PAGE, TYPED)

    assert client.post(CONFIRM, {"code": code_at(now()), "next": PAGE}).url == PAGE
    assert RAW.search(body(client.post(PAGE, TYPED)))


def test_revoking_asks_nobody(cast, sign_in):
    token, raw = make_token(actor=cast.clara, name="Script", read_only=True, days=7, now=now())

    assert (
        prove(sign_in(cast.clara), cast.clara, ago=301).post(f"{PAGE}{token.public_id}/revoke/").url == PAGE
    )
    assert token_of(raw, cast.inkwell, now()) is None


def test_revoked_at_once_one_and_all(cast, sign_in):
    made = [
        make_token(actor=cast.clara, name=f"Script {n}", read_only=True, days=7, now=now()) for n in range(3)
    ]
    client = sign_in(cast.clara)

    page = client.post(f"{PAGE}{made[0][0].public_id}/revoke/", follow=True)
    assert "Access token “Script 0” revoked." in body(page)
    assert [token_of(raw, cast.inkwell, now()) is None for _token, raw in made] == [True, False, False]
    page = client.post(f"{PAGE}revoke-all/", follow=True)
    assert "2 access tokens revoked." in body(page) and "No access tokens" in body(page)
    assert body(page).count("revoked on") == 3


def test_the_log_says_from_which_browser(cast, sign_in):
    client = prove(sign_in(cast.clara), cast.clara)
    facts = {"headers": {"User-Agent": FIREFOX}, "REMOTE_ADDR": ABROAD}

    for name in ("One", "Two"):
        client.post(PAGE, {**TYPED, "name": name}, **facts)
    one = AccessToken.objects.get(name="One")
    client.post(f"{PAGE}{one.public_id}/revoke/", **facts)
    client.post(f"{PAGE}revoke-all/", **facts)

    events = SecurityEvent.objects.filter(kind__startswith="token_").order_by("pk")
    assert [event.kind for event in events] == ["token_made"] * 2 + ["token_revoked"] * 2
    assert {(event.browser, event.system, event.address, event.country) for event in events} == {SEEN}


def test_nobody_sees_anothers(cast, sign_in):
    make_token(actor=cast.wanda, name="Zephyrine", read_only=True, days=7, now=now())

    assert "Zephyrine" in body(sign_in(cast.wanda).get(PAGE))
    for somebody in (cast.wanda_northwind, cast.otto, cast.mara):
        assert "Zephyrine" not in body(sign_in(somebody).get(PAGE))


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_costs_the_same_with_few_and_many(cast, sign_in, django_assert_num_queries, size):
    for number in range(size):
        make_token(actor=cast.clara, name=f"Script {number}", read_only=True, days=7, now=now())
    client = sign_in(cast.clara)
    client.get(PAGE)

    with django_assert_num_queries(7):
        page = body(client.get(PAGE))

    assert page.count("qh_") == size
