"""By when a revision is done: what one side proposes and the other accepts, or answers with another time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from orders.states.revision_choices import ProposalSide, ProposalState
from project.base.text import validate_text

from .revisions import RevisionRequest


class DeadlineProposal(OfAgency):
    """One time that one side would like. The last agreed one is the
    revision's due time; one is open at most."""

    revision = models.ForeignKey(RevisionRequest, models.PROTECT, related_name="proposals")
    side = models.CharField(max_length=6, choices=ProposalSide)
    due_at = models.DateTimeField(_("due"))
    note = models.CharField(_("note"), max_length=300, blank=True, validators=[validate_text])
    state = models.CharField(max_length=9, choices=ProposalState, default=ProposalState.OPEN)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("deadline proposal")
        verbose_name_plural = _("deadline proposals")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["revision"], condition=Q(state="open"), name="proposal_one_open"),
            models.CheckConstraint(condition=Q(side__in=ProposalSide.values), name="proposal_side_known"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | (Q(state__in=["accepted", "countered", "withdrawn"]) & Q(answered_at__isnull=False)),
                name="proposal_answered",
            ),
        ]
