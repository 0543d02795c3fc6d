"""What is proposed as a fee: the rate of the service for the writer's level, else half of the net price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from catalog.pricing.words import rate_words
from orders.hooks.fees import Proposal
from orders.pricing.suggested_fee import suggested_fee
from writers.pricing.rates import Rate, earned
from writers.rules.rates import levels_on, rates_on, today_at

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order
    from writers.models import WriterLevel


class WriterFees:
    """Answers orders.hooks.fees."""

    def propose(self, *, order: Order, writer: Membership | None, now: dt.datetime) -> Proposal:
        """Two queries with a writer, one without; one more for an order without a rate."""
        if writer is None:
            return self.propose_each(orders=[order], now=now)[order]
        return self.propose_to(order=order, writers=[writer], now=now)[writer.pk]

    def propose_each(self, *, orders: Iterable[Order], now: dt.datetime) -> Mapping[Order, Proposal]:
        """One query, of orders of one agency."""
        rows = list(orders)
        if not rows:
            return {}
        day = today_at(rows[0].agency, now)
        table = rates_on(rows[0].agency_id, {order.service_id for order in rows}, day)
        return {order: _proposal(order, table.rate(order.service_id, None), None) for order in rows}

    def propose_to(
        self, *, order: Order, writers: Iterable[Membership], now: dt.datetime
    ) -> Mapping[int, Proposal]:
        """Two queries, and one where there is no rate."""
        day, ids = today_at(order.agency, now), [writer.pk for writer in writers]
        table = rates_on(order.agency_id, [order.service_id], day)
        levels = levels_on(order.agency_id, ids, day)
        proposed: dict[WriterLevel | None, Proposal] = {}
        for level in {levels.get(key) for key in ids}:
            rate = table.rate(order.service_id, level.pk if level else None)
            proposed[level] = _proposal(order, rate, level)
        return {key: proposed[levels.get(key)] for key in ids}


def _proposal(order: Order, rate: Rate | None, level: WriterLevel | None) -> Proposal:
    if rate is None:
        return suggested_fee(order)
    words = _("Suggested: %(quantity)s × %(rate)s.") % {
        "quantity": f"{order.quantity:,}",
        "rate": rate_words(rate.amount, order.currency),
    }
    if level and rate.of_level:
        words = _("%(suggested)s The rate for %(level)s.") % {"suggested": words, "level": level.name}
    return earned(order.quantity or 0, rate), words
