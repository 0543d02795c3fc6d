"""The end of a review window as a condition: at a moment, whether or not the clock has noted it by then
(orders/rules/review_window.py asks the same of one order); and in which states orders are then, by this and
by the end of offers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from orders.querysets.offer_times import all_expired
from orders.states.orders import OPEN_STATES, State
from orders.states.revision_choices import RevisionState


def is_over(now: Any, path: str = "") -> Q:
    """Of orders, or of rows that lead to one by `path`, such as "order": delivered, and their review window
    has ended at `now` (a moment or its slot). Few: the clock completes them within minutes, and an index of
    their own finds them."""
    place = f"{path}__" if path else ""
    return Q(**{f"{place}state": State.DELIVERED, f"{place}review_ends_at__lte": now})


def in_states(states: Collection[str], now: Any, path: str = "") -> tuple[Q, ...]:
    """Of the same: that they are in one of these states at `now`. Several ways, of which a row meets one at
    most."""
    found, also = Q(**{f"{path}__state__in" if path else "state__in": tuple(states)}), []
    for before, afterwards, ended in (
        (State.DELIVERED, State.COMPLETED, is_over(now, path)),
        (State.OFFERED, State.PLACED, all_expired(now, path)),
    ):
        if before in states and afterwards not in states:
            found &= ~ended
        elif afterwards in states and before not in states:
            also.append(ended)
    return (found, *also)


def is_open(now: Any) -> Q:
    """Of orders: that they are open at `now`."""
    return Q(state__in=OPEN_STATES) & ~is_over(now)


def is_settled(now: Any) -> Q:
    """Of revisions: answered, and accepted at `now` since the review window of their order has ended."""
    return Q(state=RevisionState.ANSWERED) & is_over(now, "order")


def revisions_in_states(states: Collection[str], now: Any) -> tuple[Q, ...]:
    """What in_states says, of revisions and their own states."""
    found = Q(state__in=tuple(states))
    answered, accepted = RevisionState.ANSWERED in states, RevisionState.ACCEPTED in states
    if answered == accepted:
        return (found,)
    return (found & ~is_settled(now),) if answered else (found, is_settled(now))
