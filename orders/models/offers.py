"""Offers: an order held out to a writer, with a fee and a time to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from agencies.states.roles import is_staff
from orders.states.offers import DeclineCode, OfferState

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, viewer: Viewer) -> OfferQuerySet:
        """Staff see every offer of their agency, a writer the own ones that are open or were accepted."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        return rows.filter(writer_id=viewer.member_id, state__in=[OfferState.OPEN, OfferState.ACCEPTED])


class Offer(OfAgency):
    """One order offered to one writer. The first writer who accepts has it;
    the others' offers are withdrawn then."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="offers")
    writer = models.ForeignKey(Membership, models.PROTECT, related_name="offers")
    fee = models.DecimalField(_("fee"), max_digits=10, decimal_places=2)
    state = models.CharField(max_length=9, choices=OfferState, default=OfferState.OPEN)
    #: None when the agency's clock offered it: the next of a waiting list.
    offered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField(_("respond by"))
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_code = models.CharField(
        _("reason to decline"), max_length=8, choices=DeclineCode, blank=True, default="", db_default=""
    )
    decline_reason = models.CharField(_("reason"), max_length=300, blank=True)
    #: The client has agreed that the surcharge for the writer whom they named stays if this one accepts.
    keeps_price = models.BooleanField(default=False, db_default=False)

    objects = OfferQuerySet.as_manager()

    @property
    def why_declined(self) -> str:
        """The reason that its writer chose, by name; "" for none. Their own words are `decline_reason`."""
        return str(DeclineCode(self.decline_code).label) if self.decline_code else ""

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "writer"], condition=Q(state="open"), name="offer_one_open_per_writer"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="accepted"), name="offer_one_accepted"
            ),
            models.CheckConstraint(condition=Q(fee__gte=0, fee__lte=1_000_000), name="offer_fee"),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state_known"),
            models.CheckConstraint(
                condition=Q(decline_code="") | Q(decline_code__in=DeclineCode.values, state="declined"),
                name="offer_decline_code",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "writer", "answer_by"], condition=Q(state="open"), name="offer_open_writer"
            ),
            models.Index(fields=["answer_by"], condition=Q(state="open"), name="offer_open_due"),
            models.Index(fields=["order", "state"], name="offer_order"),
        ]
