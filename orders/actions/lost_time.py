"""Time that a suspended agency took from those who had to answer, given back."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency
from agencies.rules.lost_time import given_back
from orders.models import ChangeOrder, Offer, Order
from orders.states.offers import OfferState
from orders.states.orders import State


def give_time_back(*, agency: Agency, since: dt.datetime, now: dt.datetime) -> None:
    """Move the ends of review windows, of offers and of change orders that wait for an answer, so that none
    of them is over in the minute in which the agency works again. The operator's doing, hence without an
    actor; within that transaction. Orders on hold have clocks that rest already."""
    span = {"since": since, "now": now}
    delivered = Order.objects.filter(agency=agency, state=State.DELIVERED, review_ends_at__isnull=False)
    delivered.update(review_ends_at=given_back("review_ends_at", **span))
    offers = Offer.objects.filter(agency=agency, state=OfferState.OPEN, order__state=State.OFFERED)
    offers.update(answer_by=given_back("answer_by", **span))
    changes = ChangeOrder.objects.waiting(agency.pk, since)
    changes.update(valid_until=given_back("valid_until", **span))
