"""Offers and assignment: one place, one writer."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest

from agencies.models import Membership
from orders.actions import offers
from orders.models import Offer, Order
from project.base.errors import Invalid, NotAllowed, NotVisible, Taken, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import place_order
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, Story

pytestmark = pytest.mark.django_db


def states_of(order: Order) -> dict[str, str]:
    return dict(order.offers.values_list("writer__user__name", "state"))


def test_offer_to_two_writers(cast: Cast) -> None:
    story = Story(cast).offered(cast.wendell, cast.wanda)

    assert story.order.state == "offered"
    assert states_of(story.order) == {"Wendell Hughes": "open", "Wanda Kowalska": "open"}
    event = story.order.events.filter(verb="offer").first()
    assert (event.actor, event.amount) == (cast.max.membership, FEE)


def test_offer_must_be_answered_within_the_agencys_hours_and_the_writers_time(cast: Cast) -> None:
    long = Story(cast).offered()
    short = Story(cast, deadline=long.now + dt.timedelta(hours=8)).offered()

    assert long.order.offers.get().answer_by == long.now + dt.timedelta(hours=24)
    assert short.order.offers.get().answer_by == short.order.writer_deadline


def test_offer_names_every_reason_against_every_writer(cast: Cast) -> None:
    story = Story(cast)
    Membership.objects.filter(pk=cast.wanda.member_id).update(ended_at=story.now)
    people = [cast.wanda.membership, cast.edith.membership]

    with pytest.raises(Invalid) as refusal:
        offers.offer_order(actor=cast.max, order=story.order, writers=people, fee=FEE, now=story.now)

    assert refusal.value.errors["writers"] == [
        "Edith M.: Does not have the writer role.",
        "Wanda K.: No longer a member of this agency.",
    ]
    assert not story.order.offers.exists()


def test_offer_to_a_person_of_the_client_account(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "writer"])
    story = Story(load_cast())

    with pytest.raises(Invalid) as refusal:
        offers.offer_order(
            actor=cast.max, order=story.order, writers=[cast.clara.membership], fee=FEE, now=story.now
        )

    assert "Clara B.: Belongs to this order’s client account." in refusal.value.errors["writers"]


def test_offer_to_a_writer_of_another_agency(cast: Cast) -> None:
    story = Story(cast)

    with pytest.raises(Invalid):
        offers.offer_order(
            actor=cast.max, order=story.order, writers=[cast.nora.membership], fee=FEE, now=story.now
        )

    assert not Offer.objects.filter(writer=cast.nora.membership).exists()


@pytest.mark.parametrize("fee", [Decimal("-0.01"), Decimal("1000000.01")])
def test_offer_with_an_absurd_fee(cast: Cast, fee: Decimal) -> None:
    story = Story(cast)

    with pytest.raises(Invalid):
        offers.offer_order(
            actor=cast.max, order=story.order, writers=[cast.wendell.membership], fee=fee, now=story.now
        )


def test_second_offer_to_the_same_writer_is_the_first(cast: Cast) -> None:
    story = Story(cast).offered().offered()

    assert story.order.offers.count() == 1


def test_accept_ends_the_other_offers(cast: Cast) -> None:
    story = Story(cast).offered(cast.wendell, cast.wanda)

    order = offers.accept_offer(actor=cast.wanda, order=story.order, now=story.now)

    assert (order.state, order.writer, order.writer_fee) == ("assigned", cast.wanda.membership, FEE)
    assert states_of(order) == {"Wendell Hughes": "withdrawn", "Wanda Kowalska": "accepted"}
    assert not Order.objects.visible_to(cast.wendell).filter(pk=order.pk).exists()


def test_accept_again_changes_nothing(cast: Cast) -> None:
    story = Story(cast).assigned()

    offers.accept_offer(actor=cast.wendell, order=story.order, now=story.now)

    assert story.order.events.filter(verb="accept_offer").count() == 1


def test_accept_after_the_time_to_answer(cast: Cast) -> None:
    story = Story(cast).offered()

    with pytest.raises(WrongState):
        offers.accept_offer(actor=cast.wendell, order=story.order, now=story.order.offers.get().answer_by)


def test_accept_without_an_offer(cast: Cast) -> None:
    story = Story(cast).offered()

    with pytest.raises(NotVisible):
        offers.accept_offer(actor=cast.wanda, order=story.order, now=story.now)


def test_decline_hides_the_order_and_returns_it_to_the_desk(cast: Cast) -> None:
    story = Story(cast).offered()

    order = offers.decline_offer(actor=cast.wendell, order=story.order, reason="On leave", now=story.now)
    again = offers.decline_offer(actor=cast.wendell, order=story.order, reason="On leave", now=story.now)

    assert (order.state, again.state) == ("placed", "placed")
    assert order.events.filter(verb="decline_offer").count() == 1
    assert not Order.objects.visible_to(cast.wendell).filter(pk=order.pk).exists()


def test_decline_keeps_the_order_offered_to_others(cast: Cast) -> None:
    story = Story(cast).offered(cast.wendell, cast.wanda)

    order = offers.decline_offer(actor=cast.wendell, order=story.order, reason="", now=story.now)

    assert order.state == "offered"


def test_offer_after_the_writers_deadline_can_still_be_answered(cast: Cast) -> None:
    """The client's deadline is what is left then."""
    order = place_order(cast.clara)
    now = order.writer_deadline + dt.timedelta(hours=1)
    assert now < order.client_deadline

    (offer,) = offers.offer_order(
        actor=cast.max, order=order, writers=[cast.wendell.membership], fee=FEE, now=now
    )

    assert now < offer.answer_by <= order.client_deadline
    assert offers.accept_offer(actor=cast.wendell, order=order, now=now).state == "assigned"


