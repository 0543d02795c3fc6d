"""What is proposed as a fee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Hook

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order

#: An amount in the currency of the order, and in a sentence where it comes from.
Proposal = tuple[Decimal, str]


class Fees(Protocol):
    """Answered by writers: what would somebody earn by an order? The desk may change each."""

    def propose(self, *, order: Order, writer: Membership | None, now: dt.datetime) -> Proposal:
        """The fee for `writer`, or for a writer of whom nothing is known."""
        ...

    def propose_each(self, *, orders: Iterable[Order], now: dt.datetime) -> Mapping[Order, Proposal]:
        """The same for several orders of one agency and nobody in particular, in a few queries."""
        ...

    def propose_to(
        self, *, order: Order, writers: Iterable[Membership], now: dt.datetime
    ) -> Mapping[int, Proposal]:
        """The same for several writers of one order, by their ids, in a few queries."""
        ...


fees: Hook[Fees] = Hook("orders.hooks.fees.fees")
