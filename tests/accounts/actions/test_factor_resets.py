"""Resetting lost second factors: by whose right, after how long, stopped by whom, carried out once."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actions.disowning import disown
from accounts.actions.factor_resets import (
    carry_out,
    confirm_reset,
    reset_at_once,
    stop_reset,
    withdraw_reset,
)
from accounts.actions.factors import remove_code_app
from accounts.actions.sweeps import purge_recovery, reset_due
from accounts.models import Device, FactorReset, Mail, Notice, PersonSession, SignOut
from accounts.states.factor_resets import ResetState
from agencies.actions.people import admit, change_roles, end_membership
from agencies.actions.security_log import Browser
from agencies.actions.suspending import restore_member, suspend_member
from agencies.models import Membership, SecurityEvent
from project.base.clock import now
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import Member, Public
from tests.accounts.helpers.factors import facts, has_app, has_codes, stored_passkey
from tests.accounts.helpers.resets import WHY, asks, factors, lost
from tests.accounts.helpers.sign_ins import signs_in
from tests.accounts.helpers.support import links, mail_to
from tests.helpers.cast import Cast, load_cast
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db
INSIDE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")
DAY = dt.timedelta(days=1)


def state(reset: FactorReset) -> str:
    return FactorReset.objects.get(pk=reset.pk).state


def second_owner(cast: Cast) -> Member:
    """Max is an owner, too."""
    change_roles(actor=cast.otto, member=cast.max.membership, roles=["owner"], now=now())
    return Member(cast.inkwell, membership=Membership.objects.get(pk=cast.max.member_id))


def told(kind: str) -> set[str]:
    rows = Notice.objects.filter(kind=kind).select_related("user")
    return {notice.user.name.split()[0].lower() for notice in rows}


# --- asking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [*INSIDE, "anonymous", "mara", "nick"])
def test_who_asks_for_whom(cast: Cast, who: str) -> None:
    """Managers for everybody but owners, owners for everybody, nobody for oneself; for Wanda, who belongs to
    two agencies, nobody."""
    actor = Public(cast.inkwell) if who == "nick" else cast.everybody[who]
    for whom in INSIDE:
        member = getattr(cast, whom)
        has_app(member)
        right = who != whom and (who == "otto" or (who == "max" and whom != "otto"))

        if right and whom != "wanda":
            assert asks(actor, member).state == ResetState.WAITING
        else:
            with pytest.raises(WrongState if right else NotVisible if who == "mara" else NotAllowed):
                asks(actor, member)

        rows = FactorReset.objects.filter(membership=member.membership)
        assert rows.exists() is (right and whom != "wanda"), whom
        assert factors(member) == 1


def test_neither_agency_resets_who_belongs_to_both_and_neither_is_told_the_other(cast: Cast) -> None:
    has_app(cast.wanda)
    suspend_member(actor=cast.mara, member=cast.wanda_northwind.membership, reason="Late", now=now())

    with pytest.raises(WrongState) as refusal:
        asks(cast.max, cast.wanda)
    assert "Northwind" not in str(refusal.value) and "server administrator" in str(refusal.value)

    end_membership(actor=cast.mara, member=cast.wanda_northwind.membership, now=now())
    assert asks(cast.max, cast.wanda).state == ResetState.WAITING, "now she belongs to one alone"


def test_an_owner_is_helped_by_another_owner(cast: Cast) -> None:
    owner = second_owner(cast)

    reset = lost(owner, cast.otto)

    assert reset.state == ResetState.WAITING
    with pytest.raises(NotAllowed):
        asks(cast.otto, cast.otto)


def test_the_state_of_the_membership_and_of_the_factors(cast: Cast) -> None:
    with pytest.raises(WrongState):
        asks(cast.max, cast.wendell)
    has_app(cast.wendell)
    suspend_member(actor=cast.max, member=cast.wendell.membership, reason="Copied", now=now())
    with pytest.raises(WrongState):
        asks(cast.max, cast.wendell)
    restore_member(actor=cast.max, member=cast.wendell.membership, now=now())
    assert asks(cast.max, cast.wendell).state == ResetState.WAITING
    end_membership(actor=cast.max, member=cast.wendell.membership, now=now())
    with pytest.raises(WrongState):
        asks(cast.max, cast.wendell)


@pytest.mark.parametrize("reason", ["", " \u200b", "x" * 301])
def test_a_reason_is_needed(cast: Cast, reason: str) -> None:
    has_app(cast.wendell)
    with pytest.raises(Invalid) as refusal:
        asks(cast.max, cast.wendell, reason)
    assert list(refusal.value.errors) == ["reason"]


def test_the_person_and_those_who_may_agree_are_told(cast: Cast) -> None:
    reset = lost(cast.max, cast.wendell)

    mail = mail_to(cast.wendell.membership.user.email, "factor_reset_asked")
    assert WHY in mail.text and WHY in mail.html
    assert [link for link in links(mail) if "/second-factor-reset/" in link]
    assert told("factor_reset_asked") == {"wendell"} and told("factor_reset_wanted") == {"otto"}
    event = SecurityEvent.objects.get(kind="factor_reset_asked")
    assert (event.user, event.actor) == (cast.wendell.membership.user, cast.max.membership)
    assert reset.due_at - reset.asked_at == DAY and factors(cast.wendell) == 1


def test_asking_again_answers_the_same_and_tells_nobody_anew(cast: Cast) -> None:
    first, second = lost(cast.max, cast.wendell), asks(cast.otto, cast.wendell)

    assert first.pk == second.pk and Mail.objects.filter(kind="factor_reset_asked").count() == 1


# --- carrying it out -----------------------------------------------------------------------------


def test_after_a_day_everything_beside_the_password_is_gone(cast: Cast) -> None:
    has_app(cast.wendell)
    has_codes(cast.wendell)
    stored_passkey(cast.wendell)
    session = signs_in(cast.wendell)
    Device.objects.update(trusted_until=now() + 30 * DAY)
    reset = asks(cast.max, cast.wendell)

    assert reset_due(now=now() + DAY - dt.timedelta(minutes=1)) == 0 and factors(cast.wendell) == 3
    assert reset_due(now=now() + DAY) == 1
    assert reset_due(now=now() + DAY) == 0

    assert factors(cast.wendell) == 0 and state(reset) == ResetState.DONE
    assert PersonSession.objects.get(pk=session.pk).ended_why == "reset"
    assert not Device.objects.exclude(trusted_until=None).exists()
    assert mail_to(cast.wendell.membership.user.email, "factors_reset")
    assert SecurityEvent.objects.get(kind="second_factor_reset").actor is None
    assert told("factor_reset_done") == {"max"}


def test_two_managers_need_not_wait(cast: Cast) -> None:
    reset = lost(cast.max, cast.wendell)
    with pytest.raises(NotAllowed):
        confirm_reset(actor=cast.max, reset=reset, now=now())
    assert factors(cast.wendell) == 1

    confirm_reset(actor=cast.otto, reset=reset, now=now())
    confirm_reset(actor=cast.otto, reset=reset, now=now())

    assert factors(cast.wendell) == 0
    row = FactorReset.objects.get()
    assert (row.state, row.confirmed_by, row.asked_by) == ("done", cast.otto.membership, cast.max.membership)
    assert SecurityEvent.objects.get(kind="second_factor_reset").actor == cast.otto.membership
    assert Mail.objects.filter(kind="factors_reset").count() == 1


def test_an_owners_needs_two_owners_or_a_day(cast: Cast) -> None:
    owner = second_owner(cast)
    change_roles(actor=cast.otto, member=cast.sam.membership, roles=["manager"], now=now())
    sam = Member(cast.inkwell, membership=Membership.objects.get(pk=cast.sam.member_id))
    reset = lost(owner, cast.otto)

    assert told("factor_reset_wanted") == set(), "no third owner, and managers may not"
    for actor in (sam, owner):
        with pytest.raises(NotAllowed):
            confirm_reset(actor=actor, reset=reset, now=now())
    assert carry_out(reset_id=reset.pk, now=now() + DAY) and factors(cast.otto) == 0


def test_what_a_session_did_before_does_not_bring_the_lost_factor_back(cast: Cast) -> None:
    """A thief removed the app before it was reset: “Not me” later must not lock its owner out again."""
    has_app(cast.wendell)
    thief = signs_in(cast.wendell)
    stored_passkey(cast.wendell)
    remove_code_app(**{**facts(cast.wendell), "browser": Browser(session=thief.public_id)}, now=now())
    reset = asks(cast.max, cast.wendell)
    confirm_reset(actor=cast.otto, reset=reset, now=now())

    disown(session=thief, now=now())

    assert factors(cast.wendell) == 0


# --- what stops it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "ends", "tells", "suspicious"),
    [("keep", ResetState.KEPT, {"max"}, False), ("deny", ResetState.DENIED, {"max", "otto"}, True)],
)
def test_its_person_stops_it(
    cast: Cast, verb: str, ends: ResetState, tells: set[str], suspicious: bool
) -> None:
    reset = lost(cast.max, cast.wendell)

    stop_reset(actor=cast.wendell, reset=reset, verb=verb, now=now())
    stop_reset(actor=cast.wendell, reset=reset, verb="keep", now=now())

    assert state(reset) == ends and told(f"factor_reset_{ends}") == tells
    assert SecurityEvent.objects.get(kind=f"factor_reset_{ends}").suspicious is suspicious
    assert reset_due(now=now() + DAY) == 0 and factors(cast.wendell) == 1
    with pytest.raises(WrongState):
        confirm_reset(actor=cast.otto, reset=reset, now=now())


def test_managers_withdraw_it_and_may_ask_anew(cast: Cast) -> None:
    reset = lost(cast.max, cast.wendell)

    withdraw_reset(actor=cast.otto, reset=reset, now=now())
    withdraw_reset(actor=cast.max, reset=reset, now=now())

    assert state(reset) == ResetState.WITHDRAWN and told("factor_reset_withdrawn") == {"wendell"}
    assert SecurityEvent.objects.filter(kind="factor_reset_withdrawn").count() == 1
    assert reset_due(now=now() + DAY) == 0
    assert asks(cast.otto, cast.wendell).pk != reset.pk


def leaves(cast: Cast) -> None:
    end_membership(actor=cast.otto, member=cast.wendell.membership, now=now())


def is_suspended(cast: Cast) -> None:
    suspend_member(actor=cast.otto, member=cast.wendell.membership, reason="Copied", now=now())


def joins_another(cast: Cast) -> None:
    user = cast.wendell.membership.user
    admit(agency=cast.northwind, user=user, roles=["writer"], public_name="W.", now=now())


def becomes_an_owner(cast: Cast) -> None:
    change_roles(actor=cast.otto, member=cast.wendell.membership, roles=["owner"], now=now())


def has_none_any_more(cast: Cast) -> None:
    remove_code_app(**facts(cast.wendell), now=now())


def asker_is_suspended(cast: Cast) -> None:
    suspend_member(actor=cast.otto, member=cast.max.membership, reason="Odd requests", now=now())


def asker_manages_no_more(cast: Cast) -> None:
    change_roles(actor=cast.otto, member=cast.max.membership, roles=["support"], now=now())


CHANGES = (
    leaves,
    is_suspended,
    joins_another,
    becomes_an_owner,
    has_none_any_more,
    asker_is_suspended,
    asker_manages_no_more,
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_meanwhile_lets_it_lapse(cast: Cast, change: Any) -> None:
    reset = lost(cast.max, cast.wendell)
    change(cast)
    had = factors(cast.wendell)

    with pytest.raises(WrongState):
        confirm_reset(actor=cast.otto, reset=reset, now=now())
    assert not carry_out(reset_id=reset.pk, now=now() + DAY)

    assert state(reset) == ResetState.LAPSED and factors(cast.wendell) == had
    assert SecurityEvent.objects.filter(kind="factor_reset_lapsed").count() == 1
    assert not Mail.objects.filter(kind="factors_reset").exists()


# --- once ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_sweep_second_manager_and_person_at_once_have_one_outcome() -> None:
    cast = load_cast()
    reset = lost(cast.max, cast.wendell)
    late = now() + DAY
    outcome = race(
        [
            partial(carry_out, reset_id=reset.pk, now=late),
            partial(carry_out, reset_id=reset.pk, now=late),
            partial(confirm_reset, actor=cast.otto, reset=reset, now=late),
            partial(stop_reset, actor=cast.wendell, reset=reset, verb="keep", now=late),
            partial(withdraw_reset, actor=cast.otto, reset=reset, now=late),
        ]
    )

    assert set(kinds(outcome)) <= {"bool", "FactorReset", "WrongState"}, outcome
    done = state(reset) == ResetState.DONE
    assert factors(cast.wendell) == (0 if done else 1)
    assert Mail.objects.filter(kind="factors_reset").count() == int(done)
    ended = SecurityEvent.objects.filter(kind__contains="factor_reset").exclude(kind="factor_reset_asked")
    assert ended.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_once() -> None:
    cast = load_cast()
    has_app(cast.wendell)
    outcome = race([partial(asks, actor, cast.wendell) for actor in (cast.max, cast.otto)])

    assert kinds(outcome) == {"FactorReset": 2} and outcome[0].pk == outcome[1].pk
    assert Mail.objects.filter(kind="factor_reset_asked").count() == 1


def test_the_database_knows_one_open_request_of_a_person(cast: Cast) -> None:
    reset = lost(cast.max, cast.wendell)
    reset.pk, reset.public_id = None, "another222"
    with pytest.raises(IntegrityError), transaction.atomic():
        reset.save()


# --- the operator, and the end of the rows -------------------------------------------------------


def test_the_operator_resets_anybody_at_every_agency(cast: Cast) -> None:
    has_app(cast.wanda)
    here, there = signs_in(cast.wanda), signs_in(cast.wanda_northwind)

    agencies = reset_at_once(user=cast.wanda.membership.user, now=now())

    assert {agency.name for agency in agencies} == {"Inkwell", "Northwind"} and factors(cast.wanda) == 0
    ended = PersonSession.objects.filter(pk__in=[here.pk, there.pk])
    assert set(ended.values_list("ended_why", flat=True)) == {"reset"}
    events = SecurityEvent.objects.filter(kind="second_factor_reset")
    assert {event.agency_id for event in events} == {cast.inkwell.pk, cast.northwind.pk}
    assert mail_to(cast.wanda.membership.user.email, "factors_reset")
    with pytest.raises(WrongState):
        reset_at_once(user=cast.wanda.membership.user, now=now())


def test_the_operator_does_what_waits(cast: Cast) -> None:
    reset = lost(cast.max, cast.wendell)
    reset_at_once(user=cast.wendell.membership.user, now=now())
    assert state(reset) == ResetState.DONE and factors(cast.wendell) == 0


def test_rows_go_with_the_log(cast: Cast) -> None:
    lost(cast.max, cast.wendell)
    ended = lost(cast.max, cast.edith)
    withdraw_reset(actor=cast.max, reset=ended, now=now())
    SignOut.objects.create(
        agency=cast.inkwell,
        user=cast.edith.membership.user,
        membership=cast.edith.membership,
        by=cast.max.membership,
        reason=WHY,
        sessions=1,
        at=now(),
    )

    assert purge_recovery(now=now() + 399 * DAY) == 0
    assert purge_recovery(now=now() + 401 * DAY) == 2
    assert FactorReset.objects.get().state == ResetState.WAITING
