"""The end of a review window, judged of one order at a moment: it is complete from the very second on until
which its client could answer, be it that the clock notes it a little later
(orders/querysets/review_window.py asks the same of many)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from orders.rules import offer_times
from orders.states.orders import State
from orders.states.revision_choices import RevisionState

if TYPE_CHECKING:
    from orders.models import Order, RevisionRequest


def is_over(state: str, review_ends_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether an order with these columns is delivered and its review window has ended."""
    return state == State.DELIVERED and review_ends_at is not None and review_ends_at <= now


def state_at(facts: Mapping[str, Any], now: dt.datetime) -> str:
    """The state of an order that was read as a dict."""
    over = is_over(facts["state"], facts["review_ends_at"], now)
    return State.COMPLETED.value if over else str(facts["state"])


def revision_state_at(facts: Mapping[str, Any], now: dt.datetime) -> str:
    """The state of a revision that was read as a dict with columns of its order."""
    over = is_over(facts["order__state"], facts["order__review_ends_at"], now)
    answered = facts["state"] == RevisionState.ANSWERED
    return RevisionState.ACCEPTED.value if over and answered else str(facts["state"])


def judged(order: Order, now: dt.datetime) -> Order:
    """The order as it is at `now`, for pages, mails and the API. Not to be stored: actions read it afresh.
    Whether somebody may still answer an offer of it (`answerable`), the query has told that read it; mails of
    an offer go out whether or not it has ended by then."""
    if is_over(order.state, order.review_ends_at, now):
        order.state, order.closed_at, order.lapsed = State.COMPLETED, order.review_ends_at, True
    order.state = offer_times.state_at(order.state, getattr(order, "answerable", True))
    return order


def judged_revision(revision: RevisionRequest, order: Order) -> RevisionRequest:
    """A revision of a judged order: accepted with it, if it was answered."""
    if order.lapsed and revision.state == RevisionState.ANSWERED:
        revision.state, revision.closed_at = RevisionState.ACCEPTED, order.closed_at
    return revision
