"""How a dispute could end: proposals, counterproposals, decisions, and who accepts."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from orders.models import OrderEvent
from project.base.text import validate_text
from support.states.disputes import LONGEST_EXTENSION, Outcome, ProposalKind, ProposalState, Side

from .disputes import WORDS_LIMIT, Dispute


class DisputeProposal(OfAgency):
    """How a dispute could end: a proposal or a decision of the desk, or the counterproposal of a side, which
    the desk considers.

    `percent` of what the order was charged is refunded, and `amount` is what that came to; with 100 the order
    ends unless it is complete. `days` extend the deadlines; `writer` gets the order for `fee`, which with a
    full refund is what its writer is owed. Above the limit of support it `needs_second`: a manager or owner
    other than who wrote it. `event` is the act that carried it out.
    """

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ProposalKind)
    state = models.CharField(max_length=11, choices=ProposalState, default=ProposalState.OPEN)
    side = models.CharField(max_length=6, choices=Side)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    percent = models.PositiveSmallIntegerField(_("refund in percent"), default=0)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    writer = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    fee = models.DecimalField(_("fee"), max_digits=10, decimal_places=2, null=True, blank=True)
    words = models.TextField(_("reasons"), validators=[MaxLengthValidator(WORDS_LIMIT), validate_text])
    needs_second = models.BooleanField(default=False)
    seconded_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    event = models.OneToOneField(OrderEvent, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("proposal in a dispute")
        verbose_name_plural = _("proposals in disputes")
        ordering = ["number"]
        constraints = [
            agency_id_unique("disputeproposal"),
            models.UniqueConstraint(fields=["dispute", "number"], name="disputeproposal_number"),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(state="open"), name="disputeproposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProposalKind.values, state__in=ProposalState.values),
                name="disputeproposal_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="counter", side__in=[Side.CLIENT, Side.WRITER], state="noted")
                | (Q(kind__in=["proposal", "decision"], side=Side.DESK) & ~Q(state="noted")),
                name="disputeproposal_side",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values, percent__lte=100, amount__gte=0)
                & (~Q(outcome="close") | Q(percent=0))
                & (~Q(outcome="refund") | Q(percent__gte=1))
                & (Q(outcome="refund") | Q(percent__lte=99)),
                name="disputeproposal_refund",
            ),
            models.CheckConstraint(
                condition=Q(outcome="extend", days__gte=1, days__lte=LONGEST_EXTENSION)
                | (~Q(outcome="extend") & Q(days=0)),
                name="disputeproposal_days",
            ),
            models.CheckConstraint(
                condition=Q(outcome="reassign", side=Side.DESK, writer__isnull=False, fee__isnull=False)
                | Q(outcome="reassign", writer=None, fee=None) & ~Q(side=Side.DESK)
                | (~Q(outcome="reassign") & Q(writer=None)),
                name="disputeproposal_writer",
            ),
            models.CheckConstraint(condition=Q(fee=None) | Q(fee__gte=0), name="disputeproposal_fee"),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("by")), name="disputeproposal_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state="carried_out")
                | (Q(event__isnull=False) & (Q(needs_second=False) | Q(seconded_by__isnull=False))),
                name="disputeproposal_carried_out",
            ),
        ]


class DisputeAcceptance(OfAgency):
    """That a side accepts a proposal. Append-only."""

    proposal = models.ForeignKey(DisputeProposal, models.CASCADE, related_name="acceptances")
    side = models.CharField(max_length=6, choices=Side)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("acceptance of a proposal")
        verbose_name_plural = _("acceptances of proposals")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "side"], name="disputeacceptance_once"),
            models.CheckConstraint(
                condition=Q(side__in=[Side.CLIENT, Side.WRITER]), name="disputeacceptance_side"
            ),
        ]
