"""When an agency works: its week and its holidays, in its own zone.
`agencies/rules/working_hours.py` reckons with them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_management
from project.base.ids import public_id

from .agency import Agency

if TYPE_CHECKING:
    from project.base.viewer import Viewer

HOLIDAY_LIMIT = 80
#: The end of a day, in minutes since its midnight.
DAY = 24 * 60


def _one(column: str) -> Func:
    """A range that holds one number: equality, for an exclusion
    constraint that has no extension to help it."""
    return Func(F(column), F(column), Value("[]"), function="int8range")


class WorkingHours(models.Model):
    """One block of the week during which the agency works. Minutes since
    midnight; 1440 closes at the day's end."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), help_text=_("0 is Monday."))
    opens = models.PositiveSmallIntegerField(_("opens"))
    closes = models.PositiveSmallIntegerField(_("closes"))

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="workinghours_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens"), closes__lte=DAY), name="workinghours_minutes"
            ),
            ExclusionConstraint(
                name="workinghours_no_overlap",
                expressions=[
                    (_one("agency_id"), "&&"),
                    (_one("weekday"), "&&"),
                    (Func(F("opens"), F("closes"), function="int4range"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens}-{self.closes}"


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def visible_to(self, viewer: Viewer) -> HolidayQuerySet:
        """Managers and owners see the holidays of their agency."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_management(viewer) else rows.none()

    def shown_on(self, today: dt.date) -> HolidayQuerySet:
        """Those from this January on: what lies further back no clock asks for."""
        return self.filter(day__gte=today.replace(month=1, day=1))


class Holiday(models.Model):
    """A day, from midnight to midnight in the agency's zone, on which it does not work."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="holidays")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=HOLIDAY_LIMIT)

    objects = HolidayQuerySet.as_manager()
    #: Whether the call that gave it has added it, too (agencies.actions.working_hours).
    is_new = False

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="holiday_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"
