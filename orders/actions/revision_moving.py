"""The one door to a revision's state, and the steps that its verbs share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from orders.models import Order, OrderEvent, RevisionRequest
from orders.rules import revision_guards, revisions
from orders.states.orders import State
from orders.states.revision_choices import RevisionState
from orders.states.revisions import REVISION_TRANSITIONS
from project.base.states import TransitionTable, by_name
from project.base.viewer import Viewer

from .moving import move_order, record

REVISIONS = TransitionTable(
    transitions=REVISION_TRANSITIONS,
    labels={state.value: state.label for state in RevisionState},
    rights=by_name(
        revisions.can_agree,
        revisions.can_answer_change,
        revisions.can_answer_points,
        revisions.can_answer_question,
        revisions.can_assign_revision,
        revisions.can_cancel_revision,
        revisions.can_close_revision,
        revisions.can_judge_points,
        revisions.can_judge_scope,
        revisions.can_negotiate,
        revisions.can_offer_change,
    ),
    guards=by_name(
        revision_guards.a_change_waits,
        revision_guards.a_time_is_proposed,
        revision_guards.client_need_not_look,
        revision_guards.no_change_waits,
        revision_guards.order_is_delivered,
        revision_guards.order_is_in_progress,
        revision_guards.order_is_in_revision,
        revision_guards.order_rests,
        revision_guards.something_is_asked,
    ),
)


def move_revision(revision: RevisionRequest, to: str, now: dt.datetime) -> None:
    """Put a revision whose order is locked into the state `to` and save all that the caller set on it.

    The clock of one that is no longer in work does not rest any more, and an end is dated.
    """
    revision.state = to
    if to != RevisionState.IN_PROGRESS:
        revision.paused_at = None
    ended = to in (RevisionState.ACCEPTED, RevisionState.CANCELLED, RevisionState.OUT_OF_SCOPE)
    revision.closed_at = now if ended else None
    if to != RevisionState.ANSWERED and not ended:
        revision.answered_at = None
    revision.save()


def note_event(
    revision: RevisionRequest, verb: str, *, actor: Viewer, now: dt.datetime, **facts: Any
) -> OrderEvent:
    """Leave an event of a revision's verb that does not move its order."""
    return record(revision.order, verb, actor=actor, now=now, revision=revision, **facts)


def go_back(revision: RevisionRequest, verb: str, *, actor: Viewer, now: dt.datetime) -> OrderEvent:
    """Put the order where it was when this revision was asked for: nothing comes of it now.

    Delivered: what was left of the review window runs on, not a minute more. Completed: as it had been.
    """
    order = revision.order
    if revision.asked_from == State.COMPLETED:
        order.closed_at = _completed_at(order)
    else:
        order.review_ends_at = now + (order.review_left or dt.timedelta(0))
    order.review_left = None
    return move_order(order, verb, actor=actor, now=now, to=revision.asked_from, revision=revision)


def reopen_order(order: Order, now: dt.datetime) -> None:
    """Let the review window of a delivered order rest, or open a completed
    one, for the caller to move and save."""
    if order.state == State.COMPLETED:
        order.review_left, order.closed_at = dt.timedelta(0), None
    elif order.review_ends_at:
        order.review_left = max(order.review_ends_at - now, dt.timedelta(0))
    order.review_ends_at = None


def _completed_at(order: Order) -> dt.datetime:
    return order.events.filter(to_state=State.COMPLETED).exclude(from_state=State.COMPLETED).latest("id").at
