"""The urgency that a client paid for, and what becomes of it when the deadline is moved back."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from orders.actions.ledger import book
from orders.actions.moving import record
from orders.models import Order
from orders.models.ledger import EntryKind
from orders.rules.promises import urgency_at_stake
from orders.states.promises import KEPT_URGENCY, LOWERED_URGENCY, PriceAnswer
from project.base.errors import Invalid
from project.base.money import format_money
from project.base.viewer import Viewer


def settle_urgency(
    order: Order, deadline: dt.datetime, *, answer: str, actor: Viewer, now: dt.datetime
) -> None:
    """Before the client's deadline moves to this one: take back by a change of the price what the sooner one
    cost more, or keep it because the client has agreed; either leaves an act that tells the client.

    Within the transaction that holds the order's lock. Does nothing where the later deadline costs the same.
    Raises Invalid under "urgency" where it costs less and the desk has not said which (PriceAnswer).
    """
    amount = urgency_at_stake(order, deadline)
    if not amount:
        return
    if answer not in PriceAnswer.values:
        words = _(
            "With this deadline the order would cost %(amount)s less. Choose what happens to the price."
        )
        raise Invalid({"urgency": words % {"amount": format_money(amount, order.currency)}})
    if answer == PriceAnswer.KEEP:
        record(order, KEPT_URGENCY, actor=actor, now=now, amount=amount, until=deadline)
        return
    event = record(order, LOWERED_URGENCY, actor=actor, now=now, amount=amount, until=deadline)
    note = _("The deadline was moved back: what the sooner one cost more is refunded.")
    book(order, EntryKind.CHANGE, -amount, event=event, now=now, note=note)
