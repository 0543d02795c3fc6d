"""An order at the moment at which it is placed, as whoever placed it is told of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from orders.models import Order
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.fields import moment_text, money_text

PATH = "/api/v1/orders/orders/"


class PlacedOrderOut(Out):
    """An order that was placed, at its price with tax; `Location` is its address."""

    number = fields.Number()
    state = fields.Text()
    title = fields.Text()
    draft = fields.Id(allow_null=True, help_text="The draft that it was.")
    account = fields.Id()
    placed_at = fields.Moment()
    client_deadline = fields.Moment()
    total = fields.Money()
    currency = fields.Text()

    example = {
        "number": "INK-2026-00042",
        "state": "placed",
        "title": "Harbour feature",
        "draft": "d4f8k2m6p9",
        "account": "c5h8pz3wq6",
        "placed_at": "2026-03-02T09:00:00Z",
        "client_deadline": "2026-03-12T09:00:00Z",
        "total": "172.80",
        "currency": "EUR",
    }


def order_shown(order: Order) -> dict[str, Any]:
    """An order as PlacedOrderOut."""
    total = order.lines.aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")
    return {
        "number": order.number,
        "state": order.state,
        "title": order.title,
        "draft": order.draft.public_id if order.draft else None,
        "account": order.account.public_id,
        "placed_at": moment_text(order.placed_at),
        "client_deadline": moment_text(order.client_deadline),
        "total": money_text(total),
        "currency": order.currency,
    }


def address_of(order: Order) -> str:
    """Where an order stands in the API."""
    return f"{PATH}{order.number}/"
