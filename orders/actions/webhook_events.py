"""Telling webhooks of what happened on an order."""

from __future__ import annotations

from typing import Any

from agencies.actions.webhook_events import announce
from orders.models import Order, OrderEvent
from orders.states.orders import State
from orders.states.webhook_kinds import KIND_OF

from .mail_jobs import is_quiet


def announce_event(order: Order, event: OrderEvent) -> None:
    """Announce an event of this order, within its transaction. Nothing for verbs that have no kind (those of
    apps to the right announce themselves, by announce_as)."""
    kind = KIND_OF.get(event.verb)
    if kind is None:
        return
    if event.verb == "deliver" and event.to_state == State.DELIVERED:
        kind = "order.delivered"  # without editorial review
    announce_as(kind, order, event)


def announce_as(kind: str, order: Order, event: OrderEvent) -> None:
    """Announce an event of this order as `kind`, within its transaction. Nothing within `quietly`."""
    if not is_quiet():
        announce(agency_id=order.agency_id, kind=kind, data=_data(order, event), now=event.at)


def _data(order: Order, event: OrderEvent) -> dict[str, Any]:
    """Numbers, ids and states: what any member of the desk may know, and no writer's name, fee or price."""
    data: dict[str, Any] = {
        "number": order.number,
        "verb": event.verb,
        "from_state": event.from_state,
        "state": event.to_state,
    }
    if event.delivery_id and event.delivery:
        data["delivery"] = event.delivery.number
    if event.revision_id and event.revision:
        data["revision"] = event.revision.public_id
    return data
