"""Roles and the end of a membership: by whose right, and never without an owner."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from agencies.actions.people import admit, change_roles, end_membership, join_as_client
from agencies.models import Agency, Membership, Role
from agencies.signals import member_roles_changed
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import Member, Public
from tests.helpers.cast import START, load_cast

OTHERS = ("clara", "wendell", "edith", "sam", "mara", "nick", "anonymous")


def fresh(member: Member) -> Membership:
    return Membership.objects.get(pk=member.membership.pk)


@pytest.fixture
def changes():
    """The memberships that member_roles_changed told of."""
    told: list[Membership] = []

    def note(sender, membership, now, **_kwargs):
        told.append(membership)

    member_roles_changed.connect(note)
    yield told
    member_roles_changed.disconnect(note)


@pytest.mark.parametrize("who", OTHERS)
def test_others_change_nobody(cast, who):
    actor = cast.everybody[who]
    if who in ("mara", "nick"):
        actor = Public(cast.inkwell)

    with pytest.raises(NotAllowed):
        change_roles(actor=actor, member=cast.clara.membership, roles=["writer"], now=START)
    with pytest.raises(NotAllowed):
        end_membership(actor=actor, member=cast.clara.membership, now=START)
    assert fresh(cast.clara).roles == ["client"]


def test_manager_changes_roles_and_tells_the_others(cast, changes):
    change_roles(actor=cast.max, member=cast.wendell.membership, roles=["editor", "writer"], now=START)

    assert fresh(cast.wendell).roles == ["writer", "editor"]
    assert changes == [cast.wendell.membership]


def test_the_same_roles_again_do_nothing(cast, changes):
    change_roles(actor=cast.max, member=cast.wendell.membership, roles=["writer"], now=START)

    assert changes == []


@pytest.mark.parametrize(
    ("member", "roles"),
    [
        ("wendell", ["writer", "owner"]),
        ("max", ["owner"]),
        ("otto", ["client"]),
        ("otto", ["owner", "writer"]),
    ],
)
def test_managers_neither_make_nor_touch_owners(cast, member, roles):
    with pytest.raises(NotAllowed):
        change_roles(actor=cast.max, member=getattr(cast, member).membership, roles=roles, now=START)
    with pytest.raises(NotAllowed):
        end_membership(actor=cast.max, member=cast.otto.membership, now=START)


def test_the_last_owner_stays(cast):
    with pytest.raises(WrongState):
        change_roles(actor=cast.otto, member=cast.otto.membership, roles=["manager"], now=START)
    with pytest.raises(WrongState):
        end_membership(actor=cast.otto, member=cast.otto.membership, now=START)


def test_an_owner_may_leave_when_there_is_another(cast):
    change_roles(actor=cast.otto, member=cast.max.membership, roles=["owner"], now=START)
    end_membership(actor=cast.otto, member=cast.otto.membership, now=START)

    assert fresh(cast.otto).ended_at == START
    assert fresh(cast.max).roles == ["owner"]


@pytest.mark.parametrize("roles", [[], ["emperor"]])
def test_roles_must_be_some_that_exist(cast, roles):
    with pytest.raises((Invalid, NotAllowed)):
        change_roles(actor=cast.otto, member=cast.clara.membership, roles=roles, now=START)
    assert fresh(cast.clara).roles == ["client"]


def test_people_of_another_agency_cannot_be_reached(cast):
    with pytest.raises(NotVisible):
        change_roles(actor=cast.otto, member=cast.nick.membership, roles=["writer"], now=START)


def test_end_membership_twice_is_harmless_and_roles_rest(cast):
    end_membership(actor=cast.max, member=cast.clara.membership, now=START)
    end_membership(actor=cast.max, member=cast.clara.membership, now=START.replace(year=2027))

    assert (fresh(cast.clara).ended_at, fresh(cast.clara).roles) == (START, ["client"])
    with pytest.raises(WrongState):
        change_roles(actor=cast.max, member=cast.clara.membership, roles=["writer"], now=START)


def test_admit_widens_a_live_membership_and_begins_an_ended_one_anew(cast, changes):
    user = cast.wendell.membership.user
    admit(agency=cast.inkwell, user=user, roles=["client"], public_name="x", now=START)
    assert fresh(cast.wendell).roles == ["client", "writer"]
    end_membership(actor=cast.max, member=cast.wendell.membership, now=START)
    admit(agency=cast.inkwell, user=user, roles=["editor"], public_name="x", now=START)

    member = fresh(cast.wendell)
    assert (member.roles, member.ended_at, member.public_name) == (
        ["editor"],
        None,
        cast.wendell.membership.public_name,
    )
    assert len(changes) == 2


def test_join_as_client_twice_makes_one_membership(cast, changes):
    for _n in range(2):
        join_as_client(
            actor=Public(cast.northwind), user=cast.clara.membership.user, public_name="Clara", now=START
        )

    assert Membership.objects.filter(agency=cast.northwind, user=cast.clara.membership.user).count() == 1
    assert len(changes) == 1


def test_join_as_client_needs_an_open_agency(cast):
    Agency.objects.filter(pk=cast.northwind.pk).update(features=["-sign_up"])
    cast.northwind.refresh_from_db()

    with pytest.raises(NotAllowed):
        join_as_client(
            actor=Public(cast.northwind), user=cast.clara.membership.user, public_name="C", now=START
        )


def test_changes_are_logged_by_public_ids(cast, caplog):
    with caplog.at_level(logging.INFO, logger="quillhouse.security"):
        change_roles(actor=cast.max, member=cast.clara.membership, roles=["writer"], now=START)

    (record,) = [record for record in caplog.records if record.name == "quillhouse.security"]
    assert (record.event, record.person, record.by) == (
        "roles_changed",
        cast.clara.membership.public_id,
        cast.max.membership.public_id,
    )
    assert "@" not in str(vars(record).get("roles"))


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_oust_each_other_at_once_leave_one(rounds):
    for _round in range(rounds):
        cast = load_cast()
        Membership.objects.filter(pk=cast.max.membership.pk).update(roles=[Role.OWNER], ended_at=None)
        Membership.objects.filter(pk=cast.otto.membership.pk).update(roles=[Role.OWNER], ended_at=None)
        cast = load_cast()
        pairs = [(cast.max, cast.otto), (cast.otto, cast.max)]

        def oust(pair):
            try:
                end_membership(actor=pair[0], member=pair[1].membership, now=START)
                return True
            except WrongState:
                return False
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(oust, pairs)) == [False, True]
        owners = Membership.objects.live().filter(agency=cast.inkwell).with_role(Role.OWNER)
        assert owners.count() == 1
