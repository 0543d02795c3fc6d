"""What a writer takes: each setting that is saved is one that eligibility reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from catalog.models import ServiceType, Subject
from orders.actions.offers import assign_order
from orders.models import Order
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale
from project.base.viewer import Member
from tests.helpers.capacity import away
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, account_of, place_order
from writers.actions.capacity import CapacityFields, reset_capacity, save_capacity, stored_capacity
from writers.models import PreferredClient, PreferredSubject, WriterCapacity, WriterLanguage
from writers.querysets.people import people_facts
from writers.rules.eligibility import WriterEligibility

pytestmark = pytest.mark.django_db
PLAIN = CapacityFields(
    accepting=True,
    message="",
    paused_until=None,
    max_active=10,
    max_per_day=None,
    max_hours=None,
    hours_per_day=6,
    buffer_days=0,
    working_days=(0, 1, 2, 3, 4, 5, 6),
    only_subjects=False,
    only_services=False,
)


def save(actor: Member, member: Member | None = None, *, version: int = 1, **fields: Any) -> WriterCapacity:
    return save_capacity(
        actor=actor,
        member=(member or actor).membership,
        fields=replace(PLAIN, **fields),
        version=version,
        now=START,
    )


def codes(member: Member, order: Order, now: dt.datetime = START) -> list[str]:
    found = WriterEligibility().explain(writer=member.membership, order=order, now=now)
    return [reason.code for reason in found]


def held(cast: Cast) -> None:
    order = place_order(cast.clara)
    assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=Decimal(50), now=START)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"accepting": False}, "not_accepting"),
        ({"accepting": False, "paused_until": START.date() + DAY}, "not_accepting"),
        ({"max_active": 1}, "full"),
        ({"max_per_day": 1}, "day_limit"),
        ({"max_hours": 1}, "hours"),
        ({"buffer_days": 60}, "buffer"),
        ({"languages": [("", "de")]}, "language"),
        ({"languages": [("en-GB", "de")]}, "language"),
    ],
)
def test_a_setting_is_read(cast: Cast, fields: dict[str, Any], code: str) -> None:
    held(cast)
    order = place_order(cast.clara)
    assert codes(cast.wendell, order) == []

    save(cast.wendell, **fields)

    assert codes(cast.wendell, order) == [code]


def test_working_days_are_read(cast: Cast) -> None:
    order = place_order(cast.clara)
    Order.objects.filter(pk=order.pk).update(writer_deadline=START + DAY)
    order.refresh_from_db()
    assert codes(cast.wendell, order) == []

    save(cast.wendell, working_days=[5, 6])

    assert codes(cast.wendell, order) == ["away"]


def test_hours_in_a_day_are_read(cast: Cast) -> None:
    order = place_order(cast.clara, quantity=8_000)
    away(cast.wendell, START.date() + DAY)
    save(cast.wendell, hours_per_day=16)
    assert codes(cast.wendell, order) == []

    save(cast.wendell, version=2, hours_per_day=1)

    assert codes(cast.wendell, order) == ["away"]


@pytest.mark.parametrize(
    ("name", "only", "model", "code"),
    [
        ("subjects", "only_subjects", Subject, "subject"),
        ("services", "only_services", ServiceType, "service"),
    ],
)
def test_preferences_are_read(cast: Cast, name: str, only: str, model: Any, code: str) -> None:
    order = place_order(cast.clara)
    mine = getattr(order, name.removesuffix("s"))
    other = model.objects.filter(agency=cast.inkwell).exclude(pk=mine.pk).first()

    save(cast.wendell, **{name: [other]})
    assert codes(cast.wendell, order) == [], "preferred only ranks"
    save(cast.wendell, version=2, **{name: [other], only: True})
    assert codes(cast.wendell, order) == [code]
    save(cast.wendell, version=3, **{name: [mine], only: True})
    assert codes(cast.wendell, order) == []


def test_a_preferred_client_is_kept(cast: Cast) -> None:
    account = account_of(cast.clara)

    save(cast.wendell, clients=[account])

    facts = people_facts(cast.inkwell, [cast.wendell.member_id], START)[cast.wendell.member_id]
    assert facts.clients == {account.pk}
    save(cast.wendell, version=2)
    assert not PreferredClient.objects.exists()


def test_the_same_again_changes_nothing(cast: Cast) -> None:
    first = save(cast.wendell, max_active=3, languages=[("", "en-GB")])
    assert first.version == 2

    again = save(cast.wendell, version=2, max_active=3, languages=[("", "en-GB")])

    assert again.version == 2
    assert save(cast.wendell, version=2, max_active=3).version == 3, "a language less"


def test_a_stale_save_is_refused(cast: Cast) -> None:
    save(cast.max, cast.wendell, max_active=3)

    with pytest.raises(Stale) as stale:
        save(cast.wendell, max_active=5)

    assert stale.value.current.max_active == 3
    assert stored_capacity(cast.wendell.membership).max_active == 3


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"paused_until": START.date() + DAY}, "paused_until"),
        ({"working_days": ()}, "working_days"),
        ({"only_subjects": True}, "subjects"),
        ({"only_services": True}, "services"),
        ({"languages": [("en-GB", "en-GB")]}, "languages"),
        ({"languages": [("", f"x{number}") for number in range(41)]}, "languages"),
    ],
)
def test_what_contradicts_itself_is_refused(cast: Cast, fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(cast.wendell, **fields)

    assert set(refused.value.errors) == {wrong}
    assert not WriterCapacity.objects.exists()


def test_who_saves_whose(cast: Cast) -> None:
    for actor in (cast.wendell, cast.max, cast.otto):
        reset_capacity(actor=cast.max, member=cast.wendell.membership)
        assert save(actor, cast.wendell, max_active=2).max_active == 2
    for stranger in (cast.wanda, cast.sam, cast.edith, cast.clara, cast.mara, cast.nora):
        with pytest.raises(NotAllowed):
            save(stranger, cast.wendell, version=2)
        with pytest.raises(NotAllowed):
            reset_capacity(actor=stranger, member=cast.wendell.membership)
    with pytest.raises(NotVisible):
        save(cast.max, cast.edith)


def test_a_reset_brings_the_defaults_back(cast: Cast) -> None:
    subject = Subject.objects.filter(agency=cast.inkwell).first()
    save(cast.wendell, max_active=1, subjects=[subject], languages=[("", "de")])

    reset_capacity(actor=cast.wendell, member=cast.wendell.membership)
    reset_capacity(actor=cast.wendell, member=cast.wendell.membership)

    assert stored_capacity(cast.wendell.membership).max_active == 10
    assert not PreferredSubject.objects.exists()
    assert not WriterLanguage.objects.exists()
