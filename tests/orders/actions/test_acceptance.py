"""How an order ends well: the client accepts, or the review window ends."""

from __future__ import annotations

import pytest

from orders.actions import acceptance
from orders.models import LedgerEntry, Order
from project.base.errors import NotAllowed, WrongState
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import FEE, Story

pytestmark = pytest.mark.django_db


def fees(order: Order) -> list[object]:
    return list(LedgerEntry.objects.filter(order=order, kind="writer_fee").values_list("amount", flat=True))


def test_accept_completes_and_books_the_fee_once(cast: Cast) -> None:
    story = Story(cast).completed()

    acceptance.accept_order(actor=cast.clara, order=story.order, now=story.now + DAY)

    assert (story.order.state, story.order.closed_at) == ("completed", story.now)
    assert fees(story.order) == [FEE]
    assert story.order.events.filter(verb="accept").count() == 1


def test_accept_accepts_the_answered_revision(cast: Cast) -> None:
    from tests.orders.actions.test_deliveries import answer_all

    story = Story(cast).revision_requested()
    answer_all(story)
    story.deliver("# Better").approve()

    acceptance.accept_order(actor=cast.clara, order=story.order, now=story.now)

    assert story.order.revisions.get().state == "accepted"


@pytest.mark.parametrize("name", ["wendell", "wanda", "edith", "sam", "max", "otto", "nick", "mara"])
def test_only_the_clients_side_accepts(cast: Cast, name: str) -> None:
    story = Story(cast).delivered()

    with pytest.raises(NotAllowed):
        acceptance.accept_order(actor=getattr(cast, name), order=story.order, now=story.now)


def test_a_reader_of_the_account_cannot_accept(cast: Cast) -> None:
    story = Story(cast).delivered()
    cast.clara.membership.account_people.update(role="reader")

    with pytest.raises(NotAllowed):
        acceptance.accept_order(actor=load_cast().clara, order=story.order, now=story.now)


def test_accept_before_delivery(cast: Cast) -> None:
    story = Story(cast).in_review()

    with pytest.raises(WrongState) as refusal:
        acceptance.accept_order(actor=cast.clara, order=story.order, now=story.now)

    assert (
        str(refusal.value)
        == "This is only possible while the state is “Delivered”. The state is now “In review”."
    )
