"""How long before a deadline an agency reminds people of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.base import OfAgency

#: Hours before, until an agency says otherwise; 0 is never. A week at most.
HOURS_BEFORE, MOST_HOURS = 24, 168


class ReminderHours(OfAgency):
    """Of one agency, or none yet: hours before a writer's deadline, and before a review window ends."""

    deadline_hours = models.PositiveSmallIntegerField(_("hours before a deadline"), default=HOURS_BEFORE)
    review_hours = models.PositiveSmallIntegerField(
        _("hours before a review window ends"), default=HOURS_BEFORE
    )

    class Meta:
        verbose_name = _("hours of reminders")
        verbose_name_plural = _("hours of reminders")
        constraints = [
            models.UniqueConstraint(fields=["agency"], name="reminderhours_one"),
            models.CheckConstraint(
                condition=Q(deadline_hours__lte=MOST_HOURS), name="reminderhours_deadline"
            ),
            models.CheckConstraint(condition=Q(review_hours__lte=MOST_HOURS), name="reminderhours_review"),
        ]
