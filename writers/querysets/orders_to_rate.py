"""Orders that a client has not rated yet, while the other side waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet

from clients.models import ClientAccount
from orders.models import Delivery, Order
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from writers.models import Feedback
from writers.states.feedback import WINDOW, Direction

if TYPE_CHECKING:
    from project.base.viewer import Viewer


def orders_to_rate(viewer: Viewer, now: Any) -> QuerySet[Order]:
    """Orders that the viewer may order for, completed within WINDOW before `now` (a moment, or its slot),
    with a text that was delivered and that nobody of their side has rated."""
    accounts = ClientAccount.objects.to_order_for(viewer)
    own = {"agency_id": OuterRef("agency_id"), "order_id": OuterRef("pk")}
    versions = Delivery.objects.filter(**own, verdict=ReviewVerdict.APPROVED)
    delivered = versions.exclude(delivered_by_id=viewer.member_id)
    rated = Feedback.objects.given().filter(**own, direction=Direction.CLIENT_TO_WRITER)
    completed = Order.objects.filter(agency_id=viewer.agency_id, state=State.COMPLETED)
    recent = completed.annotate(until=F("closed_at") + WINDOW).filter(until__gt=now)
    return recent.filter(Exists(delivered), ~Exists(rated), account_id__in=accounts.values("pk"))
