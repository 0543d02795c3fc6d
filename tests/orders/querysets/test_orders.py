"""Which orders each person may see: worked out in words, compared with what the
querysets give, in two full agencies."""

from __future__ import annotations

import pytest

from agencies.models import Membership
from orders.actions import offers, sweeps
from orders.models import Order
from orders.rules.reviews import can_claim_review
from project.base.viewer import LinkHolder, Public, System
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import HOUR, account_of, place_order
from tests.helpers.story import FEE, Story, make_order
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db

STATES = ["placed", "assigned", "in_review", "claimed", "delivered", "completed", "cancelled"]


def numbers(orders: object) -> set[str]:
    return {order.number for order in orders}  # type: ignore[attr-defined]


@pytest.fixture
def orders(cast: Cast) -> dict[str, Order]:
    """One order in each of some states, an offer to each writer, one
    declined, one expired, and one of Northwind."""
    made = {state: make_order(cast, state) for state in STATES}
    made["offered_wendell"] = Story(cast).offered(cast.wendell).order
    made["offered_wanda"] = Story(cast).offered(cast.wanda).order
    declined = Story(cast).offered(cast.wendell, cast.wanda)
    offers.decline_offer(actor=cast.wendell, order=declined.order, reason="", now=declined.now + HOUR)
    made["declined_by_wendell"] = declined.order
    expired = Story(cast).offered(cast.wendell)
    sweeps.expire_offers(agency=cast.inkwell, now=expired.now + 30 * HOUR)
    made["expired"] = expired.order
    # What expired took the other open offers along; they are offered once more.
    for name, writer in (("offered_wendell", cast.wendell), ("offered_wanda", cast.wanda)):
        again = {"order": Order.objects.get(pk=made[name].pk), "writers": [writer.membership], "fee": FEE}
        offers.offer_order(actor=cast.max, now=expired.now + 31 * HOUR, **again)
    again = {"order": Order.objects.get(pk=declined.order.pk), "writers": [cast.wanda.membership], "fee": FEE}
    offers.offer_order(actor=cast.max, now=expired.now + 31 * HOUR, **again)
    made["northwind"] = place_order(cast.nick)
    return made


#: person -> the orders that they may see, by name. "inkwell" stands for every one of that agency.
SEEN = {
    "clara": "inkwell",
    "sam": "inkwell",
    "max": "inkwell",
    "otto": "inkwell",
    "wendell": {"assigned", "in_review", "claimed", "delivered", "completed", "offered_wendell"},
    "wanda": {"offered_wanda", "declined_by_wendell"},
    "edith": {"in_review", "claimed", "delivered", "completed"},
    "nick": {"northwind"},
    "mara": {"northwind"},
    "nora": set(),
    "wanda_northwind": set(),
    "anonymous": set(),
}


def test_everybody_sees_their_own_side(cast: Cast, orders: dict[str, Order]) -> None:
    for name, seen in SEEN.items():
        wanted = seen if seen != "inkwell" else set(orders) - {"northwind"}

        found = Order.objects.visible_to(cast.everybody[name])

        assert numbers(found) == {orders[each].number for each in wanted}, name


def test_the_sides_add_up_to_what_is_visible(cast: Cast, orders: dict[str, Order]) -> None:
    """What the lists of one role show is what visible_to gives to that role, neither more nor less."""
    assert numbers(Order.objects.as_client(cast.clara)) == numbers(Order.objects.visible_to(cast.clara))
    assert numbers(Order.objects.as_editor(cast.edith)) == numbers(Order.objects.visible_to(cast.edith))
    written = numbers(Order.objects.as_writer(cast.wendell))
    assert numbers(Order.objects.visible_to(cast.wendell)) - written == {orders["offered_wendell"].number}


def test_several_roles_see_several_sides(cast: Cast, orders: dict[str, Order]) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["writer", "editor"])
    both = load_cast().wanda

    assert numbers(Order.objects.visible_to(both)) == {
        orders[name].number for name in ("offered_wanda", "declined_by_wendell", "in_review")
    }


def test_an_editor_is_not_shown_their_own_text_to_review(cast: Cast, orders: dict[str, Order]) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "editor"])

    assert not Order.objects.as_editor(load_cast().wendell).exists()


def test_other_clients_see_nothing_of_an_account(cast: Cast, orders: dict[str, Order]) -> None:
    stranger = colleague(cast, "orderer", account=account_of(cast.clara))
    assert numbers(Order.objects.visible_to(stranger)) == numbers(Order.objects.visible_to(cast.clara))

    stranger.membership.account_people.filter(account=account_of(cast.clara)).delete()
    assert not Order.objects.visible_to(stranger).exists()


def test_viewers_that_are_nobody_see_nothing(cast: Cast, orders: dict[str, Order]) -> None:
    link = LinkHolder(cast.inkwell, kind="portfolio", public_id="abcdefgh23")

    assert not Order.objects.visible_to(Public(cast.inkwell)).exists()
    assert not Order.objects.visible_to(link).exists()


def test_the_clock_sees_its_agency(cast: Cast, orders: dict[str, Order]) -> None:
    assert numbers(Order.objects.visible_to(System(cast.northwind))) == {orders["northwind"].number}


def test_an_editor_of_the_clients_own_account_cannot_review(cast: Cast) -> None:
    """Nobody takes two sides of one order, whoever of the account has placed it."""
    order = Story(cast).in_review().order
    Membership.objects.filter(pk=cast.edith.member_id).update(roles=["client", "editor"])
    assert Order.objects.as_editor(load_cast().edith).filter(pk=order.pk).exists()
    assert can_claim_review(load_cast().edith, order)

    account_of(cast.clara).people.create(
        agency=cast.inkwell, membership=cast.edith.membership, role="orderer"
    )

    assert not Order.objects.as_editor(load_cast().edith).filter(pk=order.pk).exists()
    assert not can_claim_review(load_cast().edith, order)
