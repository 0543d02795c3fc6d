"""The story of one order, told by the actions that people use, with a clock that moves as it would."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from orders.actions import (
    acceptance,
    corrections,
    deliveries,
    extensions,
    holding,
    offers,
    passage_comments,
    reviews,
    revision_requests,
)
from orders.models import Order, RevisionRequest
from orders.rules.live_revision import owed_by
from orders.states.orders import State
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.stages import stage

FEE = Decimal("90.00")
#: What somebody else earns by a revision.
REVISION_FEE = Decimal("17.35")
TEXT = (
    "# A quiet harbour\n\nBoats come in at dusk, and **nobody** hurries.\n\n## The market\n\n"
    "Fish, salt, talk."
)

CORRECTED = TEXT.replace("Fish, salt, talk.", "Fish, salt and talk.")


class Story:
    """One order of Inkwell on its way: Clara orders, Max offers, Wendell writes,
    Edith reviews. Each step takes an hour."""

    def __init__(self, cast: Cast, *, now: dt.datetime = START, **fields: Any) -> None:
        self.cast, self.now = cast, now
        self.order = place_order(cast.clara, now=now, **fields)

    def tick(self) -> dict[str, Any]:
        """An hour passes: the order afresh and the hour, as arguments of the next action."""
        self.now += HOUR
        self.order = Order.objects.get(pk=self.order.pk)
        return {"order": self.order, "now": self.now}

    @stage
    def offered(self, *writers: Member) -> Story:
        people = [member.membership for member in writers or (self.cast.wendell,)]
        offers.offer_order(actor=self.cast.max, writers=people, fee=FEE, **self.tick())
        return self.reread()

    @stage
    def assigned(self) -> Story:
        self.offered()
        offers.accept_offer(actor=self.cast.wendell, **self.tick())
        return self.reread()

    @stage
    def in_progress(self) -> Story:
        self.assigned()
        deliveries.start_work(actor=self.cast.wendell, **self.tick())
        return self.reread()

    @stage
    def asked(self, days: int = 2) -> Story:
        """In progress, and Wendell asks for more time."""
        self.in_progress()
        return self.ask_for_time(days)

    @stage
    def ask_for_time(self, days: int = 2) -> Story:
        facts = self.tick()
        wanted = owed_by(self.order) + days * DAY
        extensions.ask_extension(
            actor=self.cast.wendell, wanted=wanted, reason="The archive opens on Monday", **facts
        )
        return self.reread()

    @stage
    def in_review(self) -> Story:
        self.in_progress()
        return self.deliver()

    @stage
    def deliver(self, text: str = TEXT) -> Story:
        deliveries.deliver(actor=self.cast.wendell, text=text, note="Here it is.", uploads=[], **self.tick())
        return self.reread()

    @stage
    def claimed(self) -> Story:
        self.in_review()
        reviews.claim_review(actor=self.cast.edith, **self.tick())
        return self.reread()

    @stage
    def correct(self, text: str = CORRECTED) -> Story:
        """Edith corrects the text that waits for her verdict."""
        last = self.order.deliveries.latest("number").number
        corrections.correct_delivery(actor=self.cast.edith, number=last, text=text, uploads=[], **self.tick())
        return self.reread()

    @stage
    def comment(self, passage: str = "nobody hurries", text: str = "Who says so?") -> Story:
        """Edith comments on a passage of the text that waits for her verdict."""
        last = self.order.deliveries.latest("number").number
        passage_comments.comment_passage(
            actor=self.cast.edith, number=last, passage=passage, text=text, **self.tick()
        )
        return self.reread()

    @stage
    def returned(self, note: str = "Check the tides.") -> Story:
        """Edith sends back what waits for her verdict."""
        last = self.order.deliveries.latest("number").number
        reviews.send_back(actor=self.cast.edith, number=last, note=note, **self.tick())
        return self.reread()

    @stage
    def approve(self) -> Story:
        if self.order.editor_id is None:
            reviews.claim_review(actor=self.cast.edith, **self.tick())
        last = self.order.deliveries.latest("number").number
        reviews.approve_delivery(actor=self.cast.edith, number=last, note="", **self.tick())
        return self.reread()

    @stage
    def delivered(self) -> Story:
        self.in_review()
        return self.approve()

    @stage
    def revision_requested(self) -> Story:
        self.delivered()
        points = [
            revision_requests.Point(
                issue="Too short on the market", place="The market", wish="Two more sentences"
            ),
            revision_requests.Point(issue="A livelier title", need="nice"),
        ]
        revision_requests.request_revision(
            actor=self.cast.clara, summary="More market", severity="moderate", points=points, **self.tick()
        )
        return self.reread()

    @stage
    def revising(self) -> Story:
        """A revision in work, none of its points answered."""
        self.revision_requested()
        deliveries.start_work(actor=self.cast.wendell, **self.tick())
        return self.reread()

    @stage
    def answered(self) -> Story:
        """A revision whose points are answered, with the new version at the client's."""
        self.revising()
        given = {
            1: revision_requests.PointAnswer("done", "Added."),
            2: revision_requests.PointAnswer("declined", "It is lively."),
        }
        self.now += HOUR
        revision_requests.answer_points(
            actor=self.cast.wendell, revision=self.revision, answers=given, now=self.now
        )
        self.deliver(TEXT.replace("Fish, salt, talk.", "Fish, salt, loud talk and much more."))
        return self.approve()

    @property
    def revision(self) -> RevisionRequest:
        """The newest revision request, afresh."""
        return self.order.revisions.select_related("order").latest("number")

    @stage
    def completed(self) -> Story:
        self.delivered()
        acceptance.accept_order(actor=self.cast.clara, **self.tick())
        return self.reread()

    @stage
    def on_hold(self) -> Story:
        self.in_progress()
        holding.hold_order(actor=self.cast.sam, reason="Waiting for photographs", **self.tick())
        return self.reread()

    @stage
    def cancelled(self) -> Story:
        holding.cancel_order(actor=self.cast.clara, reason="No longer needed", **self.tick())
        return self.reread()

    def reread(self) -> Story:
        """The story with its order as it is stored now."""
        self.order = Order.objects.get(pk=self.order.pk)
        return self


def make_order(cast: Cast, state: str = State.PLACED, **options: Any) -> Order:
    """An order of Clara's in any state that people can reach today (not disputed)."""
    story = Story(cast, **options)
    return story.order if state == State.PLACED else getattr(story, state)().order
