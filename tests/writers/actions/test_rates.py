"""Rates and levels: who keeps them, from which day they hold, what stays of the past."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from catalog.models import ServiceType
from orders.hooks.fees import fees
from orders.models import Order
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.races import each_round, race
from tests.helpers.story import FEE, Story
from tests.writers.helpers.rates import set_rate
from writers.actions import levels, rates
from writers.models import FeeRate, HeldLevel, WriterLevel

pytestmark = pytest.mark.django_db
TODAY = START.date()


def proposed(cast: Cast, order: Order, writer: Member | None = None, days: int = 0) -> Decimal:
    person = writer.membership if writer else None
    return fees().propose(order=order, writer=person, now=START + days * DAY)[0]


def hold(cast: Cast, person: Member, level: WriterLevel | None, day: dt.date = TODAY, **facts: Any) -> Any:
    facts = {"actor": cast.max, "now": START, **facts}
    return levels.hold_level(person=person.membership, level=level, from_day=day, **facts)


def test_half_of_the_net_price_until_there_is_a_rate(cast: Cast) -> None:
    order = place_order(cast.clara)
    net = sum(line.amount for line in order.lines.all() if line.kind != "tax")

    assert proposed(cast, order) == net / 2

    set_rate(cast, order.service, "0.085")

    assert proposed(cast, order) == (order.quantity or 0) * Decimal("0.085")


def test_the_rate_of_the_day_holds(cast: Cast) -> None:
    """The latest that has begun; one to come does not count before its day, in the agency's zone."""
    order = place_order(cast.clara)
    quantity = order.quantity or 0
    set_rate(cast, order.service, "0.05")
    set_rate(cast, order.service, "0.06", days=10)

    assert proposed(cast, order, days=9) == quantity * Decimal("0.05")
    assert proposed(cast, order, days=10) == quantity * Decimal("0.06")


def test_a_level_s_own_rate_comes_before_the_general_one(cast: Cast) -> None:
    order = place_order(cast.clara)
    quantity = order.quantity or 0
    senior, junior = (levels.add_level(actor=cast.max, name=name) for name in ("Senior", "Junior"))
    set_rate(cast, order.service, "0.09", level=senior)
    set_rate(cast, order.service, "0.05", days=5)
    hold(cast, cast.wendell, senior)
    hold(cast, cast.wanda, junior)

    assert proposed(cast, order, cast.wendell, days=6) == quantity * Decimal("0.09")
    assert proposed(cast, order, cast.wanda, days=6) == quantity * Decimal("0.05")
    several = fees().propose_to(
        order=order,
        writers=[cast.wendell.membership, cast.wanda.membership, cast.edith.membership],
        now=START + 6 * DAY,
    )
    assert [amount for amount, _why in several.values()] == [
        quantity * Decimal(rate) for rate in ("0.09", "0.05", "0.05")
    ]
    assert "Senior" in several[cast.wendell.member_id][1]


def test_the_level_of_the_day_holds(cast: Cast) -> None:
    order = place_order(cast.clara)
    quantity = order.quantity or 0
    senior = levels.add_level(actor=cast.max, name="Senior")
    set_rate(cast, order.service, "0.05")
    set_rate(cast, order.service, "0.09", level=senior)
    hold(cast, cast.wendell, senior, TODAY + dt.timedelta(3))
    hold(cast, cast.wendell, None, TODAY + dt.timedelta(6))

    by_day = [proposed(cast, order, cast.wendell, days=days) / quantity for days in (0, 3, 5, 6)]

    assert by_day == [Decimal(rate) for rate in ("0.05", "0.09", "0.09", "0.05")]


def test_a_fee_is_rounded_half_up_to_cents(cast: Cast) -> None:
    order = place_order(cast.clara)
    Order.objects.filter(pk=order.pk).update(quantity=1)
    order = Order.objects.get(pk=order.pk)
    for rate, fee in (("0.005", "0.01"), ("0.0049", "0.00"), ("2.345", "2.35"), ("0", "0.00")):
        set_rate(cast, order.service, rate)
        assert proposed(cast, order) == Decimal(fee)


def test_what_was_agreed_stays(cast: Cast) -> None:
    story = Story(cast).assigned()

    set_rate(cast, story.order.service, "9")

    assert story.reread().order.writer_fee == FEE


def test_the_same_day_again_takes_the_new_amount(cast: Cast) -> None:
    service = service_of(cast)
    first = set_rate(cast, service, "1")
    again = set_rate(cast, service, "2")

    assert (first.is_new, again.is_new, again.pk) == (True, False, first.pk)
    assert FeeRate.objects.get().amount == 2


def service_of(cast: Cast) -> ServiceType:
    return ServiceType.objects.filter(agency=cast.inkwell, archived_at=None)[0]


