"""An order as those see it who pay for it while it is made for somebody else: state, dates and price."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.pricing.words import units
from orders.actions.moving import ORDERS
from orders.models import Order
from orders.pages.lists import rows
from orders.states.orders import State
from project.base.viewer import Viewer

from . import brief, ledger
from .ledger import BalanceCard


@dataclass(frozen=True)
class UnreadOrder:
    """What the page prints. `cancels`: whether the viewer may end it now."""

    badge: SafeString
    facts: list[dict[str, Any]]
    dates: list[tuple[str, dt.datetime]]
    price: dict[str, Any] | None
    ledger: BalanceCard | None
    reason: str
    cancels: bool


def unread_order(viewer: Viewer, order: Order) -> UnreadOrder:
    """The page of an order of orders.views.fetching.unread_or_404. Two queries."""
    balance = ledger.balance_for(viewer, order)
    return UnreadOrder(
        badge=rows.order_badge(order.number, State(order.state), get_language() or "en"),
        facts=_facts(order),
        dates=_dates(order),
        price=brief.price_of(order, balance),
        ledger=ledger.balance_card(viewer, order, balance),
        reason=order.cancel_reason if order.state == State.CANCELLED else "",
        cancels=order.state in ORDERS["cancel"].sources and ORDERS.may("cancel", viewer, order),
    )


def _facts(order: Order) -> list[dict[str, Any]]:
    quantity = order.quantity or 0
    facts = [
        (_("Service"), order.service.name),
        (_("Quantity"), f"{quantity:,} {units(order.service.unit, quantity)}"),
        (_("Quality"), order.quality.name),
        (_("Add-ons"), ", ".join(order.facts.addon_names if order.facts else [])),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _dates(order: Order) -> list[tuple[str, dt.datetime]]:
    found = [
        (_("Placed"), order.placed_at),
        (_("Deadline"), order.client_deadline),
        (_("Delivered"), order.delivered_at),
        (_("Closed"), order.closed_at),
    ]
    return [(label, at) for label, at in found if at is not None]
