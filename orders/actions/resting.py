"""The clocks of an order that stops for a while, on hold or in a dispute: how they rest and go on."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from orders.models import Order
from orders.models.revisions import ACTIVE
from orders.rules.writer_deadline import kept_in_hours
from orders.states.offers import OfferState
from orders.states.orders import State


def rest_clocks(order: Order, now: dt.datetime) -> None:
    """Let what was left of a locked order's review window rest; the caller saves. Its other clocks are moved
    when they go on."""
    if order.review_ends_at:
        order.review_left = max(order.review_ends_at - now, dt.timedelta(0))
        order.review_ends_at = None


def run_clocks(order: Order, *, since: dt.datetime, to: str, now: dt.datetime) -> None:
    """Let every clock of a locked order that rested `since` then go on in the state `to`; the caller moves
    and saves. The times to answer open offers, both deadlines until the first delivery, and the due time of a
    live revision move by the time that passed; the review window has what was left of it."""
    rested = now - since
    if order.delivered_at is None:
        order.client_deadline += rested
        order.writer_deadline = kept_in_hours(
            order.agency, order.writer_deadline + rested, start=now, until=order.client_deadline
        )
    order.offers.filter(state=OfferState.OPEN).update(answer_by=F("answer_by") + rested)
    order.revisions.filter(state__in=ACTIVE).update(
        due_at=F("due_at") + rested, paused_at=F("paused_at") + rested
    )
    if to == State.DELIVERED and order.review_left is not None:
        order.review_ends_at, order.review_left = now + order.review_left, None
