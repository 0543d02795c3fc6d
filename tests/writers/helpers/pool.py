"""Orders in the pool, by the actions that the desk uses."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from orders.models import Order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.story import FEE
from tests.writers.helpers.rates import rated
from writers.actions.pool import put_into_pool
from writers.models import PoolEntry


def put(cast: Cast, order: Order | None = None, *, now: dt.datetime = START, **facts: Any) -> PoolEntry:
    """The order (else a new one of Clara's) in the pool, for the first who takes it unless told otherwise."""
    rated(cast.inkwell)
    given: dict[str, Any] = {"mode": "take", "fee": FEE, **facts}
    return put_into_pool(actor=cast.max, order=order or place_order(cast.clara), now=now, **given)


def put_for_wendell(cast: Cast, hours: int = 24, **facts: Any) -> PoolEntry:
    """An order whose client prefers Wendell, and paid for that; he alone sees it for some hours."""
    order = place_order(cast.clara, preferred_writer=cast.wendell.membership)
    return put(cast, order, preferred_hours=hours, **facts)


def taken_back(order: Order) -> list[Decimal]:
    """What was taken off the price of an order."""
    return list(order.ledger.filter(kind="change").values_list("amount", flat=True))
