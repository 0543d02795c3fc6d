"""Sign-up, confirmation, sign-in, sign-out: what works, and what must not be told."""

from __future__ import annotations

import html
import logging

import pytest

from accounts.models import Mail, User
from agencies.models import Agency, Domain, Membership
from tests.accounts.helpers.support import (
    STRONG,
    links,
    mail_to,
    path_of,
    post_sign_in,
    post_sign_up,
    who_is_in,
)
from tests.helpers.cast import PASSWORD
from tests.helpers.pages import forms_of


def test_sign_up_confirm_and_in_as_a_client_of_this_agency(cast, sign_in):
    client = sign_in(None, cast.inkwell)

    answer = post_sign_up(client, "Petra@New.Example")
    assert (answer.status_code, answer.url) == (302, "/accounts/confirm-email/")
    assert not Membership.objects.filter(user__email="petra@new.example").exists()
    link = path_of(links(mail_to("petra@new.example", "confirm_email"))[0])
    assert client.get(link).status_code == 200
    assert not Membership.objects.filter(user__email="petra@new.example").exists(), "a GET changes nothing"
    client.post(link)

    member = Membership.objects.get(user__email="petra@new.example")
    assert (member.agency, member.roles, member.public_name) == (cast.inkwell, ["client"], "Petra Lang")
    browser = sign_in(None, cast.inkwell)
    assert post_sign_in(browser, "petra@new.example", STRONG).url == "/home/"
    assert browser.session["agency"] == cast.inkwell.pk


ON = "/orders/drafts/from-price/?service=article&quantity=800"


@pytest.mark.parametrize("same_browser", [True, False])
def test_the_mailed_link_leads_on_to_where_one_was_going(cast, sign_in, same_browser):
    client = sign_in(None, cast.inkwell)
    post_sign_up(client, "petra@new.example", next=ON)
    link = path_of(links(mail_to("petra@new.example", "confirm_email"))[0])
    opened = client if same_browser else sign_in(None, cast.inkwell)

    (form,) = [
        form for form in forms_of(opened.get(link)) if form.action.startswith("/accounts/confirm-email/")
    ]

    assert opened.post(html.unescape(form.action), form.sent).url == ON


def test_the_mailed_link_leads_nowhere_else(cast, sign_in):
    post_sign_up(sign_in(None, cast.inkwell), "petra@new.example", next="https://evil.example/")

    assert "evil" not in mail_to("petra@new.example", "confirm_email").text


def test_confirm_works_once(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    post_sign_up(client, "petra@new.example")
    link = path_of(links(mail_to("petra@new.example", "confirm_email"))[0])
    client.post(link)

    assert sign_in(None, cast.inkwell).post(link).status_code == 404


def test_sign_up_with_a_known_address_answers_the_same_and_mails_the_owner_of_the_address(cast, sign_in):
    new = post_sign_up(sign_in(None, cast.northwind), "petra@new.example")
    known = post_sign_up(sign_in(None, cast.northwind), "clara@inkwell.example")

    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert sorted(known.cookies) == sorted(new.cookies)
    mail = mail_to("clara@inkwell.example", "account_exists")
    assert "http://northwind.localhost:8000/accounts/sign-in/" in mail.text
    assert "Inkwell" not in mail.text
    assert User.objects.filter(email="clara@inkwell.example").count() == 1


def test_sign_up_without_confirmation_lets_nobody_in(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    post_sign_up(client, "petra@new.example")

    assert post_sign_in(client, "petra@new.example", STRONG).url == "/accounts/confirm-email/"
    assert not who_is_in(client)


def test_sign_up_is_closed_where_people_come_by_invitation(cast, sign_in):
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-sign_up"])
    client = sign_in(None, cast.inkwell)

    page = client.get("/accounts/sign-up/")
    post_sign_up(client, "petra@new.example")

    assert b"By invitation only" in page.content
    assert not User.objects.filter(email="petra@new.example").exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "a" * 260 + "@new.example"),
        ("email", "no address"),
        ("name", "\u200b\u200b"),
        ("name", "N" * 61),
        ("name", "\x00\x00"),
        ("password1", "1234567890"),
        ("password1", "p" * 5000),
    ],
)
def test_sign_up_refuses_beside_the_field_and_keeps_the_rest(cast, sign_in, field, typed):
    typed_also = {"password2": typed} if field == "password1" else {}
    answer = post_sign_up(
        sign_in(None, cast.inkwell), **{"email": "petra@new.example", field: typed, **typed_also}
    )

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Mail.objects.exists()


