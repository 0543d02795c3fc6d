"""What an undone acceptance leaves behind, on lists, in the pool, and to whoever hears of it. And orders
that a rule accepts while the clock is still busy with them."""

from __future__ import annotations

import json

import pytest

from agencies.models import WebhookDelivery
from orders.actions import holding, offers
from orders.actions.ledger import change_charge, ledger_balance
from orders.actions.reassigning import reassign_order
from orders.actions.sweeps import expire_offers
from orders.models import Order
from project.base.errors import WrongState
from project.base.viewer import Member
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, place_order
from tests.helpers.story import FEE
from tests.orders.helpers.post import Post, phrases
from tests.writers.helpers.auto_accept import offer, rule
from tests.writers.helpers.pool import put_for_wendell, taken_back
from writers.actions.auto_acceptance import undo_acceptance
from writers.actions.pool_answers import take_from_pool
from writers.actions.sweeps import settle_acceptances
from writers.actions.waiting_list import set_waiting_list
from writers.models import FeeRate, WaitingPlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SOON = START + HOUR / 10


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def states(order: Order) -> dict[str, str]:
    return dict(order.offers.values_list("writer__public_name", "state"))


def places(order: Order) -> dict[str, str]:
    rows = WaitingPlace.objects.filter(order=order)
    return dict(rows.values_list("writer__public_name", "state"))


def writing(member: Member) -> Member:
    """The member, who writes as well."""
    person = member.membership
    person.roles = [*person.roles, "writer"]
    person.save(update_fields=["roles"])
    return Member(member.agency, membership=person)


def listed(cast: Cast, *writers: Member, order: Order | None = None, hours: int = 24) -> Order:
    order = order or place_order(cast.clara)
    people = [(each.membership, FEE) for each in writers]
    set_waiting_list(actor=cast.max, order=order, places=people, hours=hours, now=START)
    return again(order)


def give(cast: Cast, order: Order, writer: Member) -> None:
    facts = {"writer": writer.membership, "fee": FEE, "now": SOON}
    reassign_order(actor=cast.max, order=again(order), **facts)


def test_two_offers_expire_though_a_rule_accepts_for_the_next_of_the_list(cast: Cast) -> None:
    edith = writing(cast.edith)
    rule(cast.wanda)
    order = listed(cast, cast.wendell, cast.wanda, hours=2)
    beside = {"writers": [edith.membership], "fee": FEE, "hours": 2}
    offers.offer_order(actor=cast.max, order=order, now=START, **beside)

    assert expire_offers(agency=cast.inkwell, now=START + 2 * HOUR) == 2

    assert again(order).writer == cast.wanda.membership
    assert states(order) == {
        "Wendell H.": "expired",
        edith.membership.public_name: "expired",
        "Wanda K.": "accepted",
    }
    assert order.events.filter(verb="expire_offer").count() == 2
    assert order.events.latest("id").verb == "auto_accept"


def test_the_next_is_asked_once_when_two_offers_expire(cast: Cast) -> None:
    edith = writing(cast.edith)
    order = listed(cast, cast.wendell, cast.wanda, hours=2)
    beside = {"writers": [edith.membership], "fee": FEE, "hours": 2}
    offers.offer_order(actor=cast.max, order=order, now=START, **beside)

    expire_offers(agency=cast.inkwell, now=START + 2 * HOUR)

    assert again(order).state == "offered"
    assert places(order) == {"Wendell H.": "passed", "Wanda K.": "asked"}


def test_whoever_is_still_asked_keeps_their_place_when_it_is_undone(cast: Cast) -> None:
    edith = writing(cast.edith)
    rule(cast.wanda)
    order = offer(cast, cast.wanda, order=listed(cast, cast.wendell, edith), now=SOON)
    assert places(order) == {"Wendell H.": "cancelled", edith.membership.public_name: "cancelled"}

    undo_acceptance(actor=cast.wanda, order=order, now=SOON)

    assert places(order) == {"Wendell H.": "asked", edith.membership.public_name: "waiting"}
    assert states(order) == {"Wendell H.": "open", "Wanda K.": "declined"}
    offers.decline_offer(actor=cast.wendell, order=order, reason="", now=SOON)
    assert places(order) == {"Wendell H.": "answered", edith.membership.public_name: "asked"}


