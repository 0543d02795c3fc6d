"""The end of an order: the client accepts, or the review window ends
(see complete_due_reviews of sweeps.py)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from orders.models import Order
from orders.models.revisions import RevisionState
from orders.rules.live_revision import active_revision
from orders.rules.orders import can_accept
from orders.states.orders import State
from project.base.errors import require
from project.base.locks import locked
from project.base.viewer import Member, System, Viewer

from .fees import book_fees
from .moving import ORDERS, move_order
from .revision_moving import move_revision


def accept_order(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Accept the delivered work: completes the order, accepts its answered
    revision, books the fees. Once."""
    require(can_accept(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        settle_review(order, now)
        if ORDERS.check("accept", actor, order):
            complete(order, "accept", actor, now)
    return order


def settle_review(order: Order, now: dt.datetime) -> bool:
    """Complete a locked order whose review window is over, if it is and nothing keeps it open; says whether.
    The sweep does so, and before it whatever locks such an order to act on it (locking.locked_order). It was
    complete from the end of the window on."""
    clock = System(order.agency)
    over = order.state == State.DELIVERED and order.review_ends_at is not None and order.review_ends_at <= now
    if not over or not ORDERS.may("lapse", clock, order):
        return False
    complete(order, "lapse", clock, now, since=order.review_ends_at)
    return True


def complete(
    order: Order, verb: str, actor: Viewer, now: dt.datetime, *, since: dt.datetime | None = None
) -> None:
    """End a locked, checked order along `verb` (accept, lapse): its revision is accepted, each fee booked
    once. `since`: when it ended, if that was before it is noted."""
    revision, ended = active_revision(order), since or now
    if revision:
        move_revision(revision, RevisionState.ACCEPTED, ended)
    order.closed_at = ended
    event = move_order(order, verb, actor=actor, now=now, revision=revision)
    book_fees(order, event, now)
