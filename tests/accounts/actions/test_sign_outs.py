"""Ending a member's sessions by those who manage people: at their own agency alone, and told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from accounts.actions.sign_outs import sign_out_member
from accounts.models import Device, Mail, PersonSession, SignOut
from agencies.actions.people import change_roles, end_membership
from agencies.actions.suspending import suspend_member
from agencies.models import Membership, SecurityEvent
from project.base.clock import now
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import Member, Public
from tests.accounts.helpers.sign_ins import signs_in
from tests.accounts.helpers.support import mail_to
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
WHY = "Your laptop was stolen on Friday."
INSIDE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")


def sign_out(actor: Any, member: Member, reason: str = WHY) -> SignOut | None:
    return sign_out_member(actor=actor, member=member.membership, reason=reason, now=now())


def live(member: Member) -> int:
    rows = PersonSession.objects.live().filter(user=member.membership.user_id, agency=member.agency)
    return rows.count()


@pytest.mark.parametrize("who", [*INSIDE, "anonymous", "mara", "nick"])
def test_who_signs_whom_out(cast: Cast, who: str) -> None:
    """Managers everybody but owners, owners everybody, nobody oneself, and nobody from outside."""
    actor = Public(cast.inkwell) if who == "nick" else cast.everybody[who]
    for whom in INSIDE:
        member = getattr(cast, whom)
        signs_in(member)
        may = who != whom and (who == "otto" or (who == "max" and whom != "otto"))

        if may:
            assert sign_out(actor, member) is not None
        else:
            with pytest.raises(NotVisible if who == "mara" else NotAllowed):
                sign_out(actor, member)

        assert live(member) == (0 if may else 1), whom
        assert SignOut.objects.filter(membership=member.membership).exists() is may


def test_an_owner_is_signed_out_by_another_owner(cast: Cast) -> None:
    change_roles(actor=cast.otto, member=cast.max.membership, roles=["owner"], now=now())
    max_as_owner = Member(cast.inkwell, membership=Membership.objects.get(pk=cast.max.member_id))
    signs_in(cast.otto)

    sign_out(max_as_owner, cast.otto)

    assert live(cast.otto) == 0


def test_sessions_and_trust_at_other_agencies_go_on(cast: Cast) -> None:
    """Wanda works for two agencies: each ends what was begun at its own hosts."""
    here, there = [signs_in(cast.wanda), signs_in(cast.wanda)], signs_in(cast.wanda_northwind)
    Device.objects.update(trusted_until=now() + dt.timedelta(days=9))

    done = sign_out(cast.max, cast.wanda)

    assert done is not None and done.sessions == 2
    ended = PersonSession.objects.filter(ended_at__isnull=False)
    assert {row.pk for row in ended} == {row.pk for row in here}
    assert set(ended.values_list("ended_why", flat=True)) == {"agency"}
    trusted = Device.objects.filter(trusted_until__isnull=False)
    assert [device.pk for device in trusted] == [there.device_id]


def test_it_is_logged_and_told_with_its_reason(cast: Cast) -> None:
    signs_in(cast.wanda)

    sign_out(cast.max, cast.wanda)

    event = SecurityEvent.objects.get(kind="sessions_ended_by_agency")
    assert (event.user, event.actor, event.agency) == (
        cast.wanda.membership.user,
        cast.max.membership,
        cast.inkwell,
    )
    mail = mail_to(cast.wanda.membership.user.email, "sessions_ended")
    assert WHY in mail.text and WHY in mail.html and cast.max.membership.public_name in mail.text
    assert "/accounts/sign-in/" in mail.text
    row = SignOut.objects.get()
    assert (row.by, row.reason, row.sessions) == (cast.max.membership, WHY, 1)


def test_nothing_open_is_told_to_nobody(cast: Cast) -> None:
    assert sign_out(cast.max, cast.wendell) is None
    signs_in(cast.wendell)
    assert sign_out(cast.max, cast.wendell) is not None
    assert sign_out(cast.max, cast.wendell) is None

    assert SignOut.objects.count() == Mail.objects.filter(kind="sessions_ended").count() == 1


def test_somebody_suspended_is_signed_out_and_not_asked_in_again(cast: Cast) -> None:
    suspend_member(actor=cast.max, member=cast.wendell.membership, reason="Copied", now=now())
    signs_in(cast.wendell)

    sign_out(cast.max, cast.wendell)

    assert live(cast.wendell) == 0
    text = mail_to(cast.wendell.membership.user.email, "sessions_ended").text
    assert "/accounts/sign-in/" not in text


def test_who_has_left_is_nobodys_to_sign_out(cast: Cast) -> None:
    end_membership(actor=cast.max, member=cast.wendell.membership, now=now())
    with pytest.raises(WrongState):
        sign_out(cast.max, cast.wendell)


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "x" * 301])
def test_a_reason_is_needed(cast: Cast, reason: str) -> None:
    signs_in(cast.wendell)
    with pytest.raises(Invalid) as refusal:
        sign_out(cast.max, cast.wendell, reason)
    assert list(refusal.value.errors) == ["reason"] and live(cast.wendell) == 1
