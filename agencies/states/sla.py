"""What was promised to whoever waits for an answer, and how it stands: the words of the SLA clock."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Priority(models.TextChoices):
    """How urgent something is, the least first."""

    LOW = "low", _("Low")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("High")
    CRITICAL = "critical", _("Critical")


class Target(models.TextChoices):
    """What is promised: how soon somebody answers, answers again, and has settled it."""

    FIRST_REPLY = "first_reply", _("First reply")
    NEXT_REPLY = "next_reply", _("Next reply")
    RESOLUTION = "resolution", _("Resolution")


class ClockState(models.TextChoices):
    """How a target stands. Past its time it stays so: no pause and no message of the customer undoes that."""

    #: Nothing is owed: nobody has asked yet, or nothing was promised.
    IDLE = "idle", _("Not running")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    OVERDUE = "overdue", _("Overdue")
    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
    #: It ended in time without an answer, and needs none: merged, closed.
    ENDED = "ended", _("Ended")


#: Those in which time may still run out, or has.
LIVE = (ClockState.RUNNING, ClockState.PAUSED, ClockState.OVERDUE)


class Happening(StrEnum):
    """What an app tells the clock of. Its own events, in these words."""

    #: The matter begins: its resolution is owed from now on.
    OPENED = "opened"
    #: The customer wrote, and waits for an answer.
    ASKED = "asked"
    #: A person of the agency answered the customer.
    REPLIED = "replied"
    #: An internal note. It answers nobody.
    NOTED = "noted"
    #: An answer that no person wrote. It answers nobody.
    AUTOMATIC = "automatic"
    #: The agency waits for the customer: clocks pause.
    WAITING = "waiting"
    #: It waits no longer.
    RESUMED = "resumed"
    SOLVED = "solved"
    REOPENED = "reopened"
    #: It ended without being solved: merged, withdrawn. Nothing is owed any more.
    ENDED = "ended"
    #: It was given a priority.
    PRIORITY = "priority"
    #: Something else is promised on it from now on.
    POLICY = "policy"


class Counting(StrEnum):
    """Why a piece of time counts, or doesn’t."""

    COUNTS = "counts"
    WAITING = "waiting"
    SOLVED = "solved"
