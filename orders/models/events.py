"""Order events: what happened, who did it and when. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from orders.querysets.orders import GIVING
from orders.states.orders import State

from .deliveries import Delivery
from .extensions import ExtensionAsk
from .orders import Order
from .revisions import RevisionRequest

#: Verbs that figures ask for: of a request, of what is a first answer to it (to a point, a question to the
#: client, or the new version), and by which a version comes to the client.
ASKED = "request_revision"
ANSWERS = ("answer_points", "ask_client", "deliver")
REACHED = ("deliver", "approve")


class OrderEvent(OfAgency):
    """One act on one order. Holds ids, states and numbers, never names or free text,
    so that erasing a person rewrites nothing.

    `actor` is null when the agency's clock acted. `person` is whom the act
    concerns, such as the writer of an offer.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="events")
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    at = models.DateTimeField()
    person = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    revision = models.ForeignKey(RevisionRequest, models.PROTECT, null=True, related_name="+")
    extension = models.ForeignKey(ExtensionAsk, models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("order event")
        verbose_name_plural = _("order events")
        ordering = ["id"]
        constraints = [agency_id_unique("orderevent")]
        indexes = [
            models.Index(fields=["order", "id"], name="orderevent_timeline"),
            models.Index(fields=["agency", "verb", "at"], name="orderevent_figures"),
            models.Index(
                fields=["agency", "order", "id"],
                name="orderevent_reached",
                condition=Q(verb__in=REACHED, to_state=State.DELIVERED),
            ),
            models.Index(fields=["agency", "order", "id"], name="orderevent_asked", condition=Q(verb=ASKED)),
            models.Index(
                fields=["agency", "revision", "id"],
                name="orderevent_answers",
                condition=Q(verb__in=ANSWERS, revision__isnull=False),
            ),
            models.Index(
                fields=["agency", "person", "-id"], name="orderevent_given", condition=Q(verb__in=GIVING)
            ),
            models.Index(
                fields=["agency", "person", "at"], name="orderevent_given_at", condition=Q(verb__in=GIVING)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.verb}"
