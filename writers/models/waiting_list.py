"""Writers who are asked one after the other whether they take an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from agencies.states.roles import is_staff
from orders.models import Order, OrderEvent
from writers.states.assignment import LIVE_PLACES, PlaceState
from writers.states.capacity import ReasonCode

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class WaitingPlaceQuerySet(models.QuerySet["WaitingPlace"]):
    def visible_to(self, viewer: Viewer) -> WaitingPlaceQuerySet:
        """The desk alone: a writer learns of an order when it is offered to them."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()

    def live(self) -> WaitingPlaceQuerySet:
        """Places of those who are asked now, or may be later."""
        return self.filter(state__in=LIVE_PLACES)


class WaitingPlace(OfAgency):
    """The place of one writer in an order's list. The next who waits is asked (by an offer of the clock) when
    the one before has declined, or let the `hours` pass; whom something speaks against then is passed over,
    for the reasons `against`."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="waiting_places")
    position = models.PositiveSmallIntegerField()
    writer = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    fee = models.DecimalField(_("fee"), max_digits=10, decimal_places=2)
    hours = models.PositiveSmallIntegerField(_("hours to respond"))
    state = models.CharField(max_length=9, choices=PlaceState, default=PlaceState.WAITING)
    #: The offer to the one who is, or was, asked.
    event = models.ForeignKey(OrderEvent, models.PROTECT, null=True, related_name="+")
    against = ArrayField(models.CharField(max_length=14, choices=ReasonCode), default=list)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a waiting list")
        verbose_name_plural = _("places in waiting lists")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "position"],
                condition=Q(state__in=LIVE_PLACES),
                name="waitingplace_position",
            ),
            models.UniqueConstraint(
                fields=["order", "writer"],
                condition=Q(state__in=LIVE_PLACES),
                name="waitingplace_writer_once",
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=PlaceState.ASKED), name="waitingplace_one_asked"
            ),
            models.CheckConstraint(condition=Q(state__in=PlaceState.values), name="waitingplace_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE_PLACES, ended_at=None)
                | (~Q(state__in=LIVE_PLACES) & Q(ended_at__isnull=False)),
                name="waitingplace_ended",
            ),
            models.CheckConstraint(condition=Q(fee__gte=0, fee__lte=1_000_000), name="waitingplace_fee"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=336), name="waitingplace_hours"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "order", "position"],
                condition=Q(state__in=LIVE_PLACES),
                name="waitingplace_live",
            )
        ]
