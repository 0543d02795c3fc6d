"""The closing of an agency: asked for, waited for, and what remains of it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.states.closing import UNDER_WAY, ClosingState
from project.base.ids import public_id

from .agency import NAME_LIMIT
from .base import OfAgency, OfOwners, agency_id_unique
from .membership import Membership


class AgencyClosingQuerySet(OfOwners):
    def under_way(self) -> AgencyClosingQuerySet:
        """Neither withdrawn nor stopped: one of an agency at most."""
        return self.filter(state__in=UNDER_WAY)

    def due(self, now: dt.datetime) -> AgencyClosingQuerySet:
        """Those whose day has come, the one that has waited longest first."""
        return self.filter(
            Q(state=ClosingState.ERASING) | Q(state=ClosingState.OPEN, due_at__lte=now)
        ).order_by("due_at", "pk")


class AgencyClosing(OfAgency):
    """An owner's, or the operator's, wish that the agency be closed at `due_at`, which
    `Agency.closes_at` says too. It goes with the agency; a ClosedAgency stays.

    `archived_at`: of when the archive is that was there when it was asked for. `people_after`: the key of the
    last membership whose person has been dealt with; `rows`: rows that were deleted so far. `reminded_at`:
    when everybody was told once more.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    state = models.CharField(max_length=9, choices=ClosingState, default=ClosingState.OPEN)
    by_operator = models.BooleanField()
    #: Empty where the operator asked, and once deleting has begun.
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    archived_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    people_after = models.BigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)

    objects = AgencyClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing of an agency")
        verbose_name_plural = _("closings of agencies")
        constraints = [
            agency_id_unique("agencyclosing"),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(state__in=UNDER_WAY), name="agencyclosing_one"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="agencyclosing_due_later"),
            models.CheckConstraint(
                condition=Q(state__in=UNDER_WAY, ended_at=None)
                | Q(state__in=[ClosingState.WITHDRAWN, ClosingState.STOPPED], ended_at__isnull=False),
                name="agencyclosing_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=UNDER_WAY), name="agencyclosing_due")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.due_at:%Y-%m-%d}"


class ClosedAgency(models.Model):
    """That there was an agency, and how much of it was deleted: all that stays, for the operator."""

    code = models.CharField(max_length=6)
    name = models.CharField(max_length=NAME_LIMIT)
    by_operator = models.BooleanField()
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("closed agency")
        verbose_name_plural = _("closed agencies")
        indexes = [models.Index(fields=["-closed_at", "-id"], name="closedagency_newest")]

    def __str__(self) -> str:
        return self.code
