"""What an agency's managers did to help somebody, or to keep somebody out: sessions that they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.membership import REASON_LIMIT
from agencies.states.roles import is_management

from .security import OfPerson

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class SignOutQuerySet(models.QuerySet["SignOut"]):
    def visible_to(self, viewer: Viewer) -> SignOutQuerySet:
        """Managers and owners see those of their agency, others their own."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.filter(membership_id=viewer.member_id)


class SignOut(OfPerson):
    """A manager (`by`) ended all sessions of a member on the agency's hosts, `sessions` of them, and told the
    member the `reason`."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT)
    sessions = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = SignOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-out by the agency")
        verbose_name_plural = _("sign-outs by the agency")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="signout_has_reason")]
        indexes = [
            models.Index(fields=["membership", "-at"], name="signout_of_member"),
            models.Index(fields=["at"], name="signout_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.at:%Y-%m-%d %H:%M}"
