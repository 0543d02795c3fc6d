"""Who can take an order, or its review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Hook

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order, OrderEvent


@dataclass(frozen=True)
class Reason:
    """One thing that speaks against somebody: a code for programs, words for people. A hard one is never
    overridden; a soft one a manager may override, with a reason of their own that is logged."""

    code: str
    words: str
    hard: bool

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class ReviewCandidate:
    """An editor beside the review of one order: reviews in hand of how many at most, whether they prefer its
    subject or service, and what speaks against them."""

    person: Membership
    in_hand: int
    most: int
    preferred: bool
    reasons: Sequence[Reason]


#: By the ids of a member and of an order.
Reasons = Mapping[tuple[int, int], Sequence[Reason]]


class Eligibility(Protocol):
    """Answered by writers: may this person take this order?"""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[Reason]:
        """Every reason why `writer` cannot take `order` at `now`, all at once; empty when they can. It judges
        the whole time that the order leaves, never this moment alone."""
        ...

    def explain_all(
        self, *, people: Sequence[Membership], orders: Sequence[Order], now: dt.datetime
    ) -> Reasons:
        """The same of each of these people for each of these orders of one agency, in as many queries as for
        one of each."""
        ...

    def explain_reviews(
        self, *, editors: Sequence[Membership], orders: Sequence[Order], now: dt.datetime
    ) -> Reasons:
        """Every reason why each of `editors` cannot take the review of each of `orders`."""
        ...

    def rank_editors(
        self, *, editors: Sequence[Membership], order: Order, now: dt.datetime
    ) -> list[ReviewCandidate]:
        """The same editors as candidates, the best first: nobody before one with fewer reasons of weight
        (none, soft ones, hard ones), then the fewest reviews in hand for what they take, then who prefers its
        subject or service, then by name."""
        ...

    def prefers_to_review(
        self, *, editor: Membership, now: dt.datetime
    ) -> tuple[frozenset[int], frozenset[int]]:
        """The ids of the subjects and of the services that an editor prefers."""
        ...

    def note_override(
        self, *, event: OrderEvent, person: Membership, against: Sequence[Reason], reason: str
    ) -> None:
        """Log that `event` gave or offered its order to `person` although soft reasons spoke against it, and
        the reason for that. Within the transaction that recorded the event."""
        ...

    def overridden(self, *, person: Membership, order: Order) -> frozenset[str]:
        """The codes that a manager has overridden for this person and this order: they may accept what they
        were offered."""
        ...


eligibility: Hook[Eligibility] = Hook("orders.hooks.eligibility.eligibility")


class RevisionEligibility(Protocol):
    """Answered by writers: may these people take a revision of an order that somebody else wrote?"""

    def __call__(
        self, *, people: Sequence[Membership], order: Order, until: dt.datetime, now: dt.datetime
    ) -> Mapping[int, Sequence[Reason]]:
        """Every reason against each of them, by their ids, for work that is due at `until`; never one against
        the order's own writer, to whom a revision returns."""
        ...


revision_eligibility: Hook[RevisionEligibility] = Hook("orders.hooks.eligibility.revision_eligibility")
