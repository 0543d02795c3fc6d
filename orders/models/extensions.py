"""Asks for more time: a writer's wish for a later deadline, and the desk's answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from project.base.ids import public_id

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: How long a reason may be, the writer's and the desk's.
REASON_LIMIT = 500


class AskState(models.TextChoices):
    OPEN = "open", _("Waiting for an answer")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed without an answer")


class ExtensionAskQuerySet(models.QuerySet["ExtensionAsk"]):
    def waiting(self) -> ExtensionAskQuerySet:
        """Those that nobody has answered; one for each order at most."""
        return self.filter(state=AskState.OPEN)

    def visible_to(self, viewer: Viewer) -> ExtensionAskQuerySet:
        """Staff see every ask of their agency, a writer the own ones. An ask is not the client's business."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.filter(asked_by_id=viewer.member_id)


class ExtensionAsk(OfAgency):
    """A writer asks for a later moment than `deadline`, the one that counted
    then. `granted` may differ from `wanted`."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="extension_asks")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    state = models.CharField(max_length=9, choices=AskState, default=AskState.OPEN)
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    deadline = models.DateTimeField()
    wanted = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT)
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    granted = models.DateTimeField(null=True)
    refusal = models.CharField(_("reason"), max_length=REASON_LIMIT, blank=True)

    objects = ExtensionAskQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension request")
        verbose_name_plural = _("extension requests")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="open"), name="extensionask_one_open"
            ),
            agency_id_unique("extensionask"),
            models.CheckConstraint(condition=Q(state__in=AskState.values), name="extensionask_state_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="extensionask_reason"),
            models.CheckConstraint(condition=Q(wanted__gt=F("deadline")), name="extensionask_wants_more"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="extensionask_ended",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", granted__gt=F("deadline"))
                | (~Q(state="granted") & Q(granted=None)),
                name="extensionask_granted",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(refusal="")) | (~Q(state="refused") & Q(refusal="")),
                name="extensionask_refused",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["granted", "refused"], answered_by__isnull=False)
                | (~Q(state__in=["granted", "refused"]) & Q(answered_by=None)),
                name="extensionask_answered",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="extensionask_not_by_oneself",
            ),
        ]
