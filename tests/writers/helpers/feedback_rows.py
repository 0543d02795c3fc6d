"""Feedback as rows, for what reads many of them; acts on feedback are tested through their actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from orders.models import Order
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.many import copies
from writers.models import Feedback, FeedbackContest, FeedbackPoint, FeedbackTag
from writers.states.feedback import Direction


class FeedbackRows:
    """Each row is about an order of its own, of Clara's."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.base = place_order(cast.clara)

    def order(self) -> Order:
        return copies(self.base, 1)[0]

    def give(
        self,
        receiver: Member,
        overall: int | None,
        *,
        direction: str = Direction.CLIENT_TO_WRITER,
        at: dt.datetime = START,
        **fields: Any,
    ) -> Feedback:
        """Given and released at `at`, by Clara or Edith."""
        giver = self.cast.edith if direction == Direction.EDITOR_TO_WRITER else self.cast.clara
        times = {"begun_at": at, "given_at": at, "released_at": at}
        return Feedback.objects.create(
            agency=self.cast.inkwell,
            direction=direction,
            giver=fields.pop("giver", giver.membership),
            receiver=receiver.membership,
            overall=overall,
            **{"order": fields.pop("order", None) or self.order(), **times, **fields},
        )

    def contest(self, feedback: Feedback, outcome: str = "", *, at: dt.datetime = START) -> FeedbackContest:
        """By its receiver; decided by Max where there is an outcome."""
        decided = {"outcome": outcome, "decided_at": at, "decided_by": self.cast.max.membership}
        return FeedbackContest.objects.create(
            agency=self.cast.inkwell,
            feedback=feedback,
            reason="It was another order.",
            opened_by=feedback.receiver,
            opened_at=at,
            **(decided if outcome else {}),
        )

    def point(self, feedback: Feedback, tag: str, *, shown: bool = True, issue: str = "") -> FeedbackPoint:
        """A point with a tag ("" for none), shown when the feedback was given or begun."""
        at = feedback.given_at or feedback.begun_at
        return FeedbackPoint.objects.create(
            agency=self.cast.inkwell,
            feedback=feedback,
            position=feedback.points.count() + 1,
            issue=issue or f"Look at the {tag or 'whole'}.",
            tag=self.tag(tag) if tag else None,
            made_at=at,
            shown_at=at if shown else None,
        )

    def tag(self, name: str) -> FeedbackTag:
        return FeedbackTag.objects.get_or_create(agency=self.cast.inkwell, name=name)[0]
