"""What waits for a client to rate, among the figures above their orders."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.hooks.tiles import Moment
from orders.models import Order
from project.base.viewer import Viewer
from writers.querysets.orders_to_rate import orders_to_rate


class ToRate:
    """For a client: completed orders whose writer waits for their feedback."""

    name = "to_rate"
    position = 60
    label = _("Orders to rate")
    icon = "star"
    tone = ""

    def url(self) -> str:
        return f"{reverse('writers:client_feedback')}?list=to_rate"

    def rows(self, viewer: Viewer, now: Moment) -> QuerySet[Order]:
        return orders_to_rate(viewer, now)
