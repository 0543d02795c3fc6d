"""Orders that a client has not rated yet, while the other side waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from clients.models import ClientAccount
from orders.models import Delivery, Order
from orders.querysets.review_window import is_over
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from writers.models import Feedback
from writers.states.feedback import WINDOW, Direction

if TYPE_CHECKING:
    from project.base.viewer import Viewer


def orders_to_rate(viewer: Viewer, now: Any) -> QuerySet[Order]:
    """Orders (`ended`: when) that the viewer may order for, completed within WINDOW before `now` (a moment,
    or its slot), with a text that was delivered and that nobody of their side has rated."""
    accounts = ClientAccount.objects.to_order_for(viewer)
    own = {"agency_id": OuterRef("agency_id"), "order_id": OuterRef("pk")}
    versions = Delivery.objects.filter(**own, verdict=ReviewVerdict.APPROVED)
    delivered = versions.exclude(delivered_by_id=viewer.member_id)
    rated = Feedback.objects.given().filter(**own, direction=Direction.CLIENT_TO_WRITER)
    rows = Order.objects.filter(agency_id=viewer.agency_id, receiver=None)
    paid = rows.filter(account_id__in=accounts.values("pk"))
    # Each by an index of the account's orders: those that ended long ago are not read.
    closed = paid.filter(state=State.COMPLETED, closed_at__gt=now - WINDOW).values("pk")
    over = paid.filter(is_over(now), review_ends_at__gt=now - WINDOW).values("pk")
    recent = rows.filter(pk__in=closed.union(over, all=True))
    ended = Coalesce("closed_at", "review_ends_at")
    return recent.annotate(ended=ended).filter(Exists(delivered), ~Exists(rated))
