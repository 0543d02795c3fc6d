"""Feedback by the actions that people use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from clients.models import ClientAccount
from orders.models import Order
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from writers.actions.feedback import Said, give_feedback
from writers.models import Feedback, FeedbackPoint
from writers.states.feedback import Direction

#: When feedback is given: after every story, before its window ends.
LATER = START + 3 * DAY
RATINGS = {"overall": 4, "quality": 5}
#: Who gives in each direction, and to whom: names of the cast, None for the client account.
PAIRS: dict[str, tuple[str, str | None]] = {
    Direction.EDITOR_TO_WRITER: ("edith", "wendell"),
    Direction.CLIENT_TO_WRITER: ("clara", "wendell"),
    Direction.CLIENT_TO_EDITOR: ("clara", "edith"),
    Direction.WRITER_TO_CLIENT: ("wendell", None),
}


def said(**facts: Any) -> Said:
    """Words and ratings; every field can be given."""
    return Said(**{"ratings": RATINGS, "strengths": "Clear and lively.", **facts})


def completed(cast: Cast) -> Order:
    """An order that Wendell wrote, Edith approved and Clara accepted."""
    return Story(cast).completed().order


def give(
    cast: Cast,
    direction: str,
    order: Order,
    *,
    giver: Member | None = None,
    now: dt.datetime = LATER,
    **facts: Any,
) -> Feedback:
    """Feedback in this direction, by whom the cast has for it."""
    name, receiver = PAIRS[direction]
    return give_feedback(
        actor=giver or getattr(cast, name),
        order=order,
        direction=direction,
        receiver=getattr(cast, receiver).membership if receiver else None,
        said=said(**facts),
        now=now,
    )


def shown_point(feedback: Feedback, issue: str = "Two sources are missing.") -> FeedbackPoint:
    """A point that its receiver reads."""
    return FeedbackPoint.objects.create(
        agency_id=feedback.agency_id,
        feedback=feedback,
        position=feedback.points.count() + 1,
        issue=issue,
        made_at=feedback.begun_at,
        shown_at=feedback.begun_at,
    )


def of_other_account(feedback: Feedback) -> Feedback:
    """The same about an order of another client account: a batch of anonymous ones needs two of them."""
    account = ClientAccount.objects.create(agency_id=feedback.agency_id, name="Harbour Ltd", created_at=START)
    Order.objects.filter(pk=feedback.order_id).update(account=account)
    feedback.order.account = account
    return feedback
