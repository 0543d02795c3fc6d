"""Orders on which several people earn, and what a page or an answer says of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from orders.actions import acceptance, change_orders, deliveries, reviews, revision_assignment
from orders.actions.revision_requests import PointAnswer, answer_points
from orders.models import LedgerEntry, Order
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.stages import stage
from tests.helpers.story import REVISION_FEE, Story
from tests.orders.helpers.revision_acts import out_of_scope

CHANGE_FEE = Decimal("13.46")


def give(story: Story, person: Member, **facts: Any) -> None:
    """Max has somebody do the revision."""
    facts = {"fee": REVISION_FEE, **facts}
    story.tick()
    revision_assignment.assign_revision(
        actor=story.cast.max,
        revision=story.revision,
        person=person.membership,
        now=story.now,
        **facts,
    )
    story.reread()


@stage
def given(story: Story, person: Member) -> Story:
    """A revision that somebody else than Wendell does."""
    story.revision_requested()
    give(story, person)
    return story


def hand_in(story: Story, person: Member) -> Story:
    """The person does what the revision asks for, Edith approves it."""
    deliveries.start_work(actor=person, **story.tick())
    story.reread()
    points = {point.position: PointAnswer("done", "So") for point in story.revision.points.all()}
    answer_points(actor=person, revision=story.revision, answers=points, now=story.tick()["now"])
    text = f"Another text, {story.now}"
    deliveries.deliver(actor=person, text=text, note="", uploads=[], **story.tick())
    number = story.order.deliveries.latest("number").number
    reviews.claim_review(actor=story.cast.edith, **story.tick())
    reviews.approve_delivery(actor=story.cast.edith, number=number, note="", **story.tick())
    return story.reread()


@stage
def sold(story: Story) -> Story:
    """Clara has accepted a change order that adds to a fee."""
    out_of_scope(story.revision_requested())
    story.tick()
    change_orders.offer_change(
        actor=story.cast.max,
        revision=story.revision,
        items=[("More market", Decimal(40))],
        note="More market",
        hours=8,
        writer_fee=CHANGE_FEE,
        now=story.now,
    )
    story.tick()
    change_orders.accept_change(actor=story.cast.clara, revision=story.revision, number=1, now=story.now)
    return story.reread()


def accept(story: Story) -> Story:
    acceptance.accept_order(actor=story.cast.clara, **story.tick())
    return story.reread()


def booked(order: Order) -> list[tuple[Any, ...]]:
    """(whose, cause, amount) of each fee of an order, in the order of booking."""
    rows = LedgerEntry.objects.filter(order=order, kind="writer_fee").order_by("id")
    return [(row.writer_id, row.cause, row.amount) for row in rows]


def of(cast: Cast, *rows: tuple[str, str, Decimal]) -> list[tuple[Any, ...]]:
    """The same, written with names."""
    return [(getattr(cast, name).member_id, cause, amount) for name, cause, amount in rows]
