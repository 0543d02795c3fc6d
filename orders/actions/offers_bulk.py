"""Giving several orders out at once: the single verbs, one order after the
other, each in a transaction of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agencies.models import Membership
from orders.hooks.eligibility import eligibility
from orders.models import Order
from orders.rules.offers import gives_out
from project.base.errors import Invalid, QuillhouseError, require
from project.base.viewer import Member

from .offers import assign_order, offer_order

#: Orders that one press gives out at most.
MOST = 50


@dataclass(frozen=True)
class Outcome:
    """What became of one order: done, or refused and untouched, for the reasons given. `passed_over` says of
    an order that was offered who of the chosen was not asked, and why."""

    order: Order
    reasons: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()

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
    override: str = "",
    named_writer: str = "",
) -> list[Outcome]:
    """Offer every order to those of `writers` who can take it, each for its fee; refused when nobody can.
    What one order refuses keeps no other back, and sending the same again changes nothing. `hours` to answer,
    the agency's when None. `override` and `named_writer` as in offer_order: with a reason, soft reasons pass
    nobody over."""
    require(gives_out(actor))
    outcomes = []
    for order, fee in fees[:MOST]:
        able, against = _able(order, writers, now, override)
        asked: dict[str, Any] = {"writers": able or writers, "fee": fee, "hours": hours, "override": override}
        asked["named_writer"] = named_writer
        try:
            offer_order(actor=actor, order=order, now=now, **asked)
        except QuillhouseError as refusal:
            outcomes.append(Outcome(order, reasons_of(refusal)))
        else:
            outcomes.append(Outcome(order, passed_over=against))
    return outcomes


def assign_orders(
    *,
    actor: Member,
    fees: Sequence[tuple[Order, Decimal]],
    writer: Membership,
    now: dt.datetime,
    override: str = "",
    named_writer: str = "",
) -> list[Outcome]:
    """Give every order to one writer, each for its fee; otherwise as offer_orders."""
    require(gives_out(actor))
    outcomes = []
    for order, fee in fees[:MOST]:
        try:
            asked: dict[str, Any] = {"fee": fee, "override": override, "named_writer": named_writer}
            assign_order(actor=actor, order=order, writer=writer, now=now, **asked)
        except QuillhouseError as refusal:
            outcomes.append(Outcome(order, reasons_of(refusal)))
        else:
            outcomes.append(Outcome(order))
    return outcomes


def _able(
    order: Order, writers: Sequence[Membership], now: dt.datetime, override: str
) -> tuple[list[Membership], tuple[str, ...]]:
    """Who of the writers can take the order as things look now, and what speaks against the others. Under the
    locks offer_order asks once more."""
    able, against = [], []
    found = eligibility().explain_all(people=writers, orders=[order], now=now)
    for person in writers:
        why = [each for each in found[person.pk, order.pk] if each.hard or not override]
        against += [f"{person.public_name}: {reason}" for reason in why]
        if not why:
            able.append(person)
    return able, tuple(against)


def reasons_of(refusal: QuillhouseError) -> tuple[str, ...]:
    """The plain words of a refusal; never none, for an outcome without reasons is one that worked."""
    if isinstance(refusal, Invalid):
        return tuple(str(text) for texts in refusal.errors.values() for text in texts)
    return (str(refusal.message or refusal.title),)
