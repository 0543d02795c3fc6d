"""Giving several orders out at once: the single verbs, one order after the other, each in a transaction of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agencies.models import Membership
from orders import rules
from orders.models import Order
from project.base.errors import Invalid, QuillhouseError, require
from project.base.viewer import Member

from .offers import assign_order, offer_order

#: Orders that one press gives out at most.
MOST = 50


@dataclass(frozen=True)
class Outcome:
    """What became of one order: done, or refused and untouched, for the reasons given."""

    order: Order
    reasons: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return not self.reasons


def offer_orders(
    *,
    actor: Member,
    fees: Sequence[tuple[Order, Decimal]],
    writers: Sequence[Membership],
    hours: int | None,
    now: dt.datetime,
) -> list[Outcome]:
    """Offer every order to all `writers`, each for its fee. What one order refuses keeps no other back, and sending the
    same again changes nothing. `hours` to answer, the agency's when None."""
    require(rules.gives_out(actor))
    outcomes = []
    for order, fee in fees[:MOST]:
        try:
            offer_order(actor=actor, order=order, writers=writers, fee=fee, now=now, hours=hours)
        except QuillhouseError as refusal:
            outcomes.append(Outcome(order, _reasons(refusal)))
        else:
            outcomes.append(Outcome(order))
    return outcomes


def assign_orders(
    *, actor: Member, fees: Sequence[tuple[Order, Decimal]], writer: Membership, now: dt.datetime
) -> list[Outcome]:
    """Give every order to one writer, each for its fee; otherwise as offer_orders."""
    require(rules.gives_out(actor))
    outcomes = []
    for order, fee in fees[:MOST]:
        try:
            assign_order(actor=actor, order=order, writer=writer, fee=fee, now=now)
        except QuillhouseError as refusal:
            outcomes.append(Outcome(order, _reasons(refusal)))
        else:
            outcomes.append(Outcome(order))
    return outcomes


def _reasons(refusal: QuillhouseError) -> tuple[str, ...]:
    """The plain words of a refusal; never none, for an outcome without reasons is one that worked."""
    if isinstance(refusal, Invalid):
        return tuple(str(text) for texts in refusal.errors.values() for text in texts)
    return (str(refusal.message or refusal.title),)
