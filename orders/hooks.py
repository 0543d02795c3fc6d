"""Questions that the orders app asks of apps to its right, without importing them.

Each is a typed Protocol; the answering app registers in `AppConfig.ready()` (see project/base/hooks.py).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Hook

if TYPE_CHECKING:
    from agencies.models import Membership

    from .models import Order


class Eligibility(Protocol):
    """Answered by writers: may this person take this order?"""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[str]:
        """Every reason why `writer` cannot take `order` at `now`, in plain words; empty when they can."""
        ...


eligibility: Hook[Eligibility] = Hook("orders.hooks.eligibility")
