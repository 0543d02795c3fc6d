"""What the lines of a price promise, and what of it a later act would break.

Every act that gives the work to somebody, or moves the client's deadline, asks here. Docs: docs/orders.md,
"A priced promise".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from catalog.pricing.formula import PriceBook, urgency_of
from catalog.pricing.offering import price_book
from orders.models import LedgerEntry, Order, OrderEvent
from orders.models.ledger import OF_CLIENT
from orders.pricing.ledger_balances import balance_of
from orders.pricing.promised import ONE, SURCHARGE, ZERO, Promised
from orders.states.promises import LOWERED_URGENCY, RELEASED


@dataclass(frozen=True)
class LinePromise:
    """What a kind of line promises, and the verbs after which it may no longer be so. Without verbs nothing
    that is done to an order changes it; a price by hand is lowered by hand."""

    what: Words
    broken_by: tuple[str, ...] = ()


#: By the kind of line (catalog.pricing.formula.KINDS).
PROMISES: Mapping[str, LinePromise] = {
    "work": LinePromise(
        _("Quantity and quality as ordered, by the deadline"), ("change_deadlines", "grant_extension")
    ),
    "addon": LinePromise(_("The add-on")),
    "surcharge": LinePromise(
        _("The writer whom the client named"),
        ("assign", "reassign", "accept_offer", "put_into_pool", "assign_revision"),
    ),
    "minimum": LinePromise(_("None: the least that an order costs")),
    "volume": LinePromise(_("None: a share of the lines before it, by how many were commissioned together")),
    "adjustment": LinePromise(_("As agreed in the quote; it goes with the line that it adjusts")),
    "custom": LinePromise(_("As agreed in the quote")),
    "discount": LinePromise(_("As agreed in the quote")),
    "tax": LinePromise(_("None: a share of the lines before it")),
}


def named_writer_at_stake(order: Order, to: int = 0) -> Decimal:
    """What the client pays for the writer whom they named, if the order (or a revision of it) goes `to`
    somebody else: with its share of discount, minimum and tax, never more than is charged. 0 when nothing was
    paid for that, when it has been taken back, or when `to` is that very writer."""
    if order.preferred_writer_id in (None, to) or was_released(order):
        return ZERO
    promised, pace = _promised(order), _pace(order, _deadline_paid(order))
    return _at_most_charged(order, promised.total(pace=pace) - promised.total(named=False, pace=pace))


def paid_for_a_writer(orders: Sequence[Order]) -> list[Order]:
    """Those of the orders (with prefetched `lines`) whose surcharge for a named writer stands. One query,
    none without such a line."""
    paid = [
        order
        for order in orders
        if order.preferred_writer_id and any(line.kind == SURCHARGE for line in order.lines.all())
    ]
    rows = OrderEvent.objects.filter(order__in=paid, verb=RELEASED)
    released = set(rows.values_list("order_id", flat=True)) if paid else set()
    return [order for order in paid if order.pk not in released]


def urgency_at_stake(order: Order, deadline: dt.datetime) -> Decimal:
    """What the client pays for a deadline sooner than this one, by the tiers of the order's own prices; 0
    where the later one costs the same."""
    if order.urgency_id is None or deadline <= order.client_deadline:
        return ZERO
    promised, named = _promised(order), not was_released(order)
    now, then = _pace(order, _deadline_paid(order)), _pace(order, deadline)
    if then >= now:
        return ZERO
    return _at_most_charged(
        order, promised.total(named=named, pace=now) - promised.total(named=named, pace=then)
    )


def was_released(order: Order) -> bool:
    """Whether the surcharge for the named writer was taken back. One query."""
    return order.events.filter(verb=RELEASED).exists()


def _promised(order: Order) -> Promised:
    book = price_book(order.price_book_id)
    percent = frozenset(key for key, addon in book.addons.items() if addon.kind == "percent")
    return Promised(tuple(order.lines.all()), book.minimum_charge, percent)


def _deadline_paid(order: Order) -> dt.datetime | None:
    """The deadline for which the urgency was last taken back; None when it never was. One query."""
    rows: Any = order.events.filter(verb=LOWERED_URGENCY)
    return rows.order_by("-id").values_list("until", flat=True).first()


def _pace(order: Order, deadline: dt.datetime | None) -> Decimal:
    """What the work costs with this deadline, as a share of what it cost when the order was placed."""
    if deadline is None or order.urgency is None:
        return ONE
    book = price_book(order.price_book_id)
    ordered = _multiplier(book, order.urgency.key)
    tier = urgency_of(book, order.placed_at, deadline)
    return min((tier.multiplier if tier else ONE) / ordered, ONE)


def _multiplier(book: PriceBook, key: str) -> Decimal:
    return next((tier.multiplier for tier in book.urgencies if tier.key == key), ONE)


def _at_most_charged(order: Order, due: Decimal) -> Decimal:
    charged = balance_of(LedgerEntry.objects.filter(order=order, kind__in=OF_CLIENT)).charged
    return max(min(due, charged), ZERO)
