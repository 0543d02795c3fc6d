"""Pausing and ending: hold, resume, cancel."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Order
from orders.models.ledger import EntryKind
from orders.rules.holding import can_cancel, can_hold
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member

from .ledger import book, ledger_balance
from .locking import locked_order
from .moving import ORDERS, move_order
from .offer_steps import end_open_offers
from .resting import rest_clocks, run_clocks


def hold_order(*, actor: Member, order: Order, reason: str, now: dt.datetime) -> Order:
    """Stop an order for a while; deadlines and the review window rest. Holding a held order does nothing."""
    require(can_hold(actor, order))
    if not reason:
        raise Invalid({"reason": _("Enter a reason.")})
    with transaction.atomic():
        order = locked_order(actor, order, now)
        if not ORDERS.check("hold", actor, order):
            return order
        order.resumes_to, order.hold_reason = order.state, reason
        rest_clocks(order, now)
        move_order(order, "hold", actor=actor, now=now)
    return order


def resume_order(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Go on where the order was held. Every clock that rested moves by the held time: the times to answer
    open offers, both deadlines until the first delivery, the due time of a live revision, what was left of
    the review window."""
    require(can_hold(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("resume", actor, order)
        since = order.events.filter(verb="hold").latest("id").at
        run_clocks(order, since=since, to=order.resumes_to or "", now=now)
        order.hold_reason = ""
        move_order(order, "resume", actor=actor, now=now, to=order.resumes_to, until=order.client_deadline)
    return order


def cancel_order(*, actor: Member, order: Order, reason: str, now: dt.datetime) -> Order:
    """End an order before its work has begun: free for the client, the charge
    is refunded in full, open offers end."""
    require(can_cancel(actor, order))
    if not reason:
        raise Invalid({"reason": _("Enter a reason.")})
    with transaction.atomic():
        order = locked(actor, order)
        if not ORDERS.check("cancel", actor, order):
            return order
        end_open_offers(actor, order, now)
        order.cancel_reason, order.closed_at = reason, now
        charged = ledger_balance(order).charged
        event = move_order(order, "cancel", actor=actor, now=now, amount=-charged)
        book(order, EntryKind.REFUND, -charged, event=event, now=now)
    return order
