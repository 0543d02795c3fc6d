"""A manager's wish to take a member's second factors away, because they were lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.states.factor_resets import ResetState
from agencies.models import Membership
from agencies.models.membership import REASON_LIMIT
from agencies.states.roles import is_management
from project.base.ids import public_id

from .security import OfPerson

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class FactorResetQuerySet(models.QuerySet["FactorReset"]):
    def visible_to(self, viewer: Viewer) -> FactorResetQuerySet:
        """Managers and owners see those of their agency, others their own."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.filter(membership_id=viewer.member_id)

    def open(self) -> FactorResetQuerySet:
        """Those that wait: one of a person at most, whatever the agency."""
        return self.filter(state=ResetState.WAITING)


class FactorReset(OfPerson):
    """Asked for by `asked_by` because of `reason`. It waits until `due_at`, for its person to stop it, unless
    another manager (`confirmed_by`) agrees. The states are those of accounts.states.factor_resets."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=ResetState, default=ResetState.WAITING)
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT)
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("two-step verification reset")
        verbose_name_plural = _("two-step verification resets")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="waiting"), name="factorreset_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=ResetState.values), name="factorreset_known_state"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="factorreset_ended",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="factorreset_due_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="factorreset_has_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | (Q(state="done") & ~Q(confirmed_by=F("asked_by"))),
                name="factorreset_two_managers",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="factorreset_due"),
            models.Index(fields=["membership", "-asked_at"], name="factorreset_of_member"),
            models.Index(fields=["ended_at"], name="factorreset_kept"),
        ]

    def __str__(self) -> str:
        return self.public_id
