"""Forgotten, new and changed passwords."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from accounts.models import Mail, User
from tests.accounts.helpers.factors import known
from tests.accounts.helpers.support import (
    STRONG,
    links,
    mail_to,
    path_of,
    post_sign_in,
    post_sign_up,
    who_is_in,
)
from tests.helpers.cast import PASSWORD, browser, load_cast

RESET = "/accounts/password/reset/"
NEW = {"password1": STRONG, "password2": STRONG}


def reset_form(client, address="clara@inkwell.example"):
    """Ask for a link and open it: the address of the form."""
    client.post(RESET, {"email": address})
    return client.get(path_of(links(mail_to(address, "reset_password"))[0])).url


def test_reset_answers_the_same_for_known_and_unknown_addresses(cast, sign_in):
    known = sign_in(None, cast.inkwell).post(RESET, {"email": "clara@inkwell.example"})
    unknown = sign_in(None, cast.inkwell).post(RESET, {"email": "nobody@inkwell.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert (
        Mail.objects.filter(kind="reset_password").count()
        == Mail.objects.filter(kind="no_account").count()
        == 1
    )


def test_reset_sets_the_password_and_ends_all_sessions(cast, sign_in):
    elsewhere = sign_in(cast.clara)
    client = sign_in(None, cast.inkwell)

    answer = client.post(reset_form(client), NEW)

    assert answer.url == "/accounts/password/reset/done/"
    assert not who_is_in(client), "a reset signs nobody in"
    assert elsewhere.get("/accounts/password/change/").url.startswith("/accounts/sign-in/")
    assert post_sign_in(client, "clara@inkwell.example", STRONG).url == "/home/"


def test_reset_works_once(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    form = reset_form(client)
    client.post(form, NEW)

    again = client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    assert b"This link is no longer valid" in again.content
    assert User.objects.get(email="clara@inkwell.example").check_password(STRONG)


def test_opening_somebody_elses_link_signs_nobody_out(cast, sign_in):
    link = reset_form(sign_in(None, cast.inkwell))
    client = sign_in(cast.max)
    client.get(path_of(links(mail_to("clara@inkwell.example", "reset_password"))[0]))

    client.get(link)

    assert who_is_in(client) == str(cast.max.membership.user_id)


def test_reset_confirms_the_address_it_was_mailed_to(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    post_sign_up(client, "petra@new.example")

    client.post(reset_form(client, "petra@new.example"), NEW)

    assert EmailAddress.objects.get(email="petra@new.example").verified


def test_reset_opens_a_locked_sign_in(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    for n in range(9):
        post_sign_in(client, "clara@inkwell.example", f"wrong {n}")

    client.post(reset_form(client), NEW)

    assert post_sign_in(client, "clara@inkwell.example", STRONG).url == "/home/"


def test_reset_is_limited_per_address_known_or_not(cast, sign_in):
    for address in ("clara@inkwell.example", "nobody@inkwell.example"):
        client = sign_in(None, cast.inkwell)
        assert [client.post(RESET, {"email": address}).status_code for _n in range(6)] == [302] * 5 + [429]


@pytest.mark.parametrize("key", ["1-abc-def", "zzzzzzzzzzzzz-abc-0123", "1-set-password"])
def test_made_up_links_are_told_so(cast, sign_in, key):
    answer = sign_in(None, cast.inkwell).get(f"/accounts/password/reset/{key}/")

    assert answer.status_code == 200
    assert b"This link is no longer valid" in answer.content


def test_change_ends_the_other_sessions_and_keeps_this_one(cast, sign_in):
    here, there = known(sign_in(cast.clara)), sign_in(cast.clara)

    answer = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, **NEW})

    assert answer.status_code == 302
    assert here.get("/accounts/password/change/").status_code == 200
    assert there.get("/accounts/password/change/").url.startswith("/accounts/sign-in/")


def test_change_needs_the_current_password_and_limits_guesses(cast, sign_in):
    client = sign_in(cast.clara)
    statuses = [
        client.post("/accounts/password/change/", {"oldpassword": f"guess {n}", **NEW}).status_code
        for n in range(9)
    ]

    assert statuses == [422] * 8 + [429]
    assert User.objects.get(email="clara@inkwell.example").check_password(PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_one_reset_link_used_by_many_at_once_works_once():
    cast = load_cast()
    first = browser(None, cast.inkwell)
    first.post(RESET, {"email": "clara@inkwell.example"})
    link = path_of(links(mail_to("clara@inkwell.example", "reset_password"))[0])
    people = [browser(None, cast.inkwell) for _n in range(6)]
    forms = [person.get(link).url for person in people]

    def use(number: int) -> bool:
        try:
            typed = f"{STRONG} {number}"
            answer = people[number].post(forms[number], {"password1": typed, "password2": typed})
            return answer.status_code == 302
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(use, range(6))) == 1
