"""The end of the time to answer offers, judged of one order at a moment: it waits for the desk again from the
very second on at which nobody can answer, be it that the clock notes it a little later
(orders/querysets/offer_times.py asks the same of many)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from orders.states.offers import OfferState
from orders.states.orders import RESUMABLE, State

if TYPE_CHECKING:
    from orders.models import Offer, Order


def state_at(state: str, answerable: bool) -> str:
    """The state of an order, of which a query told whether somebody may still answer an offer."""
    return State.PLACED.value if state == State.OFFERED and not answerable else state


def offer_state_at(offer: Offer, order: Order, now: dt.datetime) -> OfferState:
    """The state of an offer. While its order is on hold, so is its time."""
    over = offer.state == OfferState.OPEN and offer.answer_by <= now and order.state not in RESUMABLE
    return OfferState.EXPIRED if over else OfferState(offer.state)