def test_undone_by_the_preferred_writer_it_is_open_to_everybody(cast: Cast) -> None:
    entry = put_for_wendell(cast, 24)
    rule(cast.wendell)
    order = offer(cast, cast.wendell, order=entry.order)

    for _click in range(2):
        undo_acceptance(actor=cast.wendell, order=order, now=SOON)

    assert len(taken_back(order)) == 1
    assert take_from_pool(actor=cast.wanda, entry=entry, now=SOON).writer == cast.wanda.membership


def test_what_a_manager_gave_back_is_not_undone(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast)
    give(cast, order, cast.wanda)
    give(cast, order, cast.wendell)

    with pytest.raises(WrongState, match="put on hold or reassigned"):
        undo_acceptance(actor=cast.wendell, order=again(order), now=SOON)

    assert again(order).writer == cast.wendell.membership


def test_what_was_on_hold_is_not_undone(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast, cast.wendell, cast.wanda)
    holding.hold_order(actor=cast.max, order=order, reason="Wait", now=SOON)
    holding.resume_order(actor=cast.max, order=again(order), now=SOON)
    assert again(order).state == "assigned"

    with pytest.raises(WrongState):
        undo_acceptance(actor=cast.wendell, order=again(order), now=SOON)


def test_the_desk_is_told_by_mail(cast: Cast, post: Post) -> None:
    rule(cast.wendell)
    order = offer(cast)
    post.skip()

    undo_acceptance(actor=cast.wendell, order=order, now=SOON)

    assert phrases(post.empty()) == dict.fromkeys(("max", "otto"), "Needs a writer")


def test_the_desk_is_told_nothing_while_others_hold_an_offer(cast: Cast, post: Post) -> None:
    rule(cast.wendell)
    order = offer(cast, cast.wendell, cast.wanda)
    post.skip()

    undo_acceptance(actor=cast.wendell, order=order, now=SOON)

    assert post.empty() == {}


def test_webhooks_are_told(cast: Cast) -> None:
    make_webhook(cast.max, "https://hooks.example.com/in", "order.acceptance_undone")
    rule(cast.wendell)
    order = offer(cast)

    undo_acceptance(actor=cast.wendell, order=order, now=SOON)

    [body] = [json.loads(row.body) for row in WebhookDelivery.objects.all()]
    assert body["type"] == "order.acceptance_undone"
    facts = {"verb": "undo_acceptance", "from_state": "assigned", "state": "placed"}
    assert body["data"] == {"number": order.number, **facts}


def test_without_a_rate_for_the_service_no_rule_accepts(cast: Cast) -> None:
    rule(cast.wendell)
    FeeRate.objects.all().delete()
    order = place_order(cast.clara)
    facts = {"writers": [cast.wendell.membership], "fee": FEE, "now": START}

    offers.offer_order(actor=cast.max, order=order, **facts)

    assert again(order).state == "offered"


def test_an_acceptance_with_nothing_to_take_back_is_looked_at_once(cast: Cast) -> None:
    """The client got everything back meanwhile, so the surcharge for the preferred writer, too."""
    rule(cast.wanda)
    order = place_order(cast.clara, preferred_writer=cast.wendell.membership)
    offer(cast, cast.wanda, order=order)
    given = ledger_balance(order).charged
    facts = {"amount": given, "less": True, "note": "Sorry", "now": SOON}
    change_charge(actor=cast.max, order=again(order), **facts)
    over = START + HOUR / 6

    assert settle_acceptances(agency=cast.inkwell, now=over) == 0
    assert settle_acceptances(agency=cast.inkwell, now=over) == 0

    assert order.events.filter(verb="settle_acceptance").count() == 1
    assert order.events.filter(verb="release_preferred").count() == 0
