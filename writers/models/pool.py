"""The pool: orders that fitting writers may take, or say they would take."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import Role, is_staff
from orders.models import Offer, Order
from orders.querysets.orders import client_side
from orders.states.offers import OfferState
from orders.states.orders import GIVABLE
from project.base.ids import public_id
from writers.states.assignment import PoolEnd, PoolMode

from .own_rows import OwnRows

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class PoolEntryQuerySet(models.QuerySet["PoolEntry"]):
    def visible_to(self, viewer: Viewer) -> PoolEntryQuerySet:
        """The desk sees all but what its reader is the client of; writers what is in the pool now. Whether
        they could take it is eligibility's question, which narrows a page of these."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows.exclude(client_side(viewer)) if Role.CLIENT in viewer.roles else rows
        return rows.open() if Role.WRITER in viewer.roles else rows.none()

    def offered_to(self, viewer: Viewer, now: dt.datetime) -> PoolEntryQuerySet:
        """What a writer may look at, unless eligibility speaks against it: not what only another one is asked
        for the present, nor what they have declined."""
        declined = Offer.objects.filter(
            agency_id=viewer.agency_id, writer_id=viewer.member_id, state=OfferState.DECLINED
        )
        rows = self.filter(agency_id=viewer.agency_id).open()
        mine = Q(order__preferred_writer_id=viewer.member_id)
        rows = rows.filter(Q(preferred_until=None) | Q(preferred_until__lte=now) | mine)
        return rows.exclude(order_id__in=declined.values("order_id"))

    def known_to(self, viewer: Viewer) -> PoolEntryQuerySet:
        """What a writer once looked at, in the pool or not: its order is theirs now, or they had said that
        they would take it."""
        said = PoolInterest.objects.filter(
            agency_id=viewer.agency_id, member_id=viewer.member_id, entry=OuterRef("pk")
        )
        rows = self.filter(agency_id=viewer.agency_id)
        return rows.filter(Q(order__writer_id=viewer.member_id) | Exists(said))

    def open(self) -> PoolEntryQuerySet:
        """What can be taken: in the pool, of an order that has no writer yet."""
        return self.filter(ended_at=None, order__state__in=GIVABLE)


class PoolEntry(OfAgency):
    """One stay of an order in the pool, for `fee`. Its brief is shown unless it is `confidential`.

    Until `preferred_until` only the client's preferred writer sees it; when that time ends, or they decline,
    it is everybody's.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="pool_entries")
    mode = models.CharField(
        _("how it is assigned"), max_length=8, choices=PoolMode, default=PoolMode.INTEREST
    )
    fee = models.DecimalField(_("fee"), max_digits=10, decimal_places=2)
    confidential = models.BooleanField(_("keep the brief confidential"), default=False)
    preferred_until = models.DateTimeField(null=True)
    put_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=9, choices=PoolEnd, blank=True)

    objects = PoolEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("order in the pool")
        verbose_name_plural = _("orders in the pool")
        constraints = [
            agency_id_unique("poolentry"),
            models.UniqueConstraint(fields=["order"], condition=Q(ended_at=None), name="poolentry_one_open"),
            models.CheckConstraint(condition=Q(mode__in=PoolMode.values), name="poolentry_mode_known"),
            models.CheckConstraint(condition=Q(fee__gte=0, fee__lte=1_000_000), name="poolentry_fee"),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | Q(ended_at__isnull=False, end__in=PoolEnd.values),
                name="poolentry_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-put_at", "-id"], condition=Q(ended_at=None), name="poolentry_open"
            ),
            models.Index(
                fields=["preferred_until"],
                condition=Q(ended_at=None, preferred_until__isnull=False),
                name="poolentry_fallback_due",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class PoolInterest(OfAgency):
    """A writer who said that they would take an order of the pool."""

    entry = models.ForeignKey(PoolEntry, models.PROTECT, related_name="interests")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("interest in an order")
        verbose_name_plural = _("interests in orders")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "member"], condition=Q(withdrawn_at=None), name="poolinterest_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "member", "-id"], name="poolinterest_member")]
