"""The preference for a writer that a client paid for, and what becomes of it when somebody else writes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from orders.actions.ledger import book
from orders.actions.moving import record
from orders.models import Order
from orders.models.ledger import EntryKind
from orders.pricing.promised import ZERO
from orders.rules.promises import named_writer_at_stake
from orders.states.promises import KEPT, RELEASED, PriceAnswer
from project.base.viewer import System, Viewer


def release_preferred(
    order: Order, now: dt.datetime, *, to: int = 0, answer: str = "", actor: Viewer | None = None
) -> Decimal:
    """Take the surcharge for the preferred writer back by a change of the price, and have the client told.

    Within the transaction that holds the order's lock. Does nothing, and returns 0, when there is nothing at
    stake (rules.promises.named_writer_at_stake), as when the order goes `to` (a member's id) the very writer
    whom the client prefers.

    `answer` is what the `actor` of the desk said when asked (PriceAnswer). To keep the price, because the
    client has agreed, leaves an act that tells the client so. Unasked, as by the pool or a rule that accepts,
    it is taken back; once the client has had a version it stays: the preferred one wrote that.
    """
    amount = named_writer_at_stake(order, to)
    if not amount or (not answer and order.delivered_at is not None):
        return ZERO
    by = actor or System(order.agency)
    if answer == PriceAnswer.KEEP:
        record(order, KEPT, actor=by, now=now, amount=amount)
        return ZERO
    event = record(order, RELEASED, actor=System(order.agency), now=now, amount=amount)
    note = _("Another writer gets the order: the surcharge for the preferred writer is refunded.")
    book(order, EntryKind.CHANGE, -amount, event=event, now=now, note=note)
    return amount
