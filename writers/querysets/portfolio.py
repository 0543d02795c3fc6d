"""What a writer's samples can be made of."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from orders.models import Delivery, Order
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from project.base.viewer import Viewer

#: The client has the text, and nothing is disputed.
DONE = (State.DELIVERED, State.COMPLETED)


def delivered_orders(viewer: Viewer) -> QuerySet[Any]:
    """The orders that the viewer wrote and whose client has the text, the newest delivery first."""
    approved = Delivery.objects.filter(
        agency_id=viewer.agency_id, order=OuterRef("pk"), verdict=ReviewVerdict.APPROVED
    )
    rows = Order.objects.visible_to(viewer).filter(writer_id=viewer.member_id, state__in=DONE)
    return rows.filter(Exists(approved), delivered_at__isnull=False)


def last_approved(order: Order) -> Delivery | None:
    """The version that the client of an order has."""
    rows = Delivery.objects.filter(
        agency_id=order.agency_id, order=order, verdict=ReviewVerdict.APPROVED, delivered_by=order.writer_id
    )
    return rows.order_by("-number").first()
