"""Change orders: work beyond what was ordered, with its own price and its own acceptance."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.querysets import sees_as_client
from orders.states.revision_choices import ChangeState
from project.base.text import validate_text

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NOTE_LIMIT = 1_000
#: States in which nobody can accept it any more.
ENDED = ["accepted", "dropped", "withdrawn", "expired"]


class ChangeOrderQuerySet(models.QuerySet["ChangeOrder"]):
    def waiting(self, agency_id: Any, now: Any) -> ChangeOrderQuerySet:
        """Those of an agency (its id, or an expression for it) that their client may accept at `now` (a
        moment or its slot)."""
        return self.filter(agency_id=agency_id, state=ChangeState.OFFERED, valid_until__gt=now)

    def visible_to(self, viewer: Viewer) -> ChangeOrderQuerySet:
        """Change orders of the orders that the viewer sees with their price: the client's side and staff."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        if not sees_as_client(viewer):
            return rows.none()
        return rows.filter(order__account__people__membership_id=viewer.member_id)


class ChangeOrder(OfAgency):
    """A priced offer of more work on an order; `number` counts those of the order. Accepted, it is charged
    once. From `valid_until` on it reads as expired (orders/rules/change_orders.py); the next verb of its
    revision notes that."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="changes")
    revision = models.ForeignKey("orders.RevisionRequest", models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=ChangeState, default=ChangeState.OFFERED)
    note = models.CharField(_("description"), max_length=NOTE_LIMIT, validators=[validate_text])
    #: When the additional work will be done if the client accepts, and until when they may.
    hours = models.PositiveSmallIntegerField(_("working hours needed"))
    valid_until = models.DateTimeField(_("valid until"))
    #: What it adds to the fee of whoever does the work. Neither the client nor anybody else reads it.
    writer_fee = models.DecimalField(
        _("additional fee"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    offered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ChangeOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("change order")
        verbose_name_plural = _("change orders")
        ordering = ["number"]
        constraints = [
            agency_id_unique("changeorder"),
            models.UniqueConstraint(fields=["order", "number"], name="changeorder_number"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="offered"), name="changeorder_one_offered"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at=None)
                | (Q(state__in=ENDED) & Q(answered_at__isnull=False)),
                name="changeorder_answered",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="changeorder_has_note"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=1000), name="changeorder_hours"),
            models.CheckConstraint(
                condition=Q(writer_fee=None) | Q(writer_fee__gte=0, writer_fee__lte=1_000_000),
                name="changeorder_writer_fee",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "revision"],
                name="changeorder_offered",
                condition=Q(state=ChangeState.OFFERED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"

    @property
    def total(self) -> Decimal:
        """The sum of its lines, tax included. Reads prefetched rows."""
        return sum((line.amount for line in self.lines.all()), Decimal("0.00"))


class ChangeOrderLine(OfAgency):
    """One priced line of a change order, tax included as a line of its own. Append-only by trigger."""

    change = models.ForeignKey(ChangeOrder, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=61, blank=True, default="", db_default="")
    label = models.CharField(max_length=160, validators=[validate_text])
    rule = models.CharField(max_length=400, blank=True)
    base = models.DecimalField(max_digits=14, decimal_places=4)
    multiplier = models.DecimalField(max_digits=16, decimal_places=6)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["change", "position"], name="changeorderline_position")
        ]