@pytest.mark.parametrize("days", [-1, 367])
def test_a_rate_begins_from_today_up_to_a_year_ahead(cast: Cast, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        set_rate(cast, service_of(cast), "1", days=days)

    assert refused.value.errors.keys() == {"from_day"}


@pytest.mark.parametrize("amount", ["-0.0001", "100000.0001", "0.00001", "NaN"])
def test_hostile_amounts(cast: Cast, amount: str) -> None:
    with pytest.raises((Invalid, ArithmeticError)):
        set_rate(cast, service_of(cast), amount)

    assert not FeeRate.objects.exists()


def test_only_what_has_not_begun_is_taken_back(cast: Cast) -> None:
    begun, coming = set_rate(cast, service_of(cast), "1"), set_rate(cast, service_of(cast), "2", days=1)

    with pytest.raises(Conflict):
        rates.remove_rate(actor=cast.max, rate=begun, now=START)
    rates.remove_rate(actor=cast.max, rate=coming, now=START)

    assert list(FeeRate.objects.all()) == [begun]


def test_archived_things_get_no_rate_and_nobody(cast: Cast) -> None:
    level, service = levels.add_level(actor=cast.max, name="Senior"), service_of(cast)
    set_rate(cast, service, "1", level=level)
    hold(cast, cast.wendell, level)
    levels.archive_level(actor=cast.max, level=level, now=START)

    with pytest.raises(Invalid):
        set_rate(cast, service, "2", level=level)
    with pytest.raises(Invalid):
        hold(cast, cast.wanda, level)
    order = place_order(cast.clara)
    if order.service_id == service.pk:
        assert proposed(cast, order, cast.wendell) == order.quantity, "who holds it keeps it"
    ServiceType.objects.filter(pk=service.pk).update(archived_at=START)
    with pytest.raises(Invalid):
        set_rate(cast, service, "2")


def test_names_of_levels_differ(cast: Cast) -> None:
    senior = levels.add_level(actor=cast.max, name="Senior")
    for name in ("senior", " SENIOR ", "", "x" * 61):
        with pytest.raises(Invalid) as refused:
            levels.add_level(actor=cast.max, name=name)
        assert refused.value.errors.keys() == {"name"}
    levels.archive_level(actor=cast.max, level=senior, now=START)
    levels.archive_level(actor=cast.max, level=senior, now=START + DAY)
    assert WriterLevel.objects.get().archived_at == START
    levels.add_level(actor=cast.max, name="senior")

    with pytest.raises(Invalid):
        levels.restore_level(actor=cast.max, level=senior)
    levels.change_level(actor=cast.max, level=senior, name="Principal", position=5)
    levels.restore_level(actor=cast.max, level=senior)

    assert {row.name: row.archived_at for row in WriterLevel.objects.all()} == {
        "senior": None,
        "Principal": None,
    }


@pytest.mark.parametrize("name", ["clara", "sam", "max"])
def test_only_writers_and_editors_hold_a_level(cast: Cast, name: str) -> None:
    level = levels.add_level(actor=cast.max, name="Senior")

    with pytest.raises(Invalid):
        hold(cast, getattr(cast, name), level)
    assert hold(cast, cast.edith, level).is_new
    assert not hold(cast, cast.edith, None).is_new
    assert HeldLevel.objects.get().level is None


@pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "edith", "sam"])
def test_only_managers_keep_them(cast: Cast, name: str) -> None:
    actor = getattr(cast, name)
    level, rate = (
        levels.add_level(actor=cast.max, name="Senior"),
        set_rate(cast, service_of(cast), "1", days=1),
    )
    held = hold(cast, cast.wendell, level, TODAY + dt.timedelta(1))
    acts: list[Any] = [
        lambda: levels.add_level(actor=actor, name="Junior"),
        lambda: levels.change_level(actor=actor, level=level, name="Junior", position=0),
        lambda: levels.archive_level(actor=actor, level=level, now=START),
        lambda: levels.restore_level(actor=actor, level=level),
        lambda: hold(cast, cast.wendell, None, actor=actor),
        lambda: levels.remove_held(actor=actor, held=held, now=START),
        lambda: set_rate(cast, service_of(cast), "2", actor=actor),
        lambda: rates.remove_rate(actor=actor, rate=rate, now=START),
    ]

    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_another_agency_s_are_not_there(cast: Cast) -> None:
    level = levels.add_level(actor=cast.max, name="Senior")
    of_mara = {"actor": cast.mara, "now": START, "from_day": TODAY, "amount": Decimal(1)}
    northern = ServiceType.objects.filter(agency=cast.northwind)[0]

    with pytest.raises(NotVisible):
        rates.set_rate(service=service_of(cast), level=None, **of_mara)
    with pytest.raises(NotVisible):
        rates.set_rate(service=northern, level=level, **of_mara)
    with pytest.raises(NotVisible):
        hold(cast, cast.wendell, None, actor=cast.mara)
    with pytest.raises(IntegrityError), transaction.atomic():
        row = {"amount": 1, "from_day": TODAY, "set_by": cast.mara.membership, "set_at": START}
        FeeRate.objects.create(agency=cast.northwind, service=northern, level=level, **row)
        connection.check_constraints()
    assert FeeRate.objects.visible_to(cast.mara).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_managers_set_the_same_rate_at_once() -> None:
    for _round in each_round(5):
        cast = load_cast()
        service = service_of(cast)
        answers = race(
            [
                lambda amount=amount, cast=cast, service=service: set_rate(cast, service, amount)
                for amount in ("1", "2", "3", "4")
            ]
        )
        assert not [answer for answer in answers if isinstance(answer, Exception)]
        assert FeeRate.objects.count() == 1
