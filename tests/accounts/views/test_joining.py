"""The join page and the one-use invitation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from agencies.actions.invitations import invite, withdraw_invitation
from agencies.actions.people import end_membership
from agencies.models import Agency, Invitation, Membership
from project.base.clock import now
from tests.accounts.helpers.support import STRONG, links, mail_to, path_of, post_sign_in, who_is_in
from tests.helpers.cast import PASSWORD, browser, load_cast
from tests.helpers.pages import forms_of

REGISTER = {"name": "Petra Lang", "password1": STRONG, "password2": STRONG}


def invited(cast, email="petra@new.example", roles=("writer",)):
    """The path of the mailed link."""
    invite(actor=cast.otto, email=email, roles=list(roles), now=now())
    return path_of(links(mail_to(email, "invitation"))[0])


def signed_in_at_northwind(cast, sign_in, email="clara@inkwell.example"):
    client = sign_in(None, cast.northwind)
    post_sign_in(client, email, PASSWORD)
    return client


def test_joining_leads_on_to_what_was_asked_for(cast, sign_in):
    client = signed_in_at_northwind(cast, sign_in)
    asked = "/orders/drafts/from-price/?service=article&quantity=800"

    led = client.get(asked)
    (form,) = [form for form in forms_of(client.get(led.url)) if form.action.startswith("/join/")]

    assert client.post(form.action, form.sent).url == asked
    assert client.get(led.url).url == asked


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_joining_leads_nowhere_else(cast, sign_in, wanted):
    client = signed_in_at_northwind(cast, sign_in)

    assert client.post(f"/join/?next={wanted}").url == "/home/"


def test_join_makes_a_client_with_one_post(cast, sign_in):
    client = signed_in_at_northwind(cast, sign_in)

    assert client.get("/join/").status_code == 200
    assert not Membership.objects.filter(agency=cast.northwind, user__email="clara@inkwell.example").exists()
    assert client.post("/join/").url == "/home/"
    client.post("/join/")

    assert Membership.objects.get(agency=cast.northwind, user__email="clara@inkwell.example").roles == [
        "client"
    ]


def test_join_is_refused_where_people_come_by_invitation(cast, sign_in):
    Agency.objects.filter(pk=cast.northwind.pk).update(features=["-sign_up"])
    client = signed_in_at_northwind(cast, sign_in)

    assert b"by invitation only" in client.get("/join/").content
    assert client.post("/join/").status_code == 403


def test_join_does_not_undo_an_ended_membership(cast, sign_in):
    client = sign_in(cast.nick)
    end_membership(actor=cast.mara, member=cast.nick.membership, now=now())

    assert client.get("/home/").headers["Location"] == "/join/", "the end takes effect with the next request"
    assert b"has ended" in client.get("/join/").content
    assert client.post("/join/").status_code == 403


def test_join_asks_strangers_to_sign_in(cast, sign_in):
    assert sign_in(None, cast.inkwell).get("/join/").url == "/accounts/sign-in/?next=/join/"


def test_invitation_lets_a_new_person_in_once(cast, sign_in):
    link = invited(cast)
    client = sign_in(None, cast.inkwell)

    page = client.get(link)
    answer = client.post(link, REGISTER)

    assert b"petra@new.example" in page.content
    assert answer.url == "/home/"
    member = Membership.objects.get(user__email="petra@new.example")
    assert (member.roles, member.public_name) == (["writer"], "Petra Lang")
    assert who_is_in(client) == str(member.user_id)
    assert sign_in(None, cast.inkwell).get(link).status_code == 404
    assert sign_in(None, cast.inkwell).post(link, REGISTER).status_code == 404


def test_who_has_just_chosen_a_password_is_not_asked_for_it(cast, sign_in):
    client = sign_in(None, cast.inkwell)
    client.post(invited(cast), REGISTER)

    assert client.get("/account/sign-in/recovery-codes/").status_code == 200
    assert client.get("/account/sign-in/code-app/").status_code == 200


def test_invitation_get_changes_nothing(cast, sign_in):
    link = invited(cast)
    before = list(Invitation.objects.values())

    sign_in(None, cast.inkwell).get(link)

    assert list(Invitation.objects.values()) == before
    assert not User.objects.filter(email="petra@new.example").exists()


def test_invitation_is_good_at_its_own_agency_alone(cast, sign_in):
    link = invited(cast)

    assert sign_in(None, cast.northwind).get(link).status_code == 404
    assert sign_in(None, cast.northwind).post(link, REGISTER).status_code == 404


def test_invitation_of_a_known_person_asks_them_to_sign_in_first(cast, sign_in):
    link = invited(cast, "nick@northwind.example")
    client = sign_in(None, cast.inkwell)

    page = client.get(link)
    assert f"/accounts/sign-in/?next={link.replace('/', '%2F')}" in page.content.decode()
    assert client.post(link, REGISTER).status_code == 200, "an account is not made twice"
    assert post_sign_in(client, "nick@northwind.example", PASSWORD, next=link).url == link
    assert client.post(link).url == "/home/"
    assert client.post(link).url == "/home/", "the second click is harmless"

    assert Membership.objects.get(agency=cast.inkwell, user__email="nick@northwind.example").roles == [
        "writer"
    ]


def test_invitation_is_for_one_address(cast, sign_in):
    link = invited(cast)
    client = sign_in(cast.clara)

    assert b"Sign out" in client.get(link).content
    assert client.post(link).status_code == 403
    assert Membership.objects.get(pk=cast.clara.membership.pk).roles == ["client"]


def test_invitation_adds_roles_to_a_member(cast, sign_in):
    link = invited(cast, "clara@inkwell.example", ["editor"])

    sign_in(cast.clara).post(link)

    assert Membership.objects.get(pk=cast.clara.membership.pk).roles == ["client", "editor"]


def test_invitation_withdrawn_is_worthless(cast, sign_in):
    link = invited(cast)
    withdraw_invitation(actor=cast.otto, invitation=Invitation.objects.get(), now=now())

    assert sign_in(None, cast.inkwell).post(link, REGISTER).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"password1": "short", "password2": "short"},
        {"password2": "No one has this role. Choose a different role, or invite someone."},
        {"name": "\u200b"},
    ],
)
def test_invitation_form_is_checked(cast, sign_in, typed):
    link = invited(cast)

    assert sign_in(None, cast.inkwell).post(link, {**REGISTER, **typed}).status_code == 422
    assert not User.objects.filter(email="petra@new.example").exists()


@pytest.mark.django_db(transaction=True)
def test_one_invitation_used_by_twenty_at_once_lets_one_in(rounds):
    for number in range(max(1, rounds // 5)):
        cast = load_cast()
        address = f"petra{number}@new.example"
        link = invited(cast, address)
        people = [browser(None, cast.inkwell) for _n in range(20)]

        def use(client, link=link) -> int:
            try:
                return client.post(link, REGISTER).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(20) as pool:
            answers = sorted(pool.map(use, people))

        assert answers.count(302) == 1, answers
        assert set(answers) <= {200, 302, 404, 409}
        assert Membership.objects.filter(user__email=address).count() == 1
