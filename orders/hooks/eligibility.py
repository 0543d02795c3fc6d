"""Who can take an order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Hook

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order


class Eligibility(Protocol):
    """Answered by writers: may this person take this order?"""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[str]:
        """Every reason why `writer` cannot take `order` at `now`, in plain words; empty when they can."""
        ...


eligibility: Hook[Eligibility] = Hook("orders.hooks.eligibility.eligibility")
