"""Another writer, and a review given back."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from agencies.actions import people
from agencies.models import Membership
from orders.actions import deliveries, reassigning, reviews, revision_requests
from orders.models import Order
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import System
from tests.helpers.capacity import capacity
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import FEE, Story
from tests.orders.helpers.fees import given

pytestmark = pytest.mark.django_db


def reassign(cast: Cast, story: Story, **changes: Any) -> Order:
    given = {"actor": cast.max, "writer": cast.wanda.membership, "fee": FEE, **changes}
    return reassigning.reassign_order(order=story.order, now=story.now, **given)


@pytest.mark.parametrize(
    ("at", "leads_to"),
    [("assigned", "assigned"), ("in_progress", "assigned"), ("revision_requested", "revision_requested")],
)
def test_the_new_writer_begins_anew(cast: Cast, at: str, leads_to: str) -> None:
    story = getattr(Story(cast), at)()
    before = story.order

    order = reassign(cast, story, fee=Decimal(70))

    assert (order.state, order.writer, order.writer_fee) == (leads_to, cast.wanda.membership, Decimal(70))
    assert (order.writer_deadline, order.client_deadline) == (before.writer_deadline, before.client_deadline)
    event = order.events.latest("id")
    assert (event.verb, event.person, event.amount) == ("reassign", cast.wanda.membership, Decimal(70))
    assert deliveries.start_work(actor=cast.wanda, order=order, now=story.now).state == "in_progress"


def test_a_revision_in_work_keeps_its_answers(cast: Cast) -> None:
    story = Story(cast).revision_requested()
    deliveries.start_work(actor=cast.wendell, order=story.order, now=story.now)
    given = {1: revision_requests.PointAnswer("done", "Two more sentences.")}
    revision_requests.answer_points(
        actor=cast.wendell, revision=story.order.revisions.get(), answers=given, now=story.now
    )

    order = reassign(cast, story)

    revision = order.revisions.get()
    assert (order.state, revision.state) == ("revision_requested", "open")
    assert revision.points.get(position=1).reply == "Two more sentences."


def test_the_former_writer_sees_it_no_longer(cast: Cast) -> None:
    story = Story(cast).in_progress()
    assert Order.objects.visible_to(cast.wendell).filter(pk=story.order.pk).exists()

    reassign(cast, story)

    assert not Order.objects.visible_to(cast.wendell).filter(pk=story.order.pk).exists()
    with pytest.raises(NotAllowed):
        deliveries.deliver(
            actor=cast.wendell, order=story.order, text="Late", note="", uploads=[], now=story.now
        )


def test_every_reason_against_the_new_one(cast: Cast) -> None:
    story = Story(cast).in_progress()
    with pytest.raises(Invalid) as refusal:
        reassign(cast, story, writer=cast.wendell.membership)
    assert refusal.value.errors["writers"] == ["Wendell H. already has this order."]
    with pytest.raises(Invalid):
        reassign(cast, story, writer=cast.edith.membership)
    with pytest.raises(Invalid):
        reassign(cast, story, writer=cast.nora.membership)
    with pytest.raises(Invalid):
        reassign(cast, story, fee=Decimal(-1))


@pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "edith", "sam"])
def test_only_management_reassigns(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        reassign(cast, Story(cast).in_progress(), actor=getattr(cast, name))


def test_not_while_an_editor_reads(cast: Cast) -> None:
    with pytest.raises(WrongState):
        reassign(cast, Story(cast).in_review())


@pytest.mark.django_db(transaction=True)
def test_deliver_and_reassign_at_once(rounds: int) -> None:
    """Whichever comes first: never a delivery of somebody who has no longer the order, nor a lost one."""
    cast = load_cast()
    for _round in each_round(rounds):
        story = Story(cast).in_progress()
        deliver = partial(
            deliveries.deliver,
            actor=cast.wendell,
            order=story.order,
            text="Text",
            note="",
            uploads=[],
            now=story.now,
        )

        found = kinds(race([deliver, partial(reassign, cast, story)]))

        order = Order.objects.get(pk=story.order.pk)
        if order.writer == cast.wendell.membership:
            assert (order.state, order.deliveries.count(), found) == (
                "in_review",
                1,
                {"Delivery": 1, "WrongState": 1},
            )
        else:
            assert (order.state, order.deliveries.count(), found) == (
                "assigned",
                0,
                {"NotAllowed": 1, "Order": 1},
            )


def test_a_review_given_back_can_be_claimed_by_another(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.sam.member_id).update(roles=["editor"])
    story = Story(cast).claimed()

    order = reassigning.release_review(actor=cast.edith, order=story.order, now=story.now)
    again = reassigning.release_review(actor=cast.max, order=order, now=story.now)

    assert (order.state, again.editor) == ("in_review", None)
    assert order.events.filter(verb="release_review").count() == 1
    assert (
        reviews.claim_review(actor=load_cast().sam, order=order, now=story.now).editor_id
        == cast.sam.member_id
    )


@pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "sam"])
def test_who_gives_no_review_back(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        reassigning.release_review(
            actor=getattr(cast, name), order=Story(cast).claimed().order, now=Story(cast).now
        )


@pytest.mark.parametrize("how", ["ended", "role"])
def test_an_editor_who_leaves_holds_no_review(cast: Cast, how: str) -> None:
    """Nobody could act on it any more."""
    story, other = Story(cast).claimed(), Story(cast).delivered()

    if how == "ended":
        people.end_membership(actor=cast.otto, member=cast.edith.membership, now=story.now + DAY)
    else:
        people.change_roles(
            actor=cast.otto, member=cast.edith.membership, roles=["support"], now=story.now + DAY
        )

    order = Order.objects.get(pk=story.order.pk)
    event = order.events.latest("id")
    assert (order.editor, event.verb, event.actor, event.person) == (
        None,
        "release_review",
        None,
        cast.edith.membership,
    )
    assert Order.objects.get(pk=other.order.pk).editor == cast.edith.membership  # what is done stays hers


def test_the_clock_releases_within_its_agency(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        reassigning.release_review(
            actor=System(cast.northwind), order=Story(cast).claimed().order, now=Story(cast).now
        )


def test_a_revision_is_reassigned_after_the_client_s_deadline(cast: Cast) -> None:
    """It is judged by its own time, which runs."""
    story = Story(cast).revision_requested()
    due = story.order.client_deadline + 5 * DAY
    story.order.revisions.update(due_at=due)
    story.now = story.order.client_deadline + DAY

    assert reassign(cast, story).writer == cast.wanda.membership

    story.now = due
    with pytest.raises(Invalid) as refused:
        reassign(cast, story, writer=cast.wendell.membership)
    assert refused.value.errors == {"writers": ["Wendell H.: The order’s deadline has passed."]}


def test_the_revision_in_hand_is_no_load_beside_the_order(cast: Cast) -> None:
    story = given(Story(cast), cast.wanda)
    capacity(cast.wanda, max_active=1)

    assert reassign(cast, story).writer == cast.wanda.membership
