"""Acts on an order in progress, for tests of what follows from them. Each
takes a Story and moves it on by an hour."""

from __future__ import annotations

from decimal import Decimal

from agencies.models import Agency
from orders.actions import (
    deadlines,
    extensions,
    holding,
    ledger,
    offers,
    reassigning,
    reviews,
    revision_requests,
    sweeps,
)
from tests.helpers.factories import DAY, HOUR
from tests.helpers.stages import stage
from tests.helpers.story import FEE, Story
from tests.orders.helpers.post import Post


@stage
def expire(story: Story) -> None:
    sweeps.expire_offers(agency=story.cast.inkwell, now=story.now + 30 * DAY)


@stage
def lapse(story: Story) -> None:
    sweeps.complete_due_reviews(agency=story.cast.inkwell, now=story.now + 90 * DAY)


@stage
def straight(story: Story) -> None:
    Agency.objects.filter(pk=story.cast.inkwell.pk).update(features=["-editorial_review"])
    story.deliver()


@stage
def withdraw(story: Story) -> None:
    offers.withdraw_offer(actor=story.cast.max, writer=story.cast.wendell.membership, **story.tick())


@stage
def assign(story: Story) -> None:
    offers.assign_order(actor=story.cast.max, writer=story.cast.wendell.membership, fee=FEE, **story.tick())


@stage
def reassign(story: Story) -> None:
    writer = story.cast.wanda.membership
    reassigning.reassign_order(actor=story.cast.max, writer=writer, fee=Decimal(70), **story.tick())


@stage
def move_deadlines(story: Story, *, client: int) -> None:
    order = story.order
    later = {
        "client_deadline": order.client_deadline + client * DAY,
        "writer_deadline": order.writer_deadline + HOUR,
    }
    deadlines.change_deadlines(actor=story.cast.sam, **later, **story.tick())


@stage
def answer_ask(story: Story, *, granted: bool) -> None:
    ask, now = story.order.extension_asks.get(), story.tick()
    facts = {"actor": story.cast.sam, "ask": ask.public_id, **now}
    if granted:
        extensions.grant_extension(
            writer_deadline=ask.wanted, client_deadline=story.order.client_deadline + 2 * DAY, **facts
        )
    else:
        extensions.refuse_extension(refusal="It goes to print", **facts)


@stage
def withdraw_ask(story: Story) -> None:
    extensions.withdraw_extension(actor=story.cast.wendell, **story.tick())


@stage
def send_back(story: Story) -> None:
    reviews.send_back(actor=story.cast.edith, number=1, note="Shorter, please", **story.tick())


@stage
def ask(story: Story) -> None:
    points = [revision_requests.Point(issue="Too short")]
    revision_requests.request_revision(
        actor=story.cast.clara, summary="More", severity="minor", points=points, **story.tick()
    )


@stage
def cancel(story: Story, who: str) -> None:
    holding.cancel_order(actor=getattr(story.cast, who), reason="No longer needed", **story.tick())


@stage
def decline(story: Story) -> None:
    offers.decline_offer(actor=story.cast.wendell, reason="Away", **story.tick())


@stage
def redeliver(story: Story) -> None:
    send_back(story)
    Post(story.cast).skip()
    story.deliver()


@stage
def pay(story: Story) -> None:
    amount = sum(line.amount for line in story.order.lines.all())
    ledger.record_payment(
        actor=story.cast.max, amount=amount, back=False, on=story.now.date(), note="", **story.tick()
    )


@stage
def charge_more(story: Story) -> None:
    ledger.change_charge(
        actor=story.cast.max, amount=Decimal(10), less=False, note="More words", **story.tick()
    )
