"""Writers who are asked one after the other: who is asked when, and that it is never more than one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest

from agencies.models import Membership
from orders.actions import holding, offers
from orders.actions.sweeps import expire_offers
from orders.models import Order
from project.base.errors import Invalid, NotAllowed, WrongState
from project.base.viewer import Member
from tests.helpers.capacity import capacity
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, Story
from writers.actions.waiting_list import cancel_waiting_list, set_waiting_list
from writers.actions.waiting_list_sweep import go_on_with_lists
from writers.models import WaitingPlace

pytestmark = pytest.mark.django_db


def listed(story: Story, *writers: Member, fee: Decimal = FEE, hours: int = 24) -> Story:
    """Max has these asked one after the other: Wendell, then Wanda."""
    people = writers or (story.cast.wendell, story.cast.wanda)
    set_waiting_list(
        actor=story.cast.max,
        order=story.order,
        places=[(member.membership, fee) for member in people],
        hours=hours,
        now=story.now,
    )
    story.order.refresh_from_db()
    return story


def places(order: Order) -> dict[str, str]:
    rows = WaitingPlace.objects.filter(order=order).order_by("id")
    return dict(rows.values_list("writer__user__name", "state"))


def open_offers(order: Order) -> list[str]:
    return list(order.offers.filter(state="open").values_list("writer__user__name", flat=True))


def test_the_first_is_asked_at_once_by_who_made_the_list(cast: Cast) -> None:
    story = listed(Story(cast))

    assert story.order.state == "offered"
    assert places(story.order) == {"Wendell Hughes": "asked", "Wanda Kowalska": "waiting"}
    offer = story.order.offers.get()
    assert (offer.writer, offer.offered_by) == (cast.wendell.membership, cast.max.membership)
    assert offer.answer_by == story.now + 24 * HOUR


def test_the_next_is_asked_when_one_declines_by_the_clock(cast: Cast) -> None:
    story = listed(Story(cast))

    order = offers.decline_offer(actor=cast.wendell, order=story.order, reason="", now=story.now)

    assert order.state == "offered"
    assert places(order) == {"Wendell Hughes": "answered", "Wanda Kowalska": "asked"}
    offer = order.offers.get(state="open")
    assert (offer.writer, offer.offered_by, offer.fee) == (cast.wanda.membership, None, FEE)
    asked = WaitingPlace.objects.get(state="asked")
    assert asked.event == order.events.get(person=offer.writer, verb="offer")


def test_the_next_is_asked_when_the_time_is_over(cast: Cast) -> None:
    story = listed(Story(cast), hours=2)

    assert expire_offers(agency=cast.inkwell, now=story.now + 2 * HOUR) == 1

    assert places(story.order) == {"Wendell Hughes": "passed", "Wanda Kowalska": "asked"}
    assert open_offers(story.order) == ["Wanda Kowalska"]


def test_the_next_is_asked_when_the_offer_is_withdrawn(cast: Cast) -> None:
    story = listed(Story(cast))

    offers.withdraw_offer(actor=cast.max, order=story.order, writer=cast.wendell.membership, now=story.now)

    assert places(story.order) == {"Wendell Hughes": "cancelled", "Wanda Kowalska": "asked"}


def test_whom_something_speaks_against_is_passed_over_with_the_codes(cast: Cast) -> None:
    story = Story(cast)
    capacity(cast.wendell, accepting=False, max_active=1)

    listed(story)

    assert places(story.order) == {"Wendell Hughes": "passed", "Wanda Kowalska": "asked"}
    assert WaitingPlace.objects.get(state="passed").against == ["not_accepting"]


def test_a_list_of_whom_nobody_can_take_it_is_refused_whole(cast: Cast) -> None:
    story = Story(cast)
    capacity(cast.wendell, accepting=False)

    with pytest.raises(Invalid) as refusal:
        listed(story, cast.wendell)

    assert refusal.value.errors == {"writers": ["Wendell H.: Not accepting new work."]}
    assert not WaitingPlace.objects.exists()
    assert not story.order.events.filter(verb="set_waiting_list").exists()


def test_who_can_never_take_it_comes_on_no_list(cast: Cast) -> None:
    with pytest.raises(Invalid):
        listed(Story(cast), cast.wendell, cast.edith)

    assert not WaitingPlace.objects.exists()


def test_the_end_of_the_list_is_told(cast: Cast) -> None:
    story = listed(Story(cast), cast.wendell)

    order = offers.decline_offer(actor=cast.wendell, order=story.order, reason="", now=story.now)

    assert order.state == "placed"
    assert order.events.get(verb="exhaust_waiting_list").actor is None
    assert not WaitingPlace.objects.live().exists()


def test_the_same_list_again_changes_nothing(cast: Cast) -> None:
    story = listed(listed(Story(cast)))

    assert WaitingPlace.objects.count() == 2
    assert story.order.events.filter(verb="set_waiting_list").count() == 1
    assert story.order.offers.count() == 1


def test_a_new_list_keeps_who_is_asked(cast: Cast) -> None:
    story = listed(Story(cast), cast.wendell)

    listed(story, cast.wanda, fee=Decimal(70))

    assert places(story.order) == {"Wendell Hughes": "asked", "Wanda Kowalska": "waiting"}
    order = offers.decline_offer(actor=cast.wendell, order=story.order, reason="", now=story.now)
    assert order.offers.get(state="open").fee == 70


def test_cancelling_asks_nobody_else(cast: Cast) -> None:
    story = listed(Story(cast))

    cancel_waiting_list(actor=cast.max, order=story.order, now=story.now)
    cancel_waiting_list(actor=cast.max, order=story.order, now=story.now)
    order = offers.decline_offer(actor=cast.wendell, order=story.order, reason="", now=story.now)

    assert order.state == "placed"
    assert order.events.filter(verb="cancel_waiting_list").count() == 1


def test_a_hold_rests_the_list_and_resuming_goes_on(cast: Cast) -> None:
    story = listed(Story(cast))
    holding.hold_order(actor=cast.max, order=story.order, reason="Budget", now=story.now)
    offers.withdraw_offer(actor=cast.max, order=story.order, writer=cast.wendell.membership, now=story.now)
    assert places(story.order) == {"Wendell Hughes": "asked", "Wanda Kowalska": "waiting"}
    assert go_on_with_lists(agency=cast.inkwell, now=story.now) == 0

    order = holding.resume_order(actor=cast.max, order=story.order, now=story.now + DAY)

    assert order.state == "offered"
    assert places(order) == {"Wendell Hughes": "cancelled", "Wanda Kowalska": "asked"}


@pytest.mark.parametrize("verb", ["accept", "assign", "cancel"])
def test_the_list_ends_with_the_search(cast: Cast, verb: str) -> None:
    story = listed(Story(cast))
    facts = {"order": story.order, "now": story.now}

    if verb == "accept":
        offers.accept_offer(actor=cast.wendell, **facts)
    elif verb == "assign":
        offers.assign_order(actor=cast.max, writer=cast.wanda.membership, fee=FEE, **facts)
    else:
        holding.cancel_order(actor=cast.max, reason="Not needed", **facts)

    assert not WaitingPlace.objects.live().exists()
    assert open_offers(story.order) == []
    assert places(story.order)["Wendell Hughes"] == ("answered" if verb == "accept" else "cancelled")


def test_who_leaves_while_they_are_asked_gives_way(cast: Cast) -> None:
    story = listed(Story(cast))
    Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=story.now)

    assert go_on_with_lists(agency=cast.northwind, now=story.now) == 0
    assert go_on_with_lists(agency=cast.inkwell, now=story.now) == 1
    assert go_on_with_lists(agency=cast.inkwell, now=story.now) == 0

    assert places(story.order) == {"Wendell Hughes": "passed", "Wanda Kowalska": "asked"}
    assert WaitingPlace.objects.get(state="passed").against == ["membership"]
    assert open_offers(story.order) == ["Wanda Kowalska"]


def test_the_deadline_ends_a_list(cast: Cast) -> None:
    story = listed(Story(cast))
    late = story.order.client_deadline + HOUR

    expire_offers(agency=cast.inkwell, now=late)

    assert not WaitingPlace.objects.live().exists()
    assert WaitingPlace.objects.get(writer=cast.wanda.membership).against == ["deadline"]


def test_only_who_gives_out_makes_a_list(cast: Cast) -> None:
    story = Story(cast)
    for name in ("clara", "wendell", "edith", "sam"):
        with pytest.raises(NotAllowed):
            set_waiting_list(
                actor=getattr(cast, name),
                order=story.order,
                places=[(cast.wendell.membership, FEE)],
                hours=24,
                now=story.now,
            )


def test_no_list_for_an_order_that_has_a_writer(cast: Cast) -> None:
    with pytest.raises(WrongState):
        listed(Story(cast).assigned(), cast.wanda)


@pytest.mark.parametrize(
    ("hours", "fee", "field"), [(0, FEE, "hours"), (337, FEE, "hours"), (24, Decimal(-1), "fee")]
)
def test_absurd_figures(cast: Cast, hours: int, fee: Decimal, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        listed(Story(cast), hours=hours, fee=fee)

    assert set(refusal.value.errors) == {field}


@pytest.mark.django_db(transaction=True)
def test_declining_expiring_and_sweeping_at_once_ask_one_next(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        story = listed(Story(cast), hours=1)
        late = story.now + HOUR
        just = late - dt.timedelta(minutes=1)
        runners = [
            partial(offers.decline_offer, actor=cast.wendell, order=story.order, reason="", now=just),
            partial(expire_offers, agency=cast.inkwell, now=late),
            partial(go_on_with_lists, agency=cast.inkwell, now=late),
        ] * 4

        race(runners)
        expire_offers(agency=cast.inkwell, now=late)  # had the race skipped a locked order

        assert open_offers(story.order) == ["Wanda Kowalska"]
        assert story.order.events.filter(verb="offer").count() == 2
        assert WaitingPlace.objects.filter(state="asked").count() == 1


@pytest.mark.django_db(transaction=True)
def test_declining_and_assigning_at_once_leave_no_offer_behind(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        story = listed(Story(cast))
        facts = {"order": story.order, "now": story.now}
        runners = [
            partial(offers.decline_offer, actor=cast.wendell, reason="", **facts),
            partial(offers.assign_order, actor=cast.max, writer=cast.wanda.membership, fee=FEE, **facts),
            partial(expire_offers, agency=cast.inkwell, now=story.now + dt.timedelta(hours=25)),
        ]

        results = race(runners)

        order = Order.objects.get(pk=story.order.pk)
        assert kinds(results).get("DeadlockDetected") is None
        assert (order.state, order.writer) == ("assigned", cast.wanda.membership)
        assert open_offers(order) == []
        assert not WaitingPlace.objects.live().exists()
