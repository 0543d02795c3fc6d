"""The pool: what goes in, who takes it, and when it is out of it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from agencies.models import Membership
from orders.actions import holding, offers
from orders.models import Offer, Order
from project.base.errors import Invalid, NotAllowed, NotVisible, Taken, WrongState
from project.base.viewer import Member
from tests.helpers.capacity import capacity, room
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, account_of, place_order
from tests.helpers.races import kinds, race
from tests.helpers.story import FEE
from tests.writers.helpers.pool import put, put_for_wendell
from tests.writers.helpers.rates import rated
from writers.actions.pool import put_into_pool, withdraw_from_pool
from writers.actions.pool_answers import show_interest, take_from_pool, withdraw_interest
from writers.models import PoolEntry, PoolInterest

pytestmark = pytest.mark.django_db
LATER = START + HOUR


def ended(entry: PoolEntry) -> str:
    return PoolEntry.objects.get(pk=entry.pk).end


def test_whoever_takes_it_first_has_it(cast: Cast) -> None:
    entry = put(cast)

    order = take_from_pool(actor=cast.wendell, entry=entry, now=LATER)

    assert (order.state, order.writer, order.writer_fee) == ("assigned", cast.wendell.membership, FEE)
    assert ended(entry) == "given"
    offer = Offer.objects.get(order=order)
    assert (offer.state, offer.offered_by, offer.fee) == ("accepted", None, FEE)
    assert list(order.events.values_list("verb", flat=True)) == [
        "place",
        "put_into_pool",
        "offer",
        "accept_offer",
    ]
    with pytest.raises(Taken):
        take_from_pool(actor=cast.wanda, entry=entry, now=LATER)


def test_the_second_click_changes_nothing(cast: Cast) -> None:
    entry = put(cast)
    for _click in range(2):
        take_from_pool(actor=cast.wendell, entry=entry, now=LATER)

    assert Offer.objects.count() == 1


def test_what_speaks_against_a_writer_is_said_all_at_once(cast: Cast) -> None:
    entry = put(cast)
    capacity(cast.wendell, accepting=False, buffer_days=30)

    with pytest.raises(WrongState, match=r"Not accepting new work\..*at least 30 days"):
        take_from_pool(actor=cast.wendell, entry=entry, now=LATER)
    assert ended(entry) == ""


def test_the_desk_alone_puts_in_and_takes_out(cast: Cast) -> None:
    order = place_order(cast.clara)
    for nobody in (cast.wendell, cast.clara, cast.edith, cast.sam):
        with pytest.raises(NotAllowed):
            put_into_pool(actor=nobody, order=order, mode="take", fee=FEE, now=START)
        with pytest.raises(NotAllowed):
            withdraw_from_pool(actor=nobody, order=order, now=START)
    entry = put(cast, order)

    withdraw_from_pool(actor=cast.max, order=order, now=LATER)
    withdraw_from_pool(actor=cast.max, order=order, now=LATER)

    assert ended(entry) == "withdrawn"
    assert order.events.filter(verb="withdraw_from_pool").count() == 1


def test_the_same_again_is_the_same_and_another_fee_is_refused(cast: Cast) -> None:
    entry = put(cast)

    assert put(cast, entry.order) == entry
    with pytest.raises(Taken):
        put(cast, entry.order, fee=FEE + 1)
    assert PoolEntry.objects.count() == 1


@pytest.mark.parametrize(
    "facts",
    [{"mode": "auction"}, {"fee": Decimal(-1)}, {"fee": Decimal(1_000_001)}, {"preferred_hours": 337}],
)
def test_what_cannot_be_is_refused(cast: Cast, facts: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        put(cast, **facts)


def test_an_order_with_a_writer_does_not_go_in(cast: Cast) -> None:
    order = place_order(cast.clara)
    offers.assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=FEE, now=START)

    with pytest.raises(WrongState):
        put(cast, order)


Act = Callable[[Cast, Order], object]
GIVEN: dict[str, Act] = {
    "assigned": lambda cast, order: offers.assign_order(
        actor=cast.max, order=order, writer=cast.wanda.membership, fee=FEE, now=LATER
    )
}
ENDED: dict[str, Act] = {
    "held": lambda cast, order: holding.hold_order(actor=cast.max, order=order, reason="Wait", now=LATER),
    "cancelled": lambda cast, order: holding.cancel_order(
        actor=cast.max, order=order, reason="Off", now=LATER
    ),
}


@pytest.mark.parametrize(
    ("act", "end"), [(GIVEN["assigned"], "given"), *((act, "ended") for act in ENDED.values())]
)
def test_an_order_leaves_the_pool_with_whatever_gives_or_ends_it(cast: Cast, act: Act, end: str) -> None:
    entry = put(cast)

    act(cast, entry.order)

    assert ended(entry) == end


def test_an_open_offer_leaves_it_in(cast: Cast) -> None:
    entry = put(cast)
    offers.offer_order(actor=cast.max, order=entry.order, writers=[cast.wanda.membership], fee=FEE, now=LATER)
    assert ended(entry) == ""

    with pytest.raises(WrongState, match="You have an open offer for this order"):
        take_from_pool(actor=cast.wanda, entry=entry, now=LATER)
    order = take_from_pool(actor=cast.wendell, entry=entry, now=LATER)

    assert order.writer == cast.wendell.membership
    assert Offer.objects.get(writer=cast.wanda.membership).state == "withdrawn"


def test_interest_is_said_once_and_taken_back(cast: Cast) -> None:
    entry = put(cast, mode="interest")
    for _click in range(2):
        show_interest(actor=cast.wendell, entry=entry, now=LATER)
    with pytest.raises(WrongState):
        take_from_pool(actor=cast.wendell, entry=entry, now=LATER)
    assert PoolInterest.objects.filter(withdrawn_at=None).count() == 1

    for _click in range(2):
        withdraw_interest(actor=cast.wendell, entry=entry, now=LATER)

    assert PoolInterest.objects.filter(withdrawn_at=None).count() == 0
    show_interest(actor=cast.wendell, entry=entry, now=LATER)
    assert PoolInterest.objects.count() == 2


def test_interest_is_not_for_what_can_be_taken_nor_for_whom_it_does_not_fit(cast: Cast) -> None:
    with pytest.raises(WrongState):
        show_interest(actor=cast.wendell, entry=put(cast), now=LATER)
    entry = put(cast, mode="interest")
    capacity(cast.wendell, accepting=False)
    with pytest.raises(WrongState, match="Not accepting"):
        show_interest(actor=cast.wendell, entry=entry, now=LATER)


def test_only_the_preferred_writer_takes_it_at_first(cast: Cast) -> None:
    entry = put_for_wendell(cast)

    with pytest.raises(NotVisible):
        take_from_pool(actor=cast.wanda, entry=entry, now=LATER)
    order = take_from_pool(actor=cast.wendell, entry=entry, now=LATER)

    assert order.writer == cast.wendell.membership


def twenty(cast: Cast) -> list[Member]:
    """Wendell as often as twenty writers: each with a membership, and room."""
    people = [cast.wendell, cast.wanda]
    for number in range(18):
        row = Membership.objects.get(pk=cast.wendell.member_id)
        user = row.user
        user.pk, user.email, user._state.adding = None, f"w{number}@inkwell.example", True
        user.save()
        row.pk, row.user, row.public_name, row._state.adding = None, user, f"W{number}", True
        row.public_id = f"22222222{number + 10}"
        row.slug = f"w{number}" if hasattr(row, "slug") else None
        row.save()
        people.append(Member(cast.inkwell, membership=row))
    room(*people)
    return people


@pytest.mark.django_db(transaction=True)
def test_twenty_take_one_order_at_once(cast: Cast) -> None:
    entry, people = put(cast), twenty(cast)

    results = race([partial(take_from_pool, actor=person, entry=entry, now=LATER) for person in people])

    assert kinds(results) == {"Order": 1, "Taken": 19}
    assert Offer.objects.filter(order=entry.order).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_place_of_a_writer_is_taken_once(cast: Cast) -> None:
    entries = [put(cast, place_order(cast.clara)) for _number in range(4)]
    offered = [place_order(cast.clara) for _number in range(4)]
    for order in offered:
        offers.offer_order(actor=cast.max, order=order, writers=[cast.wendell.membership], fee=FEE, now=START)
    capacity(cast.wendell, max_active=1)

    takings = [partial(take_from_pool, actor=cast.wendell, entry=entry, now=LATER) for entry in entries]
    accepts = [partial(offers.accept_offer, actor=cast.wendell, order=order, now=LATER) for order in offered]
    results = race([*takings, *accepts])

    assert kinds(results) == {"Order": 1, "WrongState": 7}
    assert Order.objects.filter(writer=cast.wendell.membership).count() == 1


def test_a_deadline_that_has_passed_is_out_of_reach(cast: Cast) -> None:
    entry = put(cast)
    with pytest.raises(WrongState, match="deadline has passed"):
        take_from_pool(actor=cast.wendell, entry=entry, now=START + 30 * DAY)


def test_a_service_without_a_rate_is_refused(cast: Cast) -> None:
    order = place_order(cast.clara)
    facts = {"actor": cast.max, "order": order, "mode": "take", "fee": FEE, "now": START}
    with pytest.raises(Invalid) as refused:
        put_into_pool(**facts)
    assert "Set a rate for this service first." in str(refused.value.errors)

    rated(cast.inkwell)

    assert put_into_pool(**facts).fee == FEE


def test_the_desk_of_an_order_is_nobody_on_its_client_s_side(cast: Cast) -> None:
    placed, there = place_order(cast.clara), put(cast)
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["manager", "client"])
    account_of(cast.clara).people.create(agency=cast.inkwell, membership=cast.max.membership, role="reader")
    max_ = load_cast().max

    with pytest.raises(NotAllowed):
        put_into_pool(actor=max_, order=placed, mode="take", fee=FEE, now=LATER)
    with pytest.raises(NotAllowed):
        withdraw_from_pool(actor=max_, order=there.order, now=LATER)
    assert not PoolEntry.objects.visible_to(max_).exists()
