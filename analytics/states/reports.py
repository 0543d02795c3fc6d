"""Scheduled reports: when they are made, of which days, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The feature that an agency can switch off, and the kind of the mail.
FEATURE, MAIL = "scheduled_reports", "figures_report"
#: By what boards can be narrowed; a test holds it against BOARDS (rules/boards.py).
FILTERS = ("service", "colleague", "client", "severity", "cause", "scope", "group", "months")
#: Reports that one person arranges, and people who receive one, at most.
MOST_REPORTS, MOST_RECIPIENTS = 30, 20
#: How long a report that was made can be read.
KEPT_DAYS = 730


class Rhythm(models.TextChoices):
    """How often a report is made."""

    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class Weekday(models.IntegerChoices):
    """As datetime counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Span(models.TextChoices):
    """Of which days a report is: whole days before the one on which it is made."""

    BEFORE = "before", _("The week or month before")
    DAYS_30 = "days30", _("The 30 days before")
    DAYS_90 = "days90", _("The 90 days before")


class PausedBy(models.TextChoices):
    """Why no report is made."""

    PERSON = "person", _("Paused")
    OWNER = "owner", _("Paused: the person who set it up can no longer open these figures")


class RunState(models.TextChoices):
    """What became of a report for one recipient."""

    WAITING = "waiting", _("Being made")
    MADE = "made", _("Sent")
    WITHHELD = "withheld", _("Not sent")


class Withheld(models.TextChoices):
    """Why a report was not made for a recipient."""

    LEFT = "left", _("stopped receiving it")
    AWAY = "away", _("has left or is suspended")
    RIGHT = "right", _("can no longer open these figures")
    OFF = "off", _("reports were switched off")
    AGENCY = "agency", _("the agency was suspended")
