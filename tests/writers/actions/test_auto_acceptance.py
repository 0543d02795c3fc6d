"""Offers that a rule accepts at once, and giving them back."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from agencies.models import Membership
from orders.actions import deliveries, offers
from orders.actions.reassigning import reassign_order
from orders.models import Offer, Order
from project.base.errors import NotAllowed, Taken, WrongState
from tests.helpers.capacity import capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, account_of, place_order
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE
from tests.orders.helpers.post import Post, phrases
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.auto_accept import offer, rule
from tests.writers.helpers.pool import put, taken_back
from writers.actions.auto_acceptance import undo_acceptance
from writers.actions.pool_answers import take_from_pool
from writers.actions.sweeps import settle_acceptances
from writers.actions.waiting_list import set_waiting_list
from writers.models import AutoAcceptance, PreferredClient
from writers.querysets.people import people_facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SOON = START + HOUR / 10
#: The moment at which nothing can be undone any more.
OVER = START + HOUR / 6


def states(order: Order) -> dict[str, str]:
    return dict(order.offers.values_list("writer__public_name", "state"))


def test_an_offer_that_a_rule_takes_is_accepted_at_once(cast: Cast) -> None:
    mine = rule(cast.wendell)

    order = offer(cast)

    assert (order.state, order.writer, order.writer_fee) == ("assigned", cast.wendell.membership, FEE)
    event = order.events.get(verb="accept_offer")
    assert (event.actor, event.person) == (None, cast.wendell.membership)
    kept = AutoAcceptance.objects.get()
    assert (kept.event, kept.rule, kept.undo_until) == (event, mine, OVER)


@pytest.mark.parametrize(
    "fields", [{"enabled": False}, {"min_fee": FEE + 1}, {"min_days": 30}, {"clients": "preferred"}]
)
def test_an_offer_that_no_rule_takes_waits(cast: Cast, fields: dict[str, object]) -> None:
    rule(cast.wendell, **fields)

    assert offer(cast).state == "offered"


def test_preferred_clients(cast: Cast) -> None:
    rule(cast.wendell, clients="preferred")
    PreferredClient.objects.create(
        agency=cast.inkwell, member=cast.wendell.membership, account=account_of(cast.clara)
    )

    assert offer(cast).state == "assigned"


def test_what_speaks_against_the_writer_leaves_it_open(cast: Cast) -> None:
    rule(cast.wendell)
    capacity(cast.wendell, max_active=1)
    assert offer(cast).state == "assigned"
    capacity(cast.wendell, max_active=2)
    order = place_order(cast.clara)
    capacity(cast.wendell, accepting=False)

    offers.offer_order(
        actor=cast.max,
        order=order,
        writers=[cast.wendell.membership],
        fee=FEE,
        now=START,
        override="He said he would",
    )

    assert Order.objects.get(pk=order.pk).state == "offered"


def test_others_keep_their_offers_until_it_is_final(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast, cast.wanda, cast.wendell)
    assert states(order) == {"Wanda K.": "open", "Wendell H.": "accepted"}
    with pytest.raises(Taken):
        offers.accept_offer(actor=cast.wanda, order=order, now=SOON)
    assert settle_acceptances(agency=cast.inkwell, now=SOON) == 0

    assert settle_acceptances(agency=cast.inkwell, now=OVER) == 1
    assert settle_acceptances(agency=cast.inkwell, now=OVER) == 0

    assert states(order) == {"Wanda K.": "withdrawn", "Wendell H.": "accepted"}


def test_starting_makes_it_final(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast, cast.wanda, cast.wendell)

    deliveries.start_work(actor=cast.wendell, order=order, now=SOON)

    assert states(order)["Wanda K."] == "withdrawn"
    with pytest.raises(WrongState):
        undo_acceptance(actor=cast.wendell, order=order, now=SOON)


def test_giving_it_to_somebody_else_makes_it_final(cast: Cast) -> None:
    rule(cast.wanda)
    order = offer(cast, cast.wanda, cast.wendell)
    assert states(order) == {"Wanda K.": "accepted", "Wendell H.": "open"}

    facts = {"writer": cast.wendell.membership, "fee": FEE, "now": SOON}
    reassign_order(actor=cast.max, order=order, **facts)

    assert states(order)["Wendell H."] == "withdrawn"
    with pytest.raises(WrongState):
        undo_acceptance(actor=cast.wanda, order=order, now=SOON)


def test_the_desk_may_withdraw_an_offer_that_is_kept(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast, cast.wanda, cast.wendell)

    offers.withdraw_offer(actor=cast.max, order=order, writer=cast.wanda.membership, now=SOON)

    assert Order.objects.get(pk=order.pk).state == "assigned"
    assert states(order)["Wanda K."] == "withdrawn"


def test_undone_it_waits_for_the_desk(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast)
    for _click in range(2):
        undo_acceptance(actor=cast.wendell, order=order, now=SOON)

    order = Order.objects.get(pk=order.pk)
    assert (order.state, order.writer, order.writer_fee) == ("placed", None, None)
    assert states(order) == {"Wendell H.": "declined"}
    assert AutoAcceptance.objects.get().undone_at == SOON
    assert order.events.filter(verb="undo_acceptance", actor=cast.wendell.membership).count() == 1


def test_undone_it_is_offered_to_whoever_still_holds_an_offer(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast, cast.wanda, cast.wendell)

    undo_acceptance(actor=cast.wendell, order=order, now=SOON)
    order = offers.accept_offer(actor=cast.wanda, order=order, now=SOON)

    assert order.writer == cast.wanda.membership


def test_undone_it_counts_for_nothing(cast: Cast) -> None:
    rule(cast.wendell)
    capacity(cast.wendell, max_active=1, max_per_day=1)
    order = offer(cast)
    undo_acceptance(actor=cast.wendell, order=order, now=SOON)

    facts = people_facts(cast.inkwell, [cast.wendell.member_id], SOON)[cast.wendell.member_id]
    assert (facts.active, facts.given_on(SOON)) == (0, 0)
    assert offer(cast, now=SOON).state == "assigned"


@pytest.mark.parametrize("who", ["wanda", "max", "clara"])
def test_only_its_writer_undoes(cast: Cast, who: str) -> None:
    rule(cast.wendell)
    order = offer(cast, cast.wanda, cast.wendell)

    with pytest.raises(NotAllowed):
        undo_acceptance(actor=getattr(cast, who), order=order, now=SOON)


def test_not_what_one_accepted_oneself(cast: Cast) -> None:
    order = offer(cast)
    offers.accept_offer(actor=cast.wendell, order=order, now=SOON)

    with pytest.raises(NotAllowed):
        undo_acceptance(actor=cast.wendell, order=order, now=SOON)


def test_ten_minutes_and_no_more(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast)

    with pytest.raises(WrongState, match="for ten minutes only"):
        undo_acceptance(actor=cast.wendell, order=order, now=OVER)


def test_undone_it_goes_back_into_the_pool(cast: Cast) -> None:
    rule(cast.wendell)
    entry = put(cast)
    order = offer(cast, order=entry.order)
    entry.refresh_from_db()
    assert entry.end == "given"

    undo_acceptance(actor=cast.wendell, order=order, now=SOON)

    assert take_from_pool(actor=cast.wanda, entry=entry, now=SOON).writer == cast.wanda.membership


def test_a_waiting_list_goes_on_when_it_is_undone(cast: Cast) -> None:
    rule(cast.wendell)
    room = place_order(cast.clara)
    people = [(cast.wendell.membership, FEE), (cast.wanda.membership, FEE)]
    set_waiting_list(actor=cast.max, order=room, places=people, hours=24, now=START)
    assert Order.objects.get(pk=room.pk).writer == cast.wendell.membership

    undo_acceptance(actor=cast.wendell, order=room, now=SOON)

    order = Order.objects.get(pk=room.pk)
    assert (order.state, states(order)) == ("offered", {"Wendell H.": "declined", "Wanda K.": "open"})
    assert offers.accept_offer(actor=cast.wanda, order=order, now=SOON).writer == cast.wanda.membership


def test_the_next_of_a_waiting_list_is_accepted_by_a_rule_too(cast: Cast) -> None:
    rule(cast.wanda)
    order = place_order(cast.clara)
    people = [(cast.wendell.membership, FEE), (cast.wanda.membership, FEE)]
    set_waiting_list(actor=cast.max, order=order, places=people, hours=24, now=START)

    offers.decline_offer(actor=cast.wendell, order=order, reason="", now=SOON)

    assert Order.objects.get(pk=order.pk).writer == cast.wanda.membership


def test_the_surcharge_for_another_writer_waits_until_it_is_final(cast: Cast, post: Post) -> None:
    rule(cast.wanda)
    order = place_order(cast.clara, preferred_writer=cast.wendell.membership)
    post.skip()
    offer(cast, cast.wanda, order=order)
    assert taken_back(order) == []
    assert phrases(post.empty()) == {"wanda": "Accepted for you"}

    assert settle_acceptances(agency=cast.inkwell, now=OVER) == 1
    assert settle_acceptances(agency=cast.inkwell, now=OVER) == 0

    assert len(taken_back(order)) == 1
    assert phrases(post.empty()) == {"clara": "Another writer for your order"}


def test_undone_nobody_was_told_and_nothing_was_taken_back(cast: Cast, post: Post) -> None:
    rule(cast.wanda)
    order = place_order(cast.clara, preferred_writer=cast.wendell.membership)
    offer(cast, cast.wanda, order=order)
    undo_acceptance(actor=cast.wanda, order=order, now=SOON)
    post.skip()

    assert settle_acceptances(agency=cast.inkwell, now=OVER) == 0

    assert taken_back(order) == []
    assert post.empty() == {}


def test_several_at_once_by_the_desk(cast: Cast) -> None:
    from orders.actions.offers_bulk import offer_orders

    rule(cast.wendell)
    capacity(cast.wendell, max_active=2)
    fees = [(place_order(cast.clara), Decimal(90)) for _number in range(3)]

    offer_orders(actor=cast.max, fees=fees, writers=[cast.wendell.membership], hours=24, now=START)

    assert sorted(Order.objects.values_list("state", flat=True)) == ["assigned", "assigned", "placed"]


@pytest.mark.django_db(transaction=True)
def test_the_last_place_by_pool_acceptance_and_rule_at_once(cast: Cast) -> None:
    entries = [put(cast, place_order(cast.clara)) for _number in range(3)]
    held = [offer(cast) for _number in range(3)]
    new = [place_order(cast.clara) for _number in range(3)]
    rule(cast.wendell)
    capacity(cast.wendell, max_active=1)

    race(
        [
            *(partial(take_from_pool, actor=cast.wendell, entry=entry, now=SOON) for entry in entries),
            *(partial(offers.accept_offer, actor=cast.wendell, order=order, now=SOON) for order in held),
            *(partial(offer, cast, order=order, now=SOON) for order in new),
        ]
    )

    assert Order.objects.filter(writer=cast.wendell.membership).count() == 1
    assert Offer.objects.filter(state="accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_undoing_and_starting_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _round in each_round(4):
        stop_clock(monkeypatch)
        rule(cast.wendell)
        order = offer(cast, cast.wanda, cast.wendell)
        acts = (undo_acceptance, deliveries.start_work)

        results = race([partial(act, actor=cast.wendell, order=order, now=SOON) for act in acts])

        assert kinds(results)["Order"] == 1
        order = Order.objects.get(pk=order.pk)
        undone = AutoAcceptance.objects.get().undone_at is not None
        assert (order.state, states(order)["Wanda K."]) == (
            ("offered", "open") if undone else ("in_progress", "withdrawn")
        )


def test_what_was_given_back_was_never_handed_over(cast: Cast) -> None:
    """Whoever undid reads nothing of what others wrote later; who wrote and lost it reads their own time."""
    Membership.objects.filter(pk=cast.edith.member_id).update(roles=["editor", "writer"])
    rule(cast.wendell)
    order = undo_acceptance(actor=cast.wendell, order=offer(cast), now=SOON)
    for act, writer in ((offers.assign_order, cast.wanda), (reassign_order, cast.edith)):
        act(actor=cast.max, order=order, writer=writer.membership, fee=FEE, now=OVER)
        order = Order.objects.get(pk=order.pk)

    assert not Order.objects.handed_over_by(cast.wendell).exists()
    assert Order.objects.handed_over_by(cast.wanda).get() == order


def test_who_gave_it_back_and_wrote_it_later_has_handed_it_over(cast: Cast) -> None:
    rule(cast.wendell)
    order = undo_acceptance(actor=cast.wendell, order=offer(cast), now=SOON)
    for act, writer in ((offers.assign_order, cast.wendell), (reassign_order, cast.wanda)):
        act(actor=cast.max, order=order, writer=writer.membership, fee=FEE, now=OVER)
        order = Order.objects.get(pk=order.pk)

    assert Order.objects.handed_over_by(cast.wendell).get() == order
