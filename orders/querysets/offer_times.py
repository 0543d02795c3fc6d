"""The end of the time to answer offers as a condition: at a moment, whether or not the clock has noted it by
then (orders/rules/offer_times.py asks the same of one order)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from orders.models import Offer
from orders.states.offers import OfferState
from orders.states.orders import State


def someone_may_answer(now: Any, order: str = "pk") -> Exists:
    """Of orders, or of rows that name one in the column `order`: that somebody can still answer an offer of
    it at `now` (a moment or its slot)."""
    rows = Offer.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef(order))
    return Exists(rows.filter(state=OfferState.OPEN, answer_by__gt=now))


def all_expired(now: Any, path: str = "") -> Q:
    """Of orders, or of rows that lead to one by `path`: offered, and nobody can answer any more. They wait
    for the desk again, as placed ones."""
    state = {f"{path}__state" if path else "state": State.OFFERED}
    return Q(**state) & ~Q(someone_may_answer(now, f"{path}_id" if path else "pk"))