def test_wrong_passwords_and_unknown_addresses_read_the_same(cast, sign_in):
    wrong = post_sign_in(sign_in(None, cast.inkwell), "clara@inkwell.example", "not her password")
    unknown = post_sign_in(sign_in(None, cast.inkwell), "nobody@inkwell.example", "not her password")

    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert len(wrong.context["form"].non_field_errors()) == 1


def test_sign_in_at_another_agency_shows_the_join_page_alone(cast, sign_in):
    client = sign_in(None, cast.northwind)
    post_sign_in(client, "clara@inkwell.example", PASSWORD)

    assert client.get("/home/").headers["Location"] == "/join/"
    assert client.get("/join/").status_code == 200


def test_a_session_sent_to_another_host_is_nobody_there(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    post_sign_in(client, "wanda@inkwell.example", PASSWORD)

    there = client.get("/join/", headers={"host": "northwind.localhost"})
    here = client.get("/join/")

    assert there.url.startswith("/accounts/sign-in/"), (
        "Wanda writes for both, but this session began at Inkwell"
    )
    assert here.url == "/home/"


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "x"]
)
def test_next_never_leads_away(cast, sign_in, where):
    answer = post_sign_in(sign_in(None, cast.inkwell), "clara@inkwell.example", PASSWORD, next=where)

    assert answer.url == "/home/"


def test_next_leads_to_a_path_of_this_host(cast, sign_in):
    answer = post_sign_in(
        sign_in(None, cast.inkwell), "clara@inkwell.example", PASSWORD, next="/orders/?state=placed"
    )

    assert answer.url == "/orders/?state=placed"


