"""The desk's pages about people."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from accounts.actions.tokens import make_token
from agencies.actions.invitations import invite
from agencies.actions.people import admit
from agencies.models import Invitation, Membership
from project.base.clock import now
from tests.accounts.helpers.factors import has_app, prove
from tests.accounts.helpers.sign_ins import signs_in
from tests.helpers.cast import START

LIST = "/desk/people/"


def person_url(member) -> str:
    return f"{LIST}{member.membership.public_id}/"


def crowd(cast, size: int) -> None:
    """More writers at Inkwell, all of one name, so that paging has to go by id."""
    for number in range(size):
        user = get_user_model().objects.create_user(f"writer{number}@inkwell.example")
        admit(agency=cast.inkwell, user=user, roles=["writer"], public_name="Same Name", now=START)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clara", 403),
        ("wendell", 403),
        ("edith", 403),
        ("sam", 403),
        ("max", 200),
        ("otto", 200),
        ("anonymous", 302),
    ],
)
def test_who_sees_people(cast, sign_in, who, status):
    client = sign_in(None, cast.inkwell) if who == "anonymous" else sign_in(getattr(cast, who))

    for url in (LIST, f"{LIST}invite/", person_url(cast.clara)):
        assert client.get(url).status_code == status


def test_another_agencys_people_do_not_exist(cast, sign_in):
    client = prove(sign_in(cast.mara), cast.mara)
    invitation = invite(actor=cast.otto, email="petra@new.example", roles=["client"], now=now())

    page = client.get(LIST).content.decode()
    assert "petra@new.example" not in page and "clara@inkwell.example" not in page
    assert client.get(person_url(cast.clara)).status_code == 404
    assert client.post(person_url(cast.clara), {"roles": ["writer"]}).status_code == 404
    assert client.post(f"{person_url(cast.clara)}end/").status_code == 404
    assert client.post(f"{LIST}invitations/{invitation.public_id}/withdraw/").status_code == 404


def test_list_filters_by_role_and_shows_who_left(cast, sign_in):
    client = prove(sign_in(cast.max), cast.max)
    client.post(f"{person_url(cast.wendell)}end/")

    assert cast.wendell.membership.user.email not in client.get(LIST).content.decode()
    assert cast.wendell.membership.user.email in client.get(f"{LIST}?show=ended").content.decode()
    writers = client.get(f"{LIST}?role=writer").content.decode()
    assert cast.wanda.membership.user.email in writers
    assert cast.clara.membership.user.email not in writers
    assert client.get(f"{LIST}?role=nonsense").status_code == 200


def test_list_costs_the_same_with_few_and_many_people(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.max)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    crowd(cast, 30)
    for number in range(3):
        invite(actor=cast.max, email=f"p{number}@new.example", roles=["client"], now=now())

    with django_assert_num_queries(5):
        client.get(LIST)


def test_it_says_who_has_a_second_factor_was_here_and_forgot_a_token(cast, sign_in):
    has_app(cast.sam)
    seen = signs_in(cast.wendell, now=now() - dt.timedelta(days=400))
    make_token(actor=cast.wendell, name="Old", read_only=True, days=365, now=now() - dt.timedelta(days=100))
    signs_in(cast.wanda_northwind)
    client = sign_in(cast.max)

    rows = {row["name"]: row["facts"] for row in client.get(LIST).context["page"].rows}

    assert rows["Sam P."].second_factor and not rows["Max O."].second_factor
    wendell = rows[cast.wendell.membership.public_name]
    assert (wendell.last_seen, wendell.stale_tokens) == (seen.seen_at, 1)
    assert rows[cast.wanda.membership.public_name].last_seen is None  # she was at Northwind
    page = client.get(f"{LIST}{cast.wendell.membership.public_id}/").content.decode()
    assert "Access tokens unused for 90 days" in page


def test_list_pages_reach_everybody_once(cast, sign_in):
    crowd(cast, 60)
    client = sign_in(cast.max)
    seen, url = [], LIST
    while url:
        page = client.get(url).context["page"]
        seen += [row["email"] for row in page.rows]
        url = page.next_url

    assert len(seen) == len(set(seen)) == 67


def test_invite_form_sends_and_shows_the_open_invitation(cast, sign_in):
    client = sign_in(cast.max)

    answer = client.post(f"{LIST}invite/", {"email": "petra@new.example", "roles": ["writer", "editor"]})

    assert answer.url == LIST
    page = client.get(LIST).content.decode()
    assert "Invitation sent to petra@new.example." in page
    client.post(f"{LIST}invitations/{Invitation.objects.get().public_id}/withdraw/")
    assert Invitation.objects.get().withdrawn_at


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "petra@new.example"},
        {"email": "nothing", "roles": ["client"]},
        {"email": "petra@new.example", "roles": ["owner"]},
        {"email": "clara@inkwell.example", "roles": ["client"]},
        {"email": "a" * 250 + "@new.example", "roles": ["client"]},
    ],
)
def test_invite_form_says_what_is_wrong(cast, sign_in, typed):
    answer = sign_in(cast.max).post(f"{LIST}invite/", typed)

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_roles_change_with_the_next_request(cast, sign_in):
    support, manager = sign_in(cast.sam), prove(sign_in(cast.max), cast.max)
    assert support.get(LIST).status_code == 403

    assert manager.post(person_url(cast.sam), {"roles": ["manager"]}).status_code == 302

    assert support.get(LIST).status_code == 200


def test_an_ended_membership_ends_with_the_next_request(cast, sign_in):
    support, owner = sign_in(cast.max), prove(sign_in(cast.otto), cast.otto)

    owner.post(f"{person_url(cast.max)}end/")

    assert support.get(LIST).headers["Location"] == f"/join/?next={LIST}"


def test_managers_see_that_owners_are_not_theirs_to_change(cast, sign_in):
    client = prove(sign_in(cast.max), cast.max)

    assert b"Only an owner" in client.get(person_url(cast.otto)).content
    assert client.post(person_url(cast.otto), {"roles": ["client"]}).status_code == 403
    assert client.post(f"{person_url(cast.otto)}end/").status_code == 403
    assert b'value="owner"' not in client.get(person_url(cast.clara)).content


def test_the_last_owner_is_told_why_they_stay(cast, sign_in):
    client = prove(sign_in(cast.otto), cast.otto)

    answer = client.post(person_url(cast.otto), {"roles": ["manager"]})

    assert answer.status_code == 409
    assert b"needs an owner" in answer.content
    assert Membership.objects.get(pk=cast.otto.membership.pk).roles == ["owner"]


def test_gets_end_nothing(cast, sign_in):
    client = sign_in(cast.otto)

    assert client.get(f"{person_url(cast.clara)}end/").url == person_url(cast.clara)
    assert Membership.objects.get(pk=cast.clara.membership.pk).ended_at is None


def test_an_invitation_ticks_no_role_and_asks_for_one(cast, sign_in):
    client = sign_in(cast.max)
    page = client.get(f"{LIST}invite/")
    answer = client.post(f"{LIST}invite/", {"email": "petra@new.example"})

    assert "checked" not in page.text
    assert answer.status_code == 422 and "Choose at least one role." in answer.text
    assert "petra@new.example" in answer.text and not Invitation.objects.exists()
