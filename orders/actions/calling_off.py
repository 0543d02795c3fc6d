"""Ending an order after its work has begun: the agency decides what is taken off
the price and what the writer is owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.models import Order, OrderEvent
from orders.models.ledger import EntryKind
from orders.models.revisions import RevisionState
from orders.rules.fees import FeeDue, fees_due
from orders.rules.ledger import can_call_off
from orders.rules.live_revision import active_revision
from orders.states.orders import State
from project.base.errors import Invalid, require
from project.base.money import format_money
from project.base.viewer import Member, Viewer

from .fees import ZERO, book_decided
from .ledger import book, ledger_balance
from .locking import locked_order
from .moving import ORDERS, move_order
from .offer_steps import end_open_offers
from .revision_moving import move_revision


def call_off_order(
    *,
    actor: Member,
    order: Order,
    reason: str,
    refund: Decimal,
    fee: Decimal,
    now: dt.datetime,
    fees: Mapping[str, Decimal] | None = None,
) -> Order:
    """End an order whose work has begun. `refund` is taken off what it was charged, `fee` is booked for its
    writer, `fees` for the others who are due one, by their public ids: each of them is decided on.

    All may be zero; none may be more than was charged, or agreed with the person. Fees that were booked
    before stay, and nothing is due of them. Open offers and the live revision end with it. Raises Invalid,
    under "fee_<public id>" for what is wrong with one of `fees`.
    """
    require(can_call_off(actor, order))
    with transaction.atomic():
        order = locked_order(actor, order, now)
        ORDERS.check("call_off", actor, order)
        dues = fees_due(order)
        decided = _check(order, dues, reason, refund, fee, fees or {})
        end_order(order, "call_off", dues, decided, actor=actor, reason=reason, refund=refund, now=now)
    return order


def end_order(
    order: Order,
    verb: str,
    dues: Sequence[FeeDue],
    decided: Mapping[int, Decimal],
    *,
    actor: Viewer,
    reason: str,
    refund: Decimal,
    now: dt.datetime,
) -> OrderEvent:
    """End a locked, checked order along `verb`: cancelled, `refund` taken off its price, and of `dues` what
    was `decided` for each person (by id) booked."""
    end_open_offers(actor, order, now)
    revision = active_revision(order)
    if revision:
        revision.uses_round = False
        move_revision(revision, RevisionState.CANCELLED, now)
    order.cancel_reason, order.closed_at = reason, now
    order.review_ends_at = order.review_left = None
    event = move_order(
        order, verb, actor=actor, now=now, to=State.CANCELLED, amount=-refund, revision=revision
    )
    if refund:
        book(order, EntryKind.REFUND, -refund, event=event, now=now)
    book_decided(order, dues, decided, event, now)
    return event


def fee_due(order: Order, dues: Iterable[FeeDue]) -> Decimal:
    """What the writer of an order can be owed at most when it ends now: nothing of what was booked before."""
    return sum((due.amount for due in dues if due.person.pk == order.writer_id), ZERO)


def others_due(order: Order, dues: Iterable[FeeDue]) -> dict[Membership, Decimal]:
    """The same for everybody else who is due a fee."""
    found: dict[Membership, Decimal] = {}
    for due in dues:
        if due.person.pk != order.writer_id:
            found[due.person] = found.get(due.person, ZERO) + due.amount
    return found


def _check(
    order: Order,
    dues: Sequence[FeeDue],
    reason: str,
    refund: Decimal,
    fee: Decimal,
    fees: Mapping[str, Decimal],
) -> dict[int, Decimal]:
    """What is decided for each person, by id."""
    others = others_due(order, dues)
    problems = {} if reason else {"reason": _("Enter a reason.")}
    rows = [("refund", refund, ledger_balance(order).charged), ("fee", fee, fee_due(order, dues))]
    by_key = {person.public_id: most for person, most in others.items()}
    rows += [(f"fee_{key}", amount, by_key.get(key, ZERO)) for key, amount in fees.items()]
    words = _("Enter an amount between zero and %(most)s.")
    for name, amount, most in rows:
        if not 0 <= amount <= most:
            problems[name] = words % {"most": format_money(most, order.currency)}
    for key in by_key.keys() - fees.keys():
        problems[f"fee_{key}"] = _("Enter an amount.")
    if problems:
        raise Invalid(problems)
    decided = {person.pk: fees[person.public_id] for person in others}
    return decided | ({order.writer_id: fee} if order.writer_id else {})
