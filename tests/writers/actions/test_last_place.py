"""One place is left: whoever asks for it at once, and on whichever path, one order gets it. And who may take
an order at all: those against whom nothing speaks, or nothing that a manager has not overridden."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from agencies.models import Membership
from orders.actions import offers, offers_bulk
from orders.models import Order
from project.base.errors import Invalid, QuillhouseError, WrongState
from tests.helpers.capacity import away, capacity
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import HOUR, place_order
from tests.helpers.races import each_round, race
from tests.helpers.story import FEE, Story
from writers.actions.waiting_list import set_waiting_list
from writers.models import EligibilityOverride, WriterCapacity, WriterLanguage
from writers.states.capacity import ReasonCode as C

pytestmark = pytest.mark.django_db
#: Runners of a race, four paths alike.
EACH = 5


def taken(cast: Cast) -> int:
    return Order.objects.filter(writer=cast.wendell.membership).count()


def by_offer(cast: Cast) -> Callable[[], Any]:
    story = Story(cast).offered()
    return partial(offers.accept_offer, actor=cast.wendell, order=story.order, now=story.now)


def by_waiting_list(cast: Cast) -> Callable[[], Any]:
    story = Story(cast)
    places = [(person.membership, FEE) for person in (cast.wanda, cast.wendell)]
    set_waiting_list(actor=cast.max, order=story.order, places=places, hours=24, now=story.now)
    offers.decline_offer(actor=cast.wanda, order=story.order, reason="", now=story.now)
    return partial(offers.accept_offer, actor=cast.wendell, order=story.order, now=story.now + HOUR)


def by_assignment(cast: Cast) -> Callable[[], Any]:
    facts = {"writer": cast.wendell.membership, "fee": FEE, "now": START + HOUR}
    return partial(offers.assign_order, actor=cast.max, order=place_order(cast.clara), **facts)


def by_bulk(cast: Cast) -> Callable[[], Any]:
    fees = [(place_order(cast.clara), FEE)]
    return partial(
        offers_bulk.assign_orders,
        actor=cast.max,
        fees=fees,
        writer=cast.wendell.membership,
        now=START + HOUR,
    )


PATHS = {"offer": by_offer, "list": by_waiting_list, "assignment": by_assignment, "bulk": by_bulk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", [*PATHS, "mixed"])
def test_one_of_twenty_gets_the_last_place(path: str, rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(max(1, rounds // 10)):
        cast = load_cast()
        capacity(cast.wendell, max_active=1)
        paths = [*PATHS.values()] * EACH if path == "mixed" else [PATHS[path]] * 4 * EACH
        runners = [make(cast) for make in paths]

        results = race(runners)

        assert taken(cast) == 1, results
        assert not [each for each in results if isinstance(each, Exception) and not _refuses(each)]


def _refuses(error: Exception) -> bool:
    """A refusal, or 503: waiting for a lock takes long where twenty share two cores."""
    return isinstance(error, QuillhouseError) or "lock timeout" in str(error)


def full(cast: Cast, order: Order) -> None:
    capacity(cast.wendell, max_active=1)
    _give_another(cast)


def day_limit(cast: Cast, order: Order) -> None:
    capacity(cast.wendell, max_per_day=1)
    _give_another(cast)


def _give_another(cast: Cast) -> None:
    facts: dict[str, Any] = {"writer": cast.wendell.membership, "fee": FEE, "now": START + HOUR}
    offers.assign_order(actor=cast.max, order=place_order(cast.clara), **facts)


def language(cast: Cast, order: Order) -> None:
    WriterLanguage.objects.create(agency=cast.inkwell, member=cast.wendell.membership, target="de")


def setting(**columns: Any) -> Callable[[Cast, Order], None]:
    return lambda cast, _order: capacity(cast.wendell, **columns) and None


def suspended(cast: Cast, order: Order) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(suspended_at=START, suspension_reason="Away")


def conflict(cast: Cast, order: Order) -> None:
    order.account.people.create(agency=cast.inkwell, membership=cast.wendell.membership, role="reader")


SOFT: dict[C, Callable[[Cast, Order], Any]] = {
    C.NOT_ACCEPTING: setting(accepting=False),
    C.FULL: full,
    C.HOURS: setting(max_hours=1),
    C.DAY_LIMIT: day_limit,
    C.AWAY: lambda cast, _order: away(cast.wendell, START.date(), 60),
    C.BUFFER: setting(buffer_days=60),
    C.SUBJECT: setting(only_subjects=True),
    C.SERVICE: setting(only_services=True),
    C.LANGUAGE: language,
}
HARD: dict[C, Callable[[Cast, Order], Any]] = {C.SUSPENDED: suspended, C.CONFLICT: conflict}


def accept(cast: Cast, order: Order) -> Order:
    return offers.accept_offer(actor=cast.wendell, order=order, now=START + 2 * HOUR)


def offer(cast: Cast, order: Order, override: str = "") -> None:
    people = [cast.wendell.membership]
    offers.offer_order(
        actor=cast.max, order=order, writers=people, fee=FEE, override=override, now=START + HOUR
    )


@pytest.mark.parametrize("code", [*SOFT, *HARD])
def test_what_came_up_since_the_offer_refuses_its_acceptance(cast: Cast, code: C) -> None:
    order = place_order(cast.clara)
    offer(cast, order)

    (SOFT | HARD)[code](cast, order)

    with pytest.raises(WrongState):
        accept(load_cast(), order)


@pytest.mark.parametrize("code", SOFT)
def test_a_logged_exception_makes_an_acceptance_succeed(cast: Cast, code: C) -> None:
    order = place_order(cast.clara)
    SOFT[code](cast, order)
    with pytest.raises(Invalid):
        offer(cast, order)

    offer(cast, order, override="Agreed by phone")

    assert EligibilityOverride.objects.get().codes == [code]
    assert accept(cast, order).writer == cast.wendell.membership


@pytest.mark.parametrize("code", HARD)
def test_no_exception_passes_what_is_hard(cast: Cast, code: C) -> None:
    order = place_order(cast.clara)
    HARD[code](cast, order)

    with pytest.raises(Invalid):
        offer(load_cast(), order, override="Please")
    assert not EligibilityOverride.objects.exists()


def test_an_exception_for_one_reason_is_none_for_another(cast: Cast) -> None:
    order = place_order(cast.clara)
    capacity(cast.wendell, accepting=False)
    offer(cast, order, override="Agreed by phone")

    capacity(cast.wendell, only_subjects=True)

    with pytest.raises(WrongState):
        accept(cast, order)


def test_the_limit_holds_without_a_row_of_settings(cast: Cast) -> None:
    """A missing profile is no way around the cap: the defaults of its columns hold."""
    assert not WriterCapacity.objects.exists()
    for _number in range(10):
        _give_another(cast)

    with pytest.raises(Invalid) as refusal:
        _give_another(cast)

    assert "Has 10 active orders; the limit is 10." in str(refusal.value.errors)


def test_the_limit_is_reached_and_not_passed(cast: Cast) -> None:
    """Off by one: with a limit of two, two are taken and not three."""
    capacity(cast.wendell, max_active=2)
    _give_another(cast)
    _give_another(cast)

    with pytest.raises(Invalid):
        _give_another(cast)
    assert taken(cast) == 2


def test_the_whole_interval_counts_and_not_the_moment(cast: Cast) -> None:
    """Away from tomorrow on, and here now: the order's days are judged, not this one."""
    order = place_order(cast.clara, quantity=6000)
    away(cast.wendell, START.date().replace(day=3), 60)

    with pytest.raises(Invalid) as refusal:
        offer(cast, order)

    assert "Away for" in str(refusal.value.errors)
