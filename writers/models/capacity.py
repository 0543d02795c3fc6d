"""How much work a writer takes, and which: what they, or the desk, have set."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.capacity import (
    DEFAULT_HOURS_PER_DAY,
    DEFAULT_MAX_ACTIVE,
    EVERY_DAY,
    MESSAGE_LIMIT,
    MOST_ACTIVE,
    MOST_BUFFER_DAYS,
    MOST_HOURS,
    MOST_HOURS_PER_DAY,
    MOST_PER_DAY,
)

from .own_rows import OwnRows


def every_day() -> list[int]:
    """All weekdays: the default of a new row."""
    return list(EVERY_DAY)


class Accepting(OfAgency):
    """Whether somebody takes new work. Off, it may name the day from which on they take some again."""

    accepting = models.BooleanField(_("accepting new work"), default=True)
    message = models.CharField(
        _("message to the agency"), max_length=MESSAGE_LIMIT, blank=True, validators=[validate_text]
    )
    paused_until = models.DateField(_("accepting again from"), null=True, blank=True)

    class Meta:
        abstract = True

    def accepts_on(self, day: dt.date) -> bool:
        """Whether they take new work on this day (of their own zone)."""
        return self.accepting or (self.paused_until is not None and day >= self.paused_until)


class WriterCapacity(Accepting):
    """What one writer has set. Without a row the defaults of its columns hold: a limit is never skipped.

    Load is never stored here: it is counted from orders (writers.querysets.people). `version` counts each
    save; a save that names an older one is refused as stale.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.ForeignKey(Membership, models.PROTECT, related_name="capacity_rows")
    max_active = models.PositiveSmallIntegerField(_("most orders at once"), default=DEFAULT_MAX_ACTIVE)
    max_per_day = models.PositiveSmallIntegerField(_("most new orders a day"), null=True, blank=True)
    max_hours = models.PositiveSmallIntegerField(_("most hours of work at once"), null=True, blank=True)
    hours_per_day = models.PositiveSmallIntegerField(
        _("hours in a working day"), default=DEFAULT_HOURS_PER_DAY
    )
    buffer_days = models.PositiveSmallIntegerField(_("minimum days until the deadline"), default=0)
    working_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("working days"), default=every_day
    )
    only_subjects = models.BooleanField(_("only preferred subjects"), default=False)
    only_services = models.BooleanField(_("only preferred services"), default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("writer’s capacity")
        verbose_name_plural = _("writers’ capacity")
        constraints = [
            agency_id_unique("writercapacity"),
            models.UniqueConstraint(fields=["agency", "member"], name="writercapacity_once"),
            models.CheckConstraint(
                condition=Q(max_active__gte=1, max_active__lte=MOST_ACTIVE), name="writercapacity_max_active"
            ),
            models.CheckConstraint(
                condition=Q(max_per_day=None) | Q(max_per_day__gte=1, max_per_day__lte=MOST_PER_DAY),
                name="writercapacity_max_per_day",
            ),
            models.CheckConstraint(
                condition=Q(max_hours=None) | Q(max_hours__gte=1, max_hours__lte=MOST_HOURS),
                name="writercapacity_max_hours",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_day__gte=1, hours_per_day__lte=MOST_HOURS_PER_DAY),
                name="writercapacity_hours_per_day",
            ),
            models.CheckConstraint(
                condition=Q(buffer_days__lte=MOST_BUFFER_DAYS), name="writercapacity_buffer_days"
            ),
            models.CheckConstraint(
                condition=Q(working_days__contained_by=list(EVERY_DAY)) & ~Q(working_days=[]),
                name="writercapacity_working_days",
            ),
            models.CheckConstraint(
                condition=Q(accepting=False) | Q(paused_until=None), name="writercapacity_paused"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
