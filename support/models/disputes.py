"""Disputes about an order: what either side says, what the desk proposes, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.models.accounts import AccountPerson
from clients.querysets import sees_as_client
from orders.models import Order
from orders.states.orders import State as OrderState
from project.base.ids import public_id
from project.base.text import validate_text
from support.states.disputes import (
    ACTIVE,
    OPENABLE,
    DisputeState,
    Reason,
    Side,
    StatementKind,
)

if TYPE_CHECKING:
    from project.base.viewer import Viewer

TEXT_LIMIT, POINT_LIMIT, WORDS_LIMIT = 4_000, 500, 2_000
MOST_POINTS = 20


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def active(self) -> DisputeQuerySet:
        """Those that keep their order disputed: one of each order at most."""
        return self.filter(state__in=ACTIVE)

    def visible_to(self, viewer: Viewer) -> DisputeQuerySet:
        """Staff see all of their agency; the client's people those about orders of their accounts that
        they may read; a writer those in which they are a side, as long as the order is theirs."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        seen = Q(writer_id=viewer.member_id, order__writer_id=viewer.member_id)
        if sees_as_client(viewer):
            people = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
            seen |= Q(order__account_id__in=people.values("account_id"), order__receiver=None)
        return rows.filter(seen)


class Dispute(OfAgency):
    """One dispute about one order. `side` is who opened it, `writer` the other side of its client for as long
    as it lasts, `order_state` where the order was, and is again when the dispute ends.

    Moments: the other side may respond until `answer_by`, both may answer an open proposal until `reply_by`,
    the desk has to act by `decide_by`. The texts are rows of DisputeStatement.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="disputes")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    state = models.CharField(max_length=9, choices=DisputeState, default=DisputeState.ANSWERING)
    side = models.CharField(max_length=6, choices=Side)
    reason = models.CharField(_("reason"), max_length=11, choices=Reason)
    writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    order_state = models.CharField(max_length=20, choices=OrderState)
    opened_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    #: Since when the clocks of the order rest: the opening, or the appeal.
    rests_since = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reply_by = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateTimeField()
    #: The moments of which the desk has been told that they passed.
    told_for = models.DateTimeField(null=True, blank=True)
    #: Only managers and owners propose and decide from then on.
    escalated_at = models.DateTimeField(null=True, blank=True)
    appeal_side = models.CharField(max_length=6, choices=Side, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["id"]
        constraints = [
            agency_id_unique("dispute"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state__in=ACTIVE), name="dispute_one_active"
            ),
            models.CheckConstraint(condition=Q(state__in=DisputeState.values), name="dispute_state_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="dispute_reason_known"),
            models.CheckConstraint(
                condition=Q(side=Side.CLIENT) | Q(side=Side.WRITER, writer__isnull=False),
                name="dispute_side_known",
            ),
            models.CheckConstraint(
                condition=Q(order_state__in=[state.value for state in OPENABLE]), name="dispute_order_state"
            ),
            models.CheckConstraint(
                condition=Q(appealed_at=None, appeal_side="")
                | Q(appealed_at__isnull=False, appeal_side__in=[Side.CLIENT, Side.WRITER]),
                name="dispute_appeal",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ACTIVE, ended_at=None) | (~Q(state__in=ACTIVE) & ~Q(ended_at=None)),
                name="dispute_ended",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", reply_by__isnull=False)
                | (~Q(state="proposed") & Q(reply_by=None)),
                name="dispute_reply_by",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("rests_since")), name="dispute_answered"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-opened_at", "-id"], name="dispute_list"),
            models.Index(fields=["agency", "state", "-opened_at", "-id"], name="dispute_list_state"),
            models.Index(fields=["agency", "order", "-id"], name="dispute_of_order"),
            models.Index(
                fields=["agency", "decide_by", "id"], name="dispute_due", condition=Q(state__in=ACTIVE)
            ),
            models.Index(
                fields=["agency", "reply_by", "id"], name="dispute_reply", condition=Q(state="proposed")
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def active(self) -> bool:
        return self.state in ACTIVE

    @property
    def claimant(self) -> str:
        """The side that the other one responds to: who opened it, or who appeals."""
        return self.appeal_side or self.side


class DisputePoint(OfAgency):
    """One point of a claim. Append-only."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("point"), max_length=POINT_LIMIT, validators=[validate_text])

    class Meta:
        verbose_name = _("point of a dispute")
        verbose_name_plural = _("points of disputes")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "position"], name="disputepoint_position"),
            models.CheckConstraint(condition=~Q(text=""), name="disputepoint_text"),
        ]


class DisputeStatement(OfAgency):
    """What a side says: the claim, the response to it, an appeal, the response to that. Append-only."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=6, choices=StatementKind)
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField(_("statement"), validators=[MaxLengthValidator(TEXT_LIMIT), validate_text])
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("statement in a dispute")
        verbose_name_plural = _("statements in disputes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "kind"], name="disputestatement_once"),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values), name="disputestatement_kind_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="disputestatement_text"),
        ]
