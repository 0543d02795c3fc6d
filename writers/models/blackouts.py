"""Times at which somebody does not work."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.capacity import BlackoutSource

from .own_rows import OwnRows

REASON_LIMIT = 120
#: The longest time away, in half-days.
LONGEST = 2 * 366
#: Half-days of the years 2000 to 2100, as writers.rules.half_days numbers them.
FIRST_HALF = 2 * 730_120
LAST_HALF = 2 * 766_645


class BlackoutPeriod(OfAgency):
    """Away from `from_half` until before `to_half`: numbers of half-days of the member's own zone, 2 x the
    day's ordinal for its morning and one more for its afternoon.

    The periods of a member never overlap. `reason` is for the member and the desk.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    from_half = models.IntegerField()
    to_half = models.IntegerField()
    reason = models.CharField(_("reason"), max_length=REASON_LIMIT, blank=True, validators=[validate_text])
    source = models.CharField(max_length=8, choices=BlackoutSource, default=BlackoutSource.OWN)
    created_at = models.DateTimeField()

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("time away")
        verbose_name_plural = _("times away")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_half__gte=FIRST_HALF, to_half__lte=LAST_HALF), name="blackoutperiod_years"
            ),
            models.CheckConstraint(
                condition=Q(to_half__gt=F("from_half"), to_half__lte=F("from_half") + LONGEST),
                name="blackoutperiod_halves",
            ),
            models.CheckConstraint(
                condition=Q(source__in=BlackoutSource.values), name="blackoutperiod_source"
            ),
            ExclusionConstraint(
                name="blackoutperiod_no_overlap",
                expressions=[
                    # Equality as a range of one number: there is no extension here that would do it.
                    (Func(F("member_id"), F("member_id"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("from_half"), F("to_half"), function="int4range"), "&&"),
                ],
            ),
        ]
        indexes = [models.Index(fields=["agency", "member", "to_half"], name="blackoutperiod_member")]

    def __str__(self) -> str:
        return self.public_id