def test_sign_in_is_limited_per_address_and_network_and_right_ones_do_not_count(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    for _n in range(10):
        post_sign_in(client, "clara@inkwell.example", PASSWORD)
        client.post("/accounts/sign-out/")
    statuses = [post_sign_in(client, "clara@inkwell.example", f"wrong {n}").status_code for n in range(9)]

    assert statuses == [422] * 8 + [429]
    locked = post_sign_in(client, "clara@inkwell.example", PASSWORD)
    assert locked.status_code == 429
    assert 0 < int(locked.headers["Retry-After"]) <= 900
    elsewhere = sign_in(None, cast.inkwell, REMOTE_ADDR="203.0.113.9")
    assert post_sign_in(elsewhere, "clara@inkwell.example", PASSWORD).url == "/home/", (
        "others cannot lock Clara out"
    )


def test_unknown_addresses_are_limited_like_known_ones(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    statuses = [post_sign_in(client, "nobody@inkwell.example", f"wrong {n}").status_code for n in range(9)]

    assert statuses == [422] * 8 + [429]


def test_sign_up_is_limited_per_address_known_or_not(cast, sign_in):
    for address in ("clara@inkwell.example", "petra@new.example"):
        client = sign_in(None, cast.inkwell)
        assert [post_sign_up(client, address).status_code for _n in range(6)] == [302] * 5 + [429]


def test_a_browser_that_forges_its_network_is_limited_all_the_same(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    statuses = [
        client.post(
            "/accounts/sign-in/",
            {"login": "clara@inkwell.example", "password": "wrong"},
            headers={"x-forwarded-for": f"198.51.100.{n}"},
        ).status_code
        for n in range(9)
    ]

    assert statuses[-1] == 429


def test_links_follow_the_agency_and_no_header(cast, sign_in):
    forged = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-forwarded-port": "666"}
    client = sign_in(None, cast.inkwell)
    client.post(
        "/accounts/sign-up/",
        {"name": "Petra", "email": "petra@new.example", "password1": STRONG, "password2": STRONG},
        headers={**forged, "host": "inkwell.localhost:6666"},
    )

    mail = mail_to("petra@new.example", "confirm_email")
    assert all(link.startswith("http://inkwell.localhost:8000/") for link in links(mail))
    assert "evil" not in mail.text + mail.html and "666" not in mail.text + mail.html


def test_links_name_the_primary_domain_whatever_was_visited(cast, sign_in):
    Domain.objects.create(agency=cast.inkwell, host="words.inkwell.example")
    client = sign_in(None, cast.inkwell)
    client.post(
        "/accounts/password/reset/",
        {"email": "clara@inkwell.example"},
        headers={"host": "words.inkwell.example"},
    )

    assert links(mail_to("clara@inkwell.example", "reset_password"))[0].startswith(
        "http://inkwell.localhost:8000/"
    )


def test_an_unknown_host_learns_nothing(cast, sign_in):
    answer = sign_in(None, cast.inkwell).get("/accounts/sign-in/", headers={"host": "evil.example"})

    assert answer.status_code == 404
    assert b"Inkwell" not in answer.content


def test_sign_out_needs_a_post(cast, sign_in):
    client = sign_in(cast.clara)

    assert client.get("/accounts/sign-out/").status_code == 200
    assert who_is_in(client)
    client.post("/accounts/sign-out/")
    assert not who_is_in(client)


def test_entrance_pages_set_no_store_and_strict_policy(cast, sign_in):
    answer = sign_in(None, cast.inkwell).get("/accounts/sign-in/")

    assert "no-store" in answer.headers["Cache-Control"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_refused_sign_ins_are_logged_once_without_what_was_typed(cast, sign_in, caplog):
    with caplog.at_level(logging.INFO, logger="quillhouse.security"):
        post_sign_in(sign_in(None, cast.inkwell), "clara@inkwell.example", "hunter2 hunter2")

    events = [record for record in caplog.records if record.name == "quillhouse.security"]
    assert [record.event for record in events] == ["sign_in_failed"]
    assert "hunter2" not in str([vars(record) for record in events])
    assert "clara@" not in str([vars(record) for record in events])


def test_a_closed_account_gets_in_nowhere(cast, sign_in):
    User.objects.filter(email="clara@inkwell.example").update(is_active=False)
    client = sign_in(None, cast.inkwell)

    assert post_sign_in(client, "clara@inkwell.example", PASSWORD).url == "/accounts/inactive/"
    assert not who_is_in(client)


@pytest.mark.parametrize(
    "typed", ["\x00", "a\x00@b.example", "é" * 10_000, "\u202e@b.example", "'; --", "😀@😀.example"]
)
def test_no_text_breaks_the_entrance(cast, sign_in, typed):
    client = sign_in(None, cast.inkwell)

    assert post_sign_in(client, typed, typed).status_code == 422
    assert post_sign_up(client, typed, name=typed, password1=typed, password2=typed).status_code == 422
    assert client.post("/accounts/password/reset/", {"email": typed}).status_code in (302, 422)
    assert (
        client.post(
            "/accounts/sign-in/", b"\xff\xfe=%ED%A0%80", "application/x-www-form-urlencoded"
        ).status_code
        == 422
    )


def test_a_session_that_somebody_has_planted_is_not_the_one_signed_in(cast, sign_in):
    """Fixation: who knows the cookie from before must not be in afterwards, and nothing of it goes on."""
    client, attacker = sign_in(None, cast.inkwell), sign_in(None, cast.inkwell)
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    for browser_ in (client, attacker):
        browser_.cookies["sessionid"] = before

    assert post_sign_in(client, "clara@inkwell.example", PASSWORD).url == "/home/"

    assert client.cookies["sessionid"].value != before
    assert client.get("/account/").status_code == 200
    assert attacker.get("/account/").url.startswith("/accounts/sign-in/")


def test_a_made_up_session_key_is_replaced(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    client.cookies["sessionid"] = "a" * 32

    post_sign_in(client, "clara@inkwell.example", PASSWORD)

    assert client.cookies["sessionid"].value != "a" * 32


@pytest.mark.parametrize(
    ("signed_up", "signs_in"),
    [
        ("desk@bücher.example", "Desk@xn--bcher-kva.example"),
        ("desk@xn--bcher-kva.example", "desk@BÜCHER.example"),
        ("desk@bu\u0308cher.example", "desk@b\u00fccher.example"),
    ],
)
def test_an_international_address_is_one_whatever_a_browser_sends(cast, sign_in, signed_up, signs_in):
    client = sign_in(None, cast.inkwell)
    post_sign_up(client, signed_up)
    client.post(path_of(links(mail_to("desk@xn--bcher-kva.example", "confirm_email"))[0]))

    assert User.objects.filter(email__startswith="desk@").values_list("email", flat=True).get() == (
        "desk@xn--bcher-kva.example"
    )
    assert post_sign_in(sign_in(None, cast.inkwell), signs_in, STRONG).url == "/home/"
    sign_in(None, cast.inkwell).post("/accounts/password/reset/", {"email": signs_in})
    assert mail_to("desk@xn--bcher-kva.example", "reset_password")
