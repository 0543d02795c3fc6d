"""What every act on feedback does: leave its event, and release what is due."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from orders.actions.mail_jobs import is_quiet
from orders.models import Order, OrderEvent
from orders.states.orders import State
from project.base.jobs import defer
from project.base.locks import locked
from project.base.viewer import Member, System, Viewer
from writers.models import Feedback, FeedbackEvent
from writers.rules.feedback import is_due, waits_for_other_side, window_end
from writers.states.feedback import DOUBLE_SIDED, WINDOW, Direction, FeedbackVerb

#: Acts of which somebody else is told (writers/mail/feedback.py).
TOLD = (FeedbackVerb.RELEASE, FeedbackVerb.REPLY, FeedbackVerb.CONTEST, FeedbackVerb.DECIDE)
#: States in which an order has ended, or from which it may go on that had.
ENDS = frozenset({State.COMPLETED, State.CANCELLED, State.DISPUTED})


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


def locked_feedback(actor: Member, feedback: Feedback, now: dt.datetime) -> Feedback:
    """The feedback read afresh under its lock; what the end of its window has released by now is noted so
    before anything else is done to it. Raises NotVisible."""
    stored = locked(actor, feedback)
    if is_due(stored, now):
        release(stored, now, since=stored.releases_at)
    return stored


def release(feedback: Feedback, now: dt.datetime, *, since: dt.datetime | None = None) -> None:
    """Let its receiver read it from `now` on, or note that they have been reading it `since` then. Once it
    was released, nothing more happens."""
    if feedback.released_at is not None:
        return
    feedback.released_at = since or now
    feedback.save(update_fields=["released_at"])
    leave_event(feedback, FeedbackVerb.RELEASE, actor=System(feedback.order.agency), now=now)


def release_with_other_side(order: Order, now: dt.datetime) -> None:
    """After something was given about the (locked) order: release what no longer waits. What is anonymous is
    released by the sweep alone, with others (release_anonymous), so that no moment tells whose it is."""
    waiting = Feedback.objects.filter(order=order, released_at=None, deleted_at=None, anonymous=False)
    for feedback in waiting.filter(given_at__isnull=False).select_related("order__agency"):
        ends = window_end(feedback)
        if not waits_for_other_side(feedback, other_side_gave(feedback), now):
            release(feedback, now, since=feedback.releases_at if is_due(feedback, now) else None)
        elif feedback.releases_at != ends:
            feedback.releases_at = ends
            feedback.save(update_fields=["releases_at"])


class WindowFollower:
    """Registered in orders.hooks.moves: the window of client and writer begins when their order ends, and no
    longer runs when it goes on."""

    def moved(self, *, order: Order, event: OrderEvent, now: dt.datetime) -> None:
        """One statement, with a step into or out of an end alone."""
        if ENDS.isdisjoint((event.from_state, event.to_state)):
            return
        rows = Feedback.objects.given().filter(
            agency_id=order.agency_id, order=order, released_at=None, anonymous=False
        )
        rows = rows.filter(Q(releases_at=None) | Q(releases_at__gt=now), direction__in=DOUBLE_SIDED)
        rows.update(releases_at=order.closed_at + WINDOW if order.closed_at else None)


def other_side_gave(feedback: Feedback) -> bool:
    """Whether, of two sides that wait for each other, the other one has given feedback about this order. What
    the client's side gave anonymously releases nothing: the moment would tell the writer of it."""
    if feedback.direction not in DOUBLE_SIDED:
        return True
    given = Feedback.objects.given().filter(order_id=feedback.order_id, anonymous=False)
    if feedback.direction == Direction.CLIENT_TO_WRITER:
        return given.filter(direction=Direction.WRITER_TO_CLIENT, giver_id=feedback.receiver_id).exists()
    return given.filter(direction=Direction.CLIENT_TO_WRITER, receiver_id=feedback.giver_id).exists()
