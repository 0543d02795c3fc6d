"""What a manager decided against what spoke against somebody."""

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
from project.base.text import validate_text
from writers.states.capacity import ReasonCode

if TYPE_CHECKING:
    from project.base.viewer import Viewer

REASON_LIMIT = 300


class EligibilityOverrideQuerySet(models.QuerySet["EligibilityOverride"]):
    def visible_to(self, viewer: Viewer) -> EligibilityOverrideQuerySet:
        """The desk reads why it gave out what it gave out; nobody else does."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.none()


class EligibilityOverride(OfAgency):
    """Somebody was given or offered work although `codes` (soft ones) spoke against it; `event` is that act,
    whose actor decided so for `reason`. It also covers their acceptance of the offer."""

    event = models.ForeignKey(OrderEvent, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    codes = ArrayField(models.CharField(max_length=14, choices=ReasonCode))
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT, validators=[validate_text])

    objects = EligibilityOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        constraints = [
            models.UniqueConstraint(fields=["event", "member"], name="eligibilityoverride_once"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(codes=[]), name="eligibilityoverride_says_why"
            ),
            models.CheckConstraint(
                condition=Q(codes__contained_by=ReasonCode.values), name="eligibilityoverride_codes"
            ),
        ]
        indexes = [models.Index(fields=["agency", "order", "member"], name="eligibilityoverride_order")]
