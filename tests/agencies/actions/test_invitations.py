"""Invitations: by whose right, one open link per address, nothing stored that opens a door."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.models import Mail
from agencies.actions.invitation_use import find_invitation, redeem_invitation
from agencies.actions.invitations import invite, withdraw_invitation
from agencies.models import Invitation, Membership
from project.base.errors import Invalid, NotAllowed, NotVisible, Taken
from project.base.viewer import Public
from tests.accounts.helpers.support import links, mail_to
from tests.helpers.cast import START

PETRA = "petra@new.example"
WEEK = dt.timedelta(days=7)


def token_for(cast, email=PETRA, roles=("writer",)):
    invite(actor=cast.max, email=email, roles=list(roles), now=START)
    return links(Mail.objects.filter(recipient=email).latest("pk"))[0].rstrip("/").rsplit("/", 1)[1]


@pytest.mark.parametrize("who", ["clara", "wendell", "edith", "sam", "anonymous"])
def test_only_managers_and_owners_invite(cast, who):
    with pytest.raises(NotAllowed):
        invite(actor=cast.everybody[who], email=PETRA, roles=["client"], now=START)
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_only_owners_invite_owners(cast):
    with pytest.raises(NotAllowed):
        invite(actor=cast.max, email=PETRA, roles=["owner"], now=START)
    assert invite(actor=cast.otto, email=PETRA, roles=["owner"], now=START).roles == ["owner"]


def test_invite_mails_a_link_and_stores_only_its_hash(cast):
    token = token_for(cast)

    invitation = Invitation.objects.get()
    assert token not in str(Invitation.objects.values().get())
    assert (invitation.email, invitation.roles, invitation.invited_by) == (
        PETRA,
        ["writer"],
        cast.max.membership,
    )
    assert find_invitation(agency=cast.inkwell, token=token, now=START) == invitation


def test_invite_answers_the_same_for_people_known_elsewhere(cast):
    new = invite(actor=cast.max, email=PETRA, roles=["client"], now=START)
    known = invite(actor=cast.max, email="Nick@Northwind.example ", roles=["client"], now=START)

    assert known.email == "nick@northwind.example"
    texts = [mail_to(one.email, "invitation").text.split("http")[0] for one in (new, known)]
    assert texts[0] == texts[1]


def test_invite_again_leaves_one_link_good(cast):
    first, second = token_for(cast), token_for(cast, roles=["editor"])

    with pytest.raises(NotVisible):
        find_invitation(agency=cast.inkwell, token=first, now=START)
    assert find_invitation(agency=cast.inkwell, token=second, now=START).roles == ["editor"]


@pytest.mark.parametrize("roles", [[], ["emperor"]])
def test_invite_needs_roles_that_exist(cast, roles):
    with pytest.raises(Invalid) as refusal:
        invite(actor=cast.max, email=PETRA, roles=roles, now=START)
    assert "roles" in refusal.value.errors


def test_invite_refuses_what_the_person_has_already(cast):
    with pytest.raises(Invalid) as refusal:
        invite(actor=cast.max, email="clara@inkwell.example", roles=["client"], now=START)
    assert "email" in refusal.value.errors


def test_an_invitation_ends_after_a_week(cast):
    token = token_for(cast)

    assert find_invitation(agency=cast.inkwell, token=token, now=START + WEEK - dt.timedelta(seconds=1))
    with pytest.raises(NotVisible):
        find_invitation(agency=cast.inkwell, token=token, now=START + WEEK)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "é" * 500])
def test_made_up_tokens_find_nothing(cast, token):
    with pytest.raises(NotVisible):
        find_invitation(agency=cast.inkwell, token=token, now=START)


def test_redeem_by_the_same_person_twice_is_harmless(cast):
    token, user = token_for(cast, "nick@northwind.example"), cast.nick.membership.user
    once = redeem_invitation(
        actor=Public(cast.inkwell), token=token, user=user, public_name="Nick", now=START
    )
    twice = redeem_invitation(
        actor=Public(cast.inkwell), token=token, user=user, public_name="Nick", now=START
    )

    assert once == twice
    assert Membership.objects.filter(agency=cast.inkwell, user=user).count() == 1


def test_redeem_refuses_another_address_and_another_agency(cast):
    token, user = token_for(cast, "nick@northwind.example"), cast.nora.membership.user

    with pytest.raises(NotAllowed):
        redeem_invitation(actor=Public(cast.inkwell), token=token, user=user, public_name="Nora", now=START)
    with pytest.raises(NotVisible):
        redeem_invitation(actor=Public(cast.northwind), token=token, user=user, public_name="Nora", now=START)


def test_withdraw_twice_is_harmless_and_too_late_is_said(cast):
    token = token_for(cast, "nick@northwind.example")
    invitation = Invitation.objects.get()
    redeem_invitation(
        actor=Public(cast.inkwell), token=token, user=cast.nick.membership.user, public_name="Nick", now=START
    )
    with pytest.raises(Taken):
        withdraw_invitation(actor=cast.max, invitation=invitation, now=START)

    other = invite(actor=cast.max, email=PETRA, roles=["client"], now=START)
    for _n in range(2):
        assert withdraw_invitation(actor=cast.max, invitation=other, now=START).withdrawn_at == START


@pytest.mark.parametrize("who", ["clara", "sam", "anonymous"])
def test_only_managers_and_owners_withdraw(cast, who):
    invitation = invite(actor=cast.max, email=PETRA, roles=["client"], now=START)

    with pytest.raises(NotAllowed):
        withdraw_invitation(actor=cast.everybody[who], invitation=invitation, now=START)


def test_managers_do_not_withdraw_an_owners_invitation(cast):
    invitation = invite(actor=cast.otto, email=PETRA, roles=["owner"], now=START)

    with pytest.raises(NotAllowed):
        withdraw_invitation(actor=cast.max, invitation=invitation, now=START)


def test_invitation_mail_names_the_hour_in_the_agencys_zone(cast):
    token_for(cast)

    assert "9 March 2026, 09:00 (GMT)" in mail_to(PETRA, "invitation").text
