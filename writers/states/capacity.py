"""Closed sets of values about who can take how much work, and the bounds of what people set."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Orders in hand at once, while nobody has set another number.
DEFAULT_MAX_ACTIVE = 10
#: Reviews in hand at once, while nobody has set another number.
DEFAULT_MAX_REVIEWS = 5
MOST_ACTIVE = 100
MOST_PER_DAY = 50
MOST_HOURS = 400
MOST_BUFFER_DAYS = 60
#: Hours that somebody writes in a working day, while they have not said otherwise.
DEFAULT_HOURS_PER_DAY = 6
MOST_HOURS_PER_DAY = 16
MESSAGE_LIMIT = 200
#: Weekdays, Monday first.
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
#: What one hour of work makes of each unit, where the agency has not set an effort rate.
DEFAULT_PER_HOUR = {"word": 250, "page": 1, "hour": 1, "item": 2}

LEAST_PER_HOUR, MOST_PER_HOUR = Decimal("0.01"), Decimal(100_000)


class Side(models.TextChoices):
    """As what somebody works: a preference may be that of a writer or of an editor."""

    WRITER = "writer", _("Writer")
    EDITOR = "editor", _("Editor")


class BlackoutSource(models.TextChoices):
    """Where a time away comes from."""

    OWN = "own", _("Entered here")
    CALENDAR = "calendar", _("From an imported calendar")


class DayPart(models.TextChoices):
    """The halves of a day; noon parts them."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")


class DayKind(models.TextChoices):
    """What a day is to somebody, in the map of the coming weeks."""

    FREE = "free", _("Free")
    BUSY = "busy", _("Busy")
    OVER = "over", _("Overbooked")
    AWAY = "away", _("Time off")
    OFF = "off", _("Not a working day")


class ReasonCode(models.TextChoices):
    """What can speak against giving somebody an order or a review."""

    MEMBERSHIP = "membership", _("Not a member")
    SUSPENDED = "suspended", _("Suspended")
    ROLE = "role", _("Role missing")
    CONFLICT = "conflict", _("Conflict of interest")
    DEADLINE = "deadline", _("Deadline passed")
    NOT_ACCEPTING = "not_accepting", _("Not accepting work")
    FULL = "full", _("Full")
    HOURS = "hours", _("Too many hours")
    DAY_LIMIT = "day_limit", _("Daily limit")
    AWAY = "away", _("Away")
    BUFFER = "buffer", _("Too little notice")
    SUBJECT = "subject", _("Other subject")
    SERVICE = "service", _("Other service")
    LANGUAGE = "language", _("Other language")


class RuleCode(models.TextChoices):
    """What an app to the right can say against giving somebody an order (writers.hooks.objections): hard, so
    that no exception is ever logged with one of them."""

    CLASS = "class", _("Writers of the class")


#: Every code of a reason, as programs read them.
CODES = (*ReasonCode.values, *RuleCode.values)


def label_of(code: str) -> str:
    """The words of a code of either kind."""
    return str(RuleCode(code).label if code in RuleCode.values else ReasonCode(code).label)


#: Never overridden. All others a manager may override, with a reason that is logged.
HARD = frozenset(
    {
        ReasonCode.MEMBERSHIP,
        ReasonCode.SUSPENDED,
        ReasonCode.ROLE,
        ReasonCode.CONFLICT,
        ReasonCode.DEADLINE,
    }
)