def test_offer_again_for_another_fee(cast: Cast) -> None:
    story = Story(cast).offered()

    with pytest.raises(Invalid) as refusal:
        offers.offer_order(
            actor=cast.max, order=story.order, writers=[cast.wendell.membership], fee=FEE + 1, now=story.now
        )

    assert refusal.value.errors["fee"] == [
        "Wendell H. already has an open offer for €90.00. Withdraw it first."
    ]
    assert story.order.offers.get().fee == FEE


def test_assign_again_for_another_fee(cast: Cast) -> None:
    story = Story(cast).assigned()

    with pytest.raises(WrongState):
        offers.assign_order(
            actor=cast.max, order=story.order, writer=cast.wendell.membership, fee=FEE + 1, now=story.now
        )


def test_withdraw(cast: Cast) -> None:
    story = Story(cast).offered()

    order = offers.withdraw_offer(
        actor=cast.max, order=story.order, writer=cast.wendell.membership, now=story.now
    )

    assert (order.state, states_of(order)) == ("placed", {"Wendell Hughes": "withdrawn"})
    with pytest.raises(Taken):
        offers.accept_offer(actor=cast.wendell, order=story.order, now=story.now)


def test_withdraw_what_was_accepted_meanwhile(cast: Cast) -> None:
    story = Story(cast).assigned()

    with pytest.raises(Taken, match=r"has already accepted the offer."):
        offers.withdraw_offer(
            actor=cast.max, order=story.order, writer=cast.wendell.membership, now=story.now
        )

    assert Order.objects.get(pk=story.order.pk).state == "assigned"


def test_withdraw_twice_is_once(cast: Cast) -> None:
    story = Story(cast).offered()

    for _click in range(2):
        offers.withdraw_offer(
            actor=cast.max, order=story.order, writer=cast.wendell.membership, now=story.now
        )

    assert story.order.events.filter(verb="withdraw_offer").count() == 1


def test_withdraw_from_somebody_never_asked(cast: Cast) -> None:
    story = Story(cast).offered()

    with pytest.raises(NotVisible):
        offers.withdraw_offer(actor=cast.max, order=story.order, writer=cast.wanda.membership, now=story.now)


def test_a_manager_who_writes_keeps_no_offer_of_an_order_given_away(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["manager", "writer"])
    story = Story(load_cast()).offered(load_cast().max)

    order = offers.assign_order(
        actor=load_cast().max, order=story.order, writer=cast.wendell.membership, fee=FEE, now=story.now
    )

    assert order.offers.get().state == "withdrawn"


def test_assign_takes_the_order_from_the_offers(cast: Cast) -> None:
    story = Story(cast).offered(cast.wanda)

    order = offers.assign_order(
        actor=cast.otto, order=story.order, writer=cast.wendell.membership, fee=Decimal(70), now=story.now
    )

    assert (order.state, order.writer, order.writer_fee) == ("assigned", cast.wendell.membership, Decimal(70))
    assert states_of(order) == {"Wanda Kowalska": "withdrawn"}


def test_assign_after_the_deadline(cast: Cast) -> None:
    order = place_order(cast.clara)

    with pytest.raises(Invalid) as refusal:
        offers.assign_order(
            actor=cast.max, order=order, writer=cast.wendell.membership, fee=FEE, now=order.client_deadline
        )

    assert refusal.value.errors["writers"] == ["Wendell H.: The order’s deadline has passed."]


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam", "nora"])
def test_only_management_gives_work_out(cast: Cast, name: str) -> None:
    story = Story(cast)

    with pytest.raises(NotAllowed):
        offers.offer_order(
            actor=getattr(cast, name),
            order=story.order,
            writers=[cast.wendell.membership],
            fee=FEE,
            now=story.now,
        )


def test_a_manager_of_another_agency_does_not_see_the_order(cast: Cast) -> None:
    story = Story(cast)

    with pytest.raises(NotVisible):
        offers.offer_order(
            actor=cast.mara, order=story.order, writers=[cast.nora.membership], fee=FEE, now=story.now
        )


@pytest.mark.django_db(transaction=True)
def test_two_writers_on_one_offer(rounds: int) -> None:
    """Rounds of 20 presses on one offer by two writers: one has it, the
    other is told so, nothing else happens."""
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).offered(cast.wendell, cast.wanda)
        presses = [
            partial(offers.accept_offer, actor=person, order=story.order, now=story.now)
            for person in (cast.wendell, cast.wanda) * 10
        ]

        results = race(presses)

        order = Order.objects.get(pk=story.order.pk)
        assert kinds(results) == {"Order": 10, "Taken": 10}
        assert order.state == "assigned"
        assert sorted(order.offers.values_list("state", flat=True)) == ["accepted", "withdrawn"]
        assert order.events.filter(verb="accept_offer").count() == 1
