"""What every act on feedback does: leave its event, and release what is due."""

from __future__ import annotations

import datetime as dt

from orders.actions.mail_jobs import is_quiet
from orders.models import Order
from project.base.jobs import defer
from project.base.viewer import System, Viewer
from writers.models import Feedback, FeedbackEvent
from writers.rules.feedback import waits_for_other_side
from writers.states.feedback import DOUBLE_SIDED, Direction, FeedbackVerb

#: Acts of which somebody else is told (writers/mail/feedback.py).
TOLD = (FeedbackVerb.RELEASE, FeedbackVerb.REPLY, FeedbackVerb.CONTEST, FeedbackVerb.DECIDE)


def leave_event(
    feedback: Feedback, verb: FeedbackVerb, *, actor: Viewer, now: dt.datetime, again: bool = False
) -> FeedbackEvent:
    """The row of an act, of which those whom it concerns are told, but not `again`. The agency's clock is
    stored as null."""
    event = FeedbackEvent.objects.create(
        agency_id=feedback.agency_id,
        feedback=feedback,
        actor_id=actor.member_id or None,
        verb=verb,
        at=now,
    )
    if verb in TOLD and not again and not is_quiet():
        defer("writers.tell_of_feedback", event_id=event.pk)
    return event


def release(feedback: Feedback, now: dt.datetime) -> None:
    """Let its receiver read it from `now` on. Once it was released, nothing more happens."""
    if feedback.released_at is not None:
        return
    feedback.released_at = now
    feedback.save(update_fields=["released_at"])
    leave_event(feedback, FeedbackVerb.RELEASE, actor=System(feedback.order.agency), now=now)


def release_with_other_side(order: Order, now: dt.datetime) -> None:
    """After something was given about the (locked) order: release what no longer waits. What is anonymous is
    released by the sweep alone, with others (release_anonymous), so that no moment tells whose it is."""
    waiting = Feedback.objects.filter(order=order, released_at=None, deleted_at=None, anonymous=False)
    for feedback in waiting.filter(given_at__isnull=False).select_related("order__agency"):
        if not waits_for_other_side(feedback, other_side_gave(feedback), now):
            release(feedback, now)


def other_side_gave(feedback: Feedback) -> bool:
    """Whether, of two sides that wait for each other, the other one has given feedback about this order. What
    the client's side gave anonymously releases nothing: the moment would tell the writer of it."""
    if feedback.direction not in DOUBLE_SIDED:
        return True
    given = Feedback.objects.given().filter(order_id=feedback.order_id, anonymous=False)
    if feedback.direction == Direction.CLIENT_TO_WRITER:
        return given.filter(direction=Direction.WRITER_TO_CLIENT, giver_id=feedback.receiver_id).exists()
    return given.filter(direction=Direction.CLIENT_TO_WRITER, receiver_id=feedback.giver_id).exists()
